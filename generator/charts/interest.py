"""The policy rate at each breakout, and small minus large caps on days of large yield moves."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import year_axis
from generator.charts.drawing import Drawing, Panel, event_rules, rows
from generator.charts.intervals import IntervalRow, interval_panel
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.rates import RateRegime, Rates, SizeReturn, YieldMoves
from generator.models.report import Report
from generator.wording import points, regime_label


def policy_rate(report: Report, language: Language) -> Drawing | None:
    """The policy rate in its steps, with the breakouts; None without the series."""
    found = report.rates
    if found.policy_rate is None or not found.steps or found.known_until is None:
        return None
    _ = language.gettext
    days = language.number(found.window_days)
    return Drawing(
        id="policy-rate",
        title=_rate_title(found, language),
        subtitle=_(
            "Federal funds target, upper bound, in percent; each step on the day it took effect. "
            "Dashed: breakouts, with what the rate had done in the %(days)s days before."
        )
        % {"days": days},
        how_to_read=_(
            "A flat line is a rate on hold. Find each dashed line and look at the steps on its "
            "left: they are what was known on the day of the breakout."
        ),
        alt=_rate_alt(found, language),
        instruments=(found.policy_rate,),
        table=_rate_table(found, language),
        data=pd.DataFrame(
            [{"date": s.date, "rate": s.rate, "change": s.change} for s in found.steps]
        ),
        chart=lambda canvas: _rate_chart(found, language, canvas),
    )


def _rate_title(found: Rates, language: Language) -> str:
    _, many = language.gettext, language.ngettext
    regimes = [event.regime for event in found.events if event.regime is not None]
    if not regimes:
        return _("The policy rate, and no breakout yet")
    texts = {
        RateRegime.ON_HOLD: _("%(count)s on hold"),
        RateRegime.EASING: _("%(count)s falling"),
        RateRegime.TIGHTENING: _("%(count)s rising"),
    }
    parts = [
        text % {"count": language.count(regimes.count(regime))}
        for regime, text in texts.items()
        if regime in regimes
    ]
    return many(
        "The policy rate before %(total)s breakout: %(parts)s",
        "The policy rate before %(total)s breakouts: %(parts)s",
        len(regimes),
    ) % {"total": language.count(len(regimes)), "parts": ", ".join(parts)}


def _points(value: float | None, language: Language) -> str:
    return language.gettext("not yet") if value is None else points(language, value)


def _rate_alt(found: Rates, language: Language) -> str:
    _ = language.gettext
    sentences = [
        _("On %(date)s: %(rate)s.")
        % {"date": language.date(step.date), "rate": language.price(step.rate, "percent")}
        for step in found.steps[-1:]
    ]
    sentences += [
        _("Breakout of %(date)s: %(rate)s, %(before)s points before, %(after)s after.")
        % {
            "date": language.date(event.event),
            "rate": language.price(event.policy_rate, "percent"),
            "before": _points(event.change_before, language),
            "after": _points(event.change_after, language),
        }
        for event in found.events
        if event.policy_rate is not None
    ]
    return " ".join(sentences)


def _rate_table(found: Rates, language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(_("Step of"), _("Policy rate"), _("Change in points")),
        rows=tuple(
            (
                language.date(step.date),
                language.price(step.rate, "percent"),
                "–" if step.change is None else _points(step.change, language),
            )
            for step in reversed(found.steps)
        ),
    )


def _rate_chart(found: Rates, language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    ends = pd.DatetimeIndex([*(step.date for step in found.steps), found.known_until])
    steps = rows(
        date=ends, rate=[*(step.rate for step in found.steps), found.steps[-1].rate]
    ).drop_duplicates("date")
    events = [event for event in found.events if event.policy_rate is not None]
    marks = rows(
        date=pd.DatetimeIndex([event.event for event in events]),
        rate=[event.policy_rate for event in events],
        text=[
            f"’{event.event:%y}" if canvas.phone else regime_label(language, event.regime)
            for event in events
        ],
    )
    x = year_axis("date", ends[0], ends[-1], canvas)
    y = alt.Y(
        "rate:Q",
        scale=alt.Scale(domain=[0, float(steps["rate"].max()) * 1.06], nice=False),
        axis=alt.Axis(format="~g", tickCount=4),
    )
    dot = {"x": alt.X("date:T"), "y": alt.Y("rate:Q")}
    return alt.layer(
        event_rules("date:T", marks["date"], palette.ink),
        alt.Chart(steps)
        .mark_line(color=palette.mute, strokeWidth=2, interpolate="step-after")
        .encode(x=x, y=y),
        alt.Chart(marks).mark_circle(color=palette.lead, size=80, opacity=1).encode(**dot),
        alt.Chart(marks)
        .mark_text(color=palette.ink, baseline="bottom", dy=-4)
        .encode(x=alt.X("date:T"), y=alt.value(0), text=alt.Text("text:N")),
    ).properties(
        width=canvas.pixels - (44 if canvas.phone else 56), height=190 if canvas.phone else 230
    )


def yield_days(report: Report, language: Language) -> Drawing | None:
    """Small minus large caps on days of large yield moves; None without all three series."""
    moves = report.rates.yield_moves
    if moves is None:
        return None
    _ = language.gettext
    instruments = tuple(
        rung.instrument for rung in report.risk_curve.rungs[:3] if rung.instrument is not None
    )
    return Drawing(
        id="yield-days",
        title=_moves_title(moves, language),
        subtitle=_(
            "Mean daily return of small caps minus large caps, in percentage points, on the "
            "%(tail)s of days on which the 10-year yield fell or rose most since %(year)s. Bars: "
            "95%% intervals."
        )
        % {"tail": language.percent(moves.tail), "year": str(moves.first.year)},
        how_to_read=_(
            "Right of the dashed line small caps did better than large caps on the same day. A "
            "bar that crosses the line leaves room for no difference. Same-day moves do not say "
            "which came first."
        ),
        alt=" ".join(
            _("%(name)s: %(mean)s points on %(days)s days.")
            % {
                "name": name,
                "mean": _points(100 * (size.mean or 0), language),
                "days": language.number(size.days),
            }
            for name, size in _moves(moves, language)
        ),
        instruments=instruments,
        table=_moves_table(moves, language),
        data=pd.DataFrame(
            [
                {
                    "days": name,
                    "count": size.days,
                    "mean": size.mean,
                    "low": size.interval[0] if size.interval else None,
                    "high": size.interval[1] if size.interval else None,
                    "share_positive": size.share_positive,
                }
                for name, size in _moves(moves, language)
            ]
        ),
        chart=lambda canvas: _moves_chart(moves, language, canvas),
    )


def _moves(moves: YieldMoves, language: Language) -> list[tuple[str, SizeReturn]]:
    _ = language.gettext
    return [
        (_("Yield fell most"), moves.falls),
        (_("Every day"), moves.every_day),
        (_("Yield rose most"), moves.rises),
    ]


def _moves_title(moves: YieldMoves, language: Language) -> str:
    _ = language.gettext
    falls, rises = (_side(size) for size in (moves.falls, moves.rises))
    if falls == -1 and rises != -1:
        return _("Small caps lag on days of falling yields, not of rising ones")
    if falls == 1 and rises != 1:
        return _("Small caps gain most on days of falling yields")
    return _("Small minus large caps on days of large yield moves")


def _side(size: SizeReturn) -> int:
    """−1 or 1 if the whole interval lies on one side of zero, else 0."""
    if size.interval is None:
        return 0
    return 1 if size.interval[0] > 0 else -1 if size.interval[1] < 0 else 0


def _moves_table(moves: YieldMoves, language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(
            _("Days"),
            _("How many"),
            _("Mean in points"),
            _("95% interval"),
            _("Small ahead"),
        ),
        rows=tuple(
            (
                name,
                language.number(size.days),
                _points(100 * (size.mean or 0), language),
                "–"
                if size.interval is None
                else _("%(low)s to %(high)s")
                % {
                    "low": _points(100 * size.interval[0], language),
                    "high": _points(100 * size.interval[1], language),
                },
                "–" if size.share_positive is None else language.percent(size.share_positive),
            )
            for name, size in _moves(moves, language)
        ),
        note=_("Falls of %(low)s points or more, rises of %(high)s or more.")
        % {"low": language.number(-moves.low, 2), "high": language.number(moves.high, 2)},
    )


def _moves_chart(moves: YieldMoves, language: Language, canvas: Canvas) -> Panel:
    estimates = [
        IntervalRow(
            name=language.gettext("%(name)s, %(days)s days")
            % {"name": name, "days": language.number(size.days)},
            value=round(100 * size.mean, 4),
            low=round(100 * size.interval[0], 4),
            high=round(100 * size.interval[1], 4),
            text=_points(100 * size.mean, language),
            colour=canvas.palette.lead,
        )
        for name, size in _moves(moves, language)
        if size.mean is not None and size.interval is not None
    ]
    return interval_panel(estimates, canvas, neutral=0.0, number="~g")

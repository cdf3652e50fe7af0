"""Small minus large caps on days of large yield moves."""

from __future__ import annotations

import pandas as pd

from generator.charts.drawing import Drawing
from generator.charts.intervals import IntervalRow, interval_plot
from generator.charts.plot import Plot
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.rates import SizeReturn, YieldMoves
from generator.models.report import Report
from generator.wording import points


def drawing(report: Report, language: Language) -> Drawing | None:
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
        title=_title(moves, language),
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
                "mean": points(language, 100 * (size.mean or 0)),
                "days": language.number(size.days),
            }
            for name, size in _moves(moves, language)
        ),
        instruments=instruments,
        table=_table(moves, language),
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
        chart=lambda canvas: _chart(moves, language, canvas),
    )


def _moves(moves: YieldMoves, language: Language) -> list[tuple[str, SizeReturn]]:
    _ = language.gettext
    return [
        (_("Yield fell most"), moves.falls),
        (_("Every day"), moves.every_day),
        (_("Yield rose most"), moves.rises),
    ]


def _title(moves: YieldMoves, language: Language) -> str:
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


def _table(moves: YieldMoves, language: Language) -> Table:
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
                points(language, 100 * (size.mean or 0)),
                "–"
                if size.interval is None
                else _("%(low)s to %(high)s")
                % {
                    "low": points(language, 100 * size.interval[0]),
                    "high": points(language, 100 * size.interval[1]),
                },
                "–" if size.share_positive is None else language.percent(size.share_positive),
            )
            for name, size in _moves(moves, language)
        ),
        note=_("Falls of %(low)s points or more, rises of %(high)s or more.")
        % {"low": language.number(-moves.low, 2), "high": language.number(moves.high, 2)},
    )


def _chart(moves: YieldMoves, language: Language, canvas: Canvas) -> Plot:
    estimates = [
        IntervalRow(
            name=language.gettext("%(name)s, %(days)s days")
            % {"name": name, "days": language.number(size.days)},
            value=round(100 * size.mean, 4),
            low=round(100 * size.interval[0], 4),
            high=round(100 * size.interval[1], 4),
            text=points(language, 100 * size.mean),
            colour=canvas.palette.lead,
        )
        for name, size in _moves(moves, language)
        if size.mean is not None and size.interval is not None
    ]
    return interval_plot(estimates, canvas, neutral=0.0, number="~g")

"""When each rung of the risk curve was lit."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import year_axis
from generator.charts.drawing import Drawing, Panel, rows
from generator.charts.theme import Canvas, Palette
from generator.language import Language
from generator.models.publication import Table
from generator.models.report import Report
from generator.models.risk_curve import Rung, RungHistory
from generator.wording import rung_label


def drawing(report: Report, language: Language) -> Drawing | None:
    """One strip a rung, in the article's order; None if no rung has a state."""
    _, known = language.gettext, [h for h in report.risk_curve.histories if h.first]
    if not known:
        return None
    return Drawing(
        id="ladder-history",
        title=_title(report, language),
        subtitle=_(
            "Filled: the rung is lit, that is, 10 sessions in a row above its mean of 200 "
            "sessions, until 10 in a row below it. Treasuries: the yield below its mean."
        ),
        how_to_read=_(
            "If money walked down the list from safe to risky, each strip would fill a little "
            "later than the one above it. The shaded columns are the long spells in which small "
            "caps were unlit; the table below says who lit first after each."
        ),
        alt=" ".join(_text(history, language) for history in known),
        instruments=tuple(h.instrument for h in known if h.instrument is not None),
        table=_table(known, language),
        data=pd.DataFrame(
            [
                {"rung": h.rung.value, "lit_from": spell.first, "lit_to": spell.last}
                for h in known
                for spell in h.lit
            ],
            columns=["rung", "lit_from", "lit_to"],
        ),
        chart=lambda canvas: _chart(report, known, language, canvas),
    )


def _title(report: Report, language: Language) -> str:
    _, p = language.gettext, report.risk_curve.p_value
    if p is None:
        return _("When each rung was lit")
    if p <= 0.05:
        return _("The rungs tend to light in the article’s order")
    return _("The rungs do not light in one order")


def _share(history: RungHistory) -> float:
    """The share of calendar time in which the rung was lit."""
    assert history.first is not None  # noqa: S101
    assert history.last is not None  # noqa: S101
    lit = sum((spell.last - spell.first).days + 1 for spell in history.lit)
    return lit / ((history.last - history.first).days + 1)


def _text(history: RungHistory, language: Language) -> str:
    return language.ngettext(
        "%(rung)s: lit %(times)s time since %(first)s, %(share)s of the time.",
        "%(rung)s: lit %(times)s times since %(first)s, %(share)s of the time.",
        len(history.lit),
    ) % {
        "rung": rung_label(language, history.rung),
        "times": language.number(len(history.lit)),
        "first": language.date(history.first or history.last or pd.Timestamp(0).date()),
        "share": language.percent(_share(history)),
    }


def _table(known: list[RungHistory], language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(_("Rung"), _("Known since"), _("Times lit"), _("Share of the time")),
        rows=tuple(
            (
                rung_label(language, history.rung),
                language.date(history.first) if history.first else "–",
                language.number(len(history.lit)),
                language.percent(_share(history)),
            )
            for history in known
        ),
        note=_("The CSV holds every lit spell."),
    )


def _colour(rung: Rung, palette: Palette) -> str:
    """The pair in question in its colours, the others in ink."""
    return {Rung.SMALL_CAPS: palette.lead, Rung.CRYPTO: palette.follow}.get(rung, palette.mute)


def _chart(report: Report, known: list[RungHistory], language: Language, canvas: Canvas) -> Panel:
    palette, phone = canvas.palette, canvas.phone
    gap, thick = (50, 20) if phone else (42, 24)
    first = pd.Timestamp(min(h.first for h in known if h.first))
    last = pd.Timestamp(max(h.last for h in known if h.last))
    height = gap * len(known)
    tops = [gap * place + (gap - thick) - (0 if phone else 8) for place in range(len(known))]
    placed = list(zip(known, tops, strict=True))
    bars = rows(
        begin=pd.DatetimeIndex([s.first for h in known for s in h.lit]),
        end=pd.DatetimeIndex([s.last for h in known for s in h.lit]),
        top=[top for h, top in placed for _ in h.lit],
        bottom=[top + thick for h, top in placed for _ in h.lit],
        colour=[_colour(h.rung, palette) for h in known for _ in h.lit],
    )
    ground = rows(
        begin=pd.DatetimeIndex([h.first for h in known]),
        end=pd.DatetimeIndex([h.last for h in known]),
        top=[float(top + thick) for top in tops],
        name=[rung_label(language, h.rung) for h in known],
        label=[float(top - 4 if phone else top + thick / 2) for top in tops],
        colour=[_colour(h.rung, palette) for h in known],
    )
    dark = rows(
        begin=pd.DatetimeIndex([e.dark.first for e in report.risk_curve.episodes]),
        end=pd.DatetimeIndex([e.dark.last for e in report.risk_curve.episodes]),
    )
    x = year_axis("begin", first, last, canvas)
    scale = alt.Scale(domain=[height, 0], nice=False)
    y = alt.Y("top:Q", scale=scale, axis=None)
    colour = alt.Color("colour:N", scale=None, legend=None)
    names = (
        alt.Chart(ground)
        .mark_text(
            align="left" if phone else "right",
            baseline="bottom" if phone else "middle",
            dx=0 if phone else -12,
            fontWeight=600,
        )
        .encode(
            x=alt.value(0),
            y=alt.Y("label:Q", scale=scale, axis=None),
            text=alt.Text("name:N"),
            color=colour,
        )
    )
    layers = [
        alt.Chart(dark).mark_rect(color=palette.band).encode(x=x, x2=alt.X2("end:T")),
        alt.Chart(ground)
        .mark_rule(color=palette.null, strokeWidth=1)
        .encode(x=x, x2=alt.X2("end:T"), y=y),
        alt.Chart(bars)
        .mark_rect()
        .encode(x=x, x2=alt.X2("end:T"), y=y, y2=alt.Y2("bottom:Q"), color=colour),
        names,
    ]
    return alt.layer(*layers, width=canvas.pixels - (12 if phone else 112), height=height)

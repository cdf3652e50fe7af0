"""The highest close after each halving: few points, each one shown, no line through them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import log_axis
from generator.charts.drawing import Drawing, Panel, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.cycles import CycleMeasure, Halving, Peak
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import names


def drawing(report: Report, language: Language) -> Drawing | None:
    """One column a halving; None without a halving that has a price."""
    _, known, halvings = language.gettext, names(language, report), _priced(report)
    if not halvings:
        return None
    return Drawing(
        id="halving-returns",
        title=_title(halvings, language),
        subtitle=_(
            "%(follower)s’s highest close before the next halving, as a multiple of its close on "
            "the day of the halving; log scale. Grey: the other definitions of the table below."
        )
        % known,
        how_to_read=_(
            "Each column is one halving, and there are %(count)s. That is far too few to fit a "
            "curve to, and none is drawn. The grey dots show how much the answer depends on the "
            "day from which one measures."
        )
        % {"count": language.count(len(halvings))},
        alt=" ".join(_text(halving, peak, language) for halving, peak in halvings),
        instruments=(report.question.follower,),
        table=_table(halvings, language),
        data=_data(report),
        chart=lambda canvas: _chart(report, halvings, language, canvas),
    )


def _priced(report: Report) -> list[tuple[Halving, Peak]]:
    return [
        (halving, halving.peak) for halving in report.cycles.halvings if halving.peak is not None
    ]


def _title(halvings: list[tuple[Halving, Peak]], language: Language) -> str:
    text = ", ".join(language.multiple(peak.multiple) for _halving, peak in halvings)
    if halvings[-1][0].complete:
        return language.gettext("Highest after each halving: %(multiples)s") % {"multiples": text}
    return language.gettext("Highest after each halving: %(multiples)s so far") % {
        "multiples": text
    }


def _text(halving: Halving, peak: Peak, language: Language) -> str:
    _ = language.gettext
    facts = {
        "halving": language.date(halving.date),
        "multiple": language.multiple(peak.multiple),
        "days": language.number(peak.days),
    }
    if halving.complete:
        return _("Halving of %(halving)s: highest %(multiple)s after %(days)s days.") % facts
    return _("Halving of %(halving)s: highest so far %(multiple)s after %(days)s days.") % facts


def _table(halvings: list[tuple[Halving, Peak]], language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(_("Halving"), _("Close"), _("Highest multiple"), _("On"), _("Days later")),
        rows=tuple(
            (
                language.date(halving.date),
                language.price(peak.entry, "dollars"),
                language.multiple(peak.multiple),
                language.date(peak.date),
                language.number(peak.days),
            )
            for halving, peak in halvings
        ),
    )


def _data(report: Report) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "definition": one.measure.value,
                "cycle": one.cycle,
                "from": one.start,
                "to": one.end.date,
                "multiple": one.end.multiple,
                "complete": one.complete,
            }
            for one in report.cycles.multiples
            if one.end is not None
        ]
    )


def _chart(
    report: Report, halvings: list[tuple[Halving, Peak]], language: Language, canvas: Canvas
) -> Panel:
    palette = canvas.palette
    others = [
        (one.cycle, one.end.multiple)
        for one in report.cycles.multiples
        if one.cycle > 0
        and one.end is not None
        and one.measure is not CycleMeasure.HALVING_TO_HIGHEST
        and one.cycle in {halving.number for halving, _peak in halvings}
    ]
    dots = rows(
        number=[cycle for cycle, _multiple in others],
        multiple=[float(f"{multiple:.4g}") for _cycle, multiple in others],
    )
    columns = rows(
        number=[halving.number for halving, _peak in halvings],
        multiple=[float(f"{peak.multiple:.4g}") for _halving, peak in halvings],
        base=[1.0] * len(halvings),
        value=[_value(halving, peak, language, canvas) for halving, peak in halvings],
        days=[_days(peak, language, canvas) for _halving, peak in halvings],
        date=[_date(halving, language, canvas) for halving, _peak in halvings],
    )
    every = [*dots["multiple"], *columns["multiple"], 1.0]
    low, high = min(every) / 1.25, max(every) * 1.6
    last = halvings[-1][0].number
    x = alt.X("number:Q", scale=alt.Scale(domain=[0.5, last + 0.5], nice=False), axis=None)
    y = log_axis("multiple", low, high, most=5 if canvas.phone else 7, number="~g")
    one_rule = alt.Chart(rows(multiple=[1])).mark_rule(color=palette.mute)
    base = alt.Chart(columns)
    own = {"x": x, "y": y}
    layers = [
        one_rule.encode(y=alt.Y("multiple:Q")),
        base.mark_rule(color=palette.follow, strokeWidth=3).encode(**own, y2=alt.Y2("base:Q")),
        alt.Chart(dots)
        .mark_circle(color=palette.null, size=44, opacity=1, xOffset=13)
        .encode(x=x, y=y),
        base.mark_circle(color=palette.follow, size=130, opacity=1).encode(**own),
        base.mark_text(
            color=palette.follow, fontWeight=600, fontSize=canvas.font_size + 5, dy=-17
        ).encode(**own, text=alt.Text("value:N")),
        base.mark_text(color=palette.ink, fontWeight=600, baseline="top", dy=8).encode(
            x=x, y=alt.value("height"), text=alt.Text("date:N")
        ),
        base.mark_text(color=palette.mute, baseline="top", dy=26).encode(
            x=x, y=alt.value("height"), text=alt.Text("days:N")
        ),
    ]
    return alt.layer(
        *layers,
        width=canvas.pixels - (44 if canvas.phone else 56),
        height=250 if canvas.phone else 290,
    )


def _value(halving: Halving, peak: Peak, language: Language, canvas: Canvas) -> str:
    text = language.multiple(peak.multiple)
    if halving.complete or canvas.phone:
        return text
    return language.gettext("%(multiple)s so far") % {"multiple": text}


def _date(halving: Halving, language: Language, canvas: Canvas) -> str:
    return str(halving.date.year) if canvas.phone else language.date(halving.date)


def _days(peak: Peak, language: Language, canvas: Canvas) -> str:
    facts = {"days": language.number(peak.days)}
    if canvas.phone:
        return language.gettext("day %(days)s") % facts
    return language.gettext("highest on day %(days)s") % facts

"""Each event beside the days at the same point of the halving cycle."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import multiple_axis, row_axis
from generator.charts.drawing import Drawing, Panel, fitted, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.luck import Luck, TestedEvent
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import halving_sentence, names


def drawing(report: Report, language: Language) -> Drawing | None:
    """One row an event; None without events or without halvings."""
    _, luck = language.gettext, report.luck
    if not luck.events or luck.p_value.halving_matched is None:
        return None
    known = names(language, report) | {
        "days": language.number(luck.horizon),
        "window": language.number(report.question.evidence.halving_window),
        "better": language.count(
            sum(e.log_return > e.matched[2] for e in luck.events)
        ).capitalize(),
        "n": language.count(luck.n),
    }
    return Drawing(
        id="halving-clock",
        title=_("%(better)s of %(n)s beat the typical day of their halving cycle") % known
        if luck.n > 1
        else _("One breakout beside the days of its halving cycle"),
        subtitle=_(
            "%(follower)s after %(days)s days as a multiple. Dot: the breakout. Bar: the middle "
            "half of all sessions whose days since the last halving differ by %(window)s at most; "
            "thin line: all of them; tick: their median."
        )
        % known,
        how_to_read=_(
            "If the halving explains the rises, each dot sits in the middle of its own bar. A dot "
            "far to the right did better than other days at the same point of the cycle. An event "
            "before the first halving is compared with all days before it."
        ),
        alt=halving_sentence(language, report)
        + "".join(" " + _row_text(event, language) for event in luck.events),
        instruments=(report.question.leader, report.question.follower),
        table=_table(luck, language),
        data=pd.DataFrame(
            [
                {
                    "breakout": event.date,
                    "days_since_halving": event.days_since_halving,
                    "multiple": np.exp(event.log_return),
                    **{
                        name: np.exp(value)
                        for name, value in zip(
                            ("lowest", "lower_quartile", "median", "upper_quartile", "highest"),
                            event.matched,
                            strict=True,
                        )
                    },
                    "sessions": event.sessions,
                }
                for event in luck.events
            ]
        ),
        chart=lambda canvas: _chart(luck, language, canvas),
    )


def _multiple(language: Language, log_return: float) -> str:
    return language.multiple(float(np.exp(log_return)))


def _row_text(event: TestedEvent, language: Language) -> str:
    return language.gettext(
        "Breakout of %(date)s: %(multiple)s, median of %(sessions)s matched sessions %(median)s."
    ) % {
        "date": language.date(event.date),
        "multiple": _multiple(language, event.log_return),
        "sessions": language.number(event.sessions),
        "median": _multiple(language, event.matched[2]),
    }


def _table(luck: Luck, language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(
            _("Breakout"),
            _("Days since the halving"),
            _("Multiple"),
            _("Median of the matched days"),
            _("Middle half"),
            _("Sessions"),
        ),
        rows=tuple(
            (
                language.date(event.date),
                _("before the first")
                if event.days_since_halving is None
                else language.number(event.days_since_halving),
                _multiple(language, event.log_return),
                _multiple(language, event.matched[2]),
                " – ".join(_multiple(language, event.matched[side]) for side in (1, 3)),
                language.number(event.sessions),
            )
            for event in luck.events
        ),
    )


def _label(event: TestedEvent, language: Language, canvas: Canvas) -> str:
    _, date = language.gettext, language.date(event.date)
    if canvas.phone:
        return language.month(event.date)
    if event.days_since_halving is None:
        return _("%(date)s, before the first halving") % {"date": date}
    return language.ngettext(
        "%(date)s, %(num)s day after a halving",
        "%(date)s, %(num)s days after a halving",
        event.days_since_halving,
    ) % {"date": date, "num": language.number(event.days_since_halving)}


def _chart(luck: Luck, language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    labels = [_label(event, language, canvas) for event in luck.events]
    table = rows(
        row=labels,
        **{
            name: [round(float(np.exp(event.matched[number])), 4) for event in luck.events]
            for number, name in enumerate(("lowest", "lower", "median", "upper", "highest"))
        },
        value=[round(float(np.exp(event.log_return)), 4) for event in luck.events],
        text=[_multiple(language, event.log_return) for event in luck.events],
        colour=[palette.follow if event.log_return > 0 else palette.bad for event in luck.events],
    )
    ends = table[["lowest", "highest", "value"]].to_numpy(dtype=float)
    low, high = ends.min() / 1.2, ends.max() * 1.5
    y = row_axis("row", labels, limit=120 if canvas.phone else 300)
    chart = alt.Chart(table).encode(y=y)
    x = multiple_axis("lowest", low, high, canvas)
    colour = alt.Color("colour:N", scale=None, legend=None)
    value = alt.X("value:Q")
    layers = alt.layer(
        chart.mark_rule(color=palette.null, strokeWidth=1.5).encode(x=x, x2=alt.X2("highest:Q")),
        chart.mark_bar(color=palette.null, size=13).encode(
            x=alt.X("lower:Q"), x2=alt.X2("upper:Q")
        ),
        chart.mark_tick(color=palette.ink, thickness=2, size=19).encode(x=alt.X("median:Q")),
        chart.mark_circle(size=110, opacity=1).encode(x=value, color=colour),
        chart.mark_text(dy=-12, fontWeight=600).encode(
            x=value, text=alt.Text("text:N"), color=colour
        ),
    )
    return fitted(layers, canvas, (46 if canvas.phone else 48) * len(labels))

"""When each rung of the risk curve was lit."""

import numpy as np
import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Frame, Plot, scales, table
from generator.models.luck import LEVEL
from generator.models.report import Report
from generator.models.risk_curve import Agreement, RiskCurve, Rung, RungHistory
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One strip a rung, in the article's order; None if no rung has a state."""
    known, agreement = report.risk_curve.histories, report.risk_curve.agreement
    if not known:
        return None
    lit = table(
        ((history.rung, spell) for history in known for spell in history.lit),
        rung=lambda pair: pair[0].value,
        lit_from=lambda pair: pair[1].first,
        lit_to=lambda pair: pair[1].last,
    )
    return Drawing(
        id="ladder-history",
        title=_title(agreement, say),
        subtitle=say(
            "Filled: the rung is lit, that is, 10 sessions in a row above its mean of 200 "
            "sessions, until 10 in a row below it. Treasuries: the yield below its mean."
        )
        if any(history.rung is Rung.TREASURIES for history in known)
        else say(
            "Filled: the rung is lit, that is, 10 sessions in a row above its mean of 200 "
            "sessions, until 10 in a row below it."
        ),
        how_to_read=say(
            "If money walked down the list from safe to risky, each strip would fill a little "
            "later than the one above it. The shaded columns are the long spells in which small "
            "caps were unlit; the table below says who lit first after each."
        )
        if report.risk_curve.has_order
        else say(
            "If money walked down the list from safe to risky, each strip would fill a little "
            "later than the one above it."
        ),
        alt=" ".join(_text(history, say) for history in known),
        instruments=tuple(history.instrument for history in known),
        table=say.table(
            known,
            {
                say("Rung"): lambda history: say.label(history.rung),
                say("Known since"): "first",
                say("Times lit"): lambda history: len(history.lit),
                say("Share of the time"): lambda history: say.percent(_share(history)),
            },
            say("The CSV holds every lit spell."),
        ),
        data=lit,
        chart=lambda canvas: _chart(report.risk_curve, lit, say, canvas),
    )


def _title(agreement: Agreement | None, say: Say) -> str:
    if agreement is None:
        return say("When each rung was lit")
    if agreement.p_value < LEVEL:
        if say.report.question.article is None:
            return say("By these rules the rungs tend to light in the order from safe to risky")
        return say("By these rules the rungs tend to light in the article’s order")
    return say("By these rules the rungs light in no clear order")


def _share(history: RungHistory) -> float:
    """The share of calendar time in which the rung was lit."""
    lit = sum((spell.last - spell.first).days + 1 for spell in history.lit)
    return lit / ((history.last - history.first).days + 1)


def _text(history: RungHistory, say: Say) -> str:
    return say.many(
        "%(rung)s: lit %(times)s time since %(first)s, %(share)s of the time.",
        "%(rung)s: lit %(times)s times since %(first)s, %(share)s of the time.",
        len(history.lit),
        rung=say.label(history.rung),
        times=len(history.lit),
        first=history.first,
        share=say.percent(_share(history)),
    )


def _chart(found: RiskCurve, lit: Frame, say: Say, canvas: Canvas) -> Plot:
    palette, known = canvas.palette, found.histories
    gap, thick = canvas.of((42, 24), (50, 20))
    height, feet = gap * len(known), gap * np.arange(1, len(known) + 1) - canvas.of(8, 0)
    colours = {Rung.SMALL_CAPS: palette.lead, Rung.CRYPTO: palette.follow}
    strips = table(
        known,
        rung="rung.value",
        begin="first",
        begin2="last",
        text=lambda history: say.label(history.rung),
        colour=lambda history: colours.get(history.rung, palette.mute),
    ).assign(top=feet)
    filled = lit.set_axis(["rung", "begin", "begin2"], axis="columns").merge(
        strips[["rung", "colour", "top"]].assign(top2=feet - thick), on="rung"
    )
    first, last = pd.Timestamp(strips["begin"].min()), pd.Timestamp(strips["begin2"].max())
    plot = Plot(
        canvas,
        scales.years("begin", first, last, canvas),
        scales.numbers("top", height, 0, shown=False),
        height=(height, height),
        margin=(canvas.room(*strips["text"]) + 30, 26),
    )
    plot.boxes(
        table(
            (each.dark for each in found.episodes if found.has_order), begin="first", begin2="last"
        ),
        palette.band,
    )
    plot.rules(strips, palette.null, width=1)
    plot.boxes(filled)
    plot.text(
        strips[["text", "colour"]].assign(top=feet - canvas.of(thick / 2, thick + 4)),
        x=0,
        dx=canvas.of(-12, 0),
        align=canvas.of("right", "left"),
        baseline=canvas.of("middle", "bottom"),
        bold=True,
    )
    return plot

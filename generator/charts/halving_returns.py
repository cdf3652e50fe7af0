"""The highest close after each halving: few points, each one shown, no line through them."""

from typing import Any

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales, table
from generator.models.cycles import CycleMeasure, Halving
from generator.models.report import Report
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One column a halving; None without a halving that has a price."""
    halvings = [halving for halving in report.cycles.halvings if halving.peak is not None]
    if not halvings:
        return None
    return Drawing(
        id="halving-returns",
        title=_title(halvings, say),
        subtitle=say(
            "%(follower)s’s highest close before the next halving, as a multiple of its close on "
            "the day of the halving; log scale. Grey: the other definitions of the table below."
        ),
        how_to_read=say(
            "Each column is one halving, and there are %(count)s. That is far too few to fit a "
            "curve to, and none is drawn. The grey dots show how much the answer depends on the "
            "day from which one measures.",
            count=say.count(len(halvings)),
        ),
        alt=" ".join(_text(halving, say) for halving in halvings),
        instruments=(report.question.follower,),
        table=say.table(
            halvings,
            {
                say("Halving"): "date",
                say("Close"): lambda each: say.price(each.peak.entry, report.question.follower),
                say("Highest multiple"): lambda each: _facts(each, say)["multiple"],
                say("On"): "peak.date",
                say("Days later"): "peak.days",
            },
        ),
        data=table(
            [each for each in report.cycles.multiples if each.end is not None],
            definition="measure.value",
            cycle="cycle",
            **{"from": "start", "to": "end.date"},
            multiple="end.multiple",
            complete="complete",
        ),
        chart=lambda canvas: _chart(report, halvings, say, canvas),
    )


def _title(halvings: list[Halving], say: Say) -> str:
    text = ", ".join(_facts(halving, say)["multiple"] for halving in halvings)
    if halvings[-1].complete:
        return say("Highest after each halving: %(multiples)s", multiples=text)
    return say("Highest after each halving: %(multiples)s so far", multiples=text)


def _facts(halving: Halving, say: Say) -> dict[str, Any]:
    """The highest close after a halving, and when it was."""
    multiple, days = (getattr(halving.peak, name, None) for name in ("multiple", "days"))
    return {"halving": halving.date, "multiple": say.multiple(multiple), "days": days}


def _text(halving: Halving, say: Say) -> str:
    facts = _facts(halving, say)
    if halving.complete:
        return say("Halving of %(halving)s: highest %(multiple)s after %(days)s days.", **facts)
    return say("Halving of %(halving)s: highest so far %(multiple)s after %(days)s days.", **facts)


def _chart(report: Report, halvings: list[Halving], say: Say, canvas: Canvas) -> Plot:
    palette, numbers = canvas.palette, {halving.number for halving in halvings}
    columns = table(halvings, number="number", multiple="peak.multiple").assign(multiple2=1)
    dots = table(
        (
            each
            for each in report.cycles.multiples
            if each.end is not None
            and each.measure is not CycleMeasure.HALVING_TO_HIGHEST
            and each.cycle in numbers
        ),
        number="cycle",
        multiple="end.multiple",
    )
    every = [*columns["multiple"], *dots["multiple"], 1.0]
    plot = Plot(
        canvas,
        scales.numbers("number", 0.5, halvings[-1].number + 0.5, shown=False),
        scales.logarithms("multiple", min(every) / 1.25, max(every) * 1.6, most=canvas.of(7, 5)),
        height=(290, 250),
        margin=(60, 52),
    )
    tops = columns.assign(text=[_top(halving, say, canvas) for halving in halvings])
    feet = columns[["number"]].assign(
        text=[canvas.of(say.date(each.date), str(each.date.year)) for each in halvings]
    )
    days = feet.assign(text=[_days(halving, say, canvas) for halving in halvings])
    plot.rules(rows(multiple=[1]), palette.mute)
    plot.rules(columns, palette.follow, width=3)
    plot.dots(dots, palette.null, size=44, shift=13)
    plot.dots(columns, palette.follow, size=130)
    plot.text(tops, palette.follow, bold=True, dy=-17)
    plot.text(feet, palette.ink, y="height", baseline="top", dy=8, bold=True)
    plot.text(days, palette.mute, y="height", baseline="top", dy=26)
    return plot


def _top(halving: Halving, say: Say, canvas: Canvas) -> str:
    facts = _facts(halving, say)
    settled = halving.complete or canvas.phone
    return facts["multiple"] if settled else say("%(multiple)s so far", **facts)


def _days(halving: Halving, say: Say, canvas: Canvas) -> str:
    facts = _facts(halving, say)
    return canvas.of(say("highest on day %(days)s", **facts), say("day %(days)s", **facts))

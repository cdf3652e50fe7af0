"""How far the follower fell from each cycle peak, and how long it stayed under it."""

import numpy as np
import pandas as pd

from generator.charts.grammar import (
    Canvas,
    Drawing,
    Frame,
    Plot,
    joined,
    rows,
    scales,
    staggered,
    thinned,
)
from generator.charts.paths import days_since
from generator.models.cycles import FallPath
from generator.models.report import Report
from generator.wording.say import Fact, Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One line a cycle peak; None without a confirmed peak."""
    falls = report.cycles.falls
    if not falls:
        return None
    return Drawing(
        id="falls",
        title=_title(falls, say),
        subtitle=say(
            "%(follower)s’s distance to each cycle peak, from the peak to the next record close. "
            "Each label names the peak and the deepest close below it."
        ),
        how_to_read=say(
            "Every line starts at a peak and ends where the price exceeds it again. A fall that "
            "is not over is drawn in colour, and its low is the low so far."
        ),
        alt=" ".join(_text(fall, say) for fall in falls),
        instruments=(report.question.follower,),
        table=say.table(
            falls,
            {
                say("Peak"): "turn.peak_date",
                say("Low"): "low.date",
                say("Fall"): lambda fall: say.percent(fall.low.fall, 1),
                say("Days to the low"): lambda fall: (fall.low.date - fall.turn.peak_date).days,
                say("Days to the next record"): lambda fall: (
                    say("not yet") if _running(fall) else _length(fall)
                ),
            },
            note=say("The CSV holds every day."),
        ),
        data=pd.concat(
            rows(peak=fall.turn.peak_date, day=fall.days, distance=fall.distance) for fall in falls
        ),
        chart=lambda canvas: _chart(falls, say, canvas),
    )


def _running(fall: FallPath) -> bool:
    return fall.low.confirmed is None


def _length(fall: FallPath) -> int:
    """Days under the peak, so far if the fall is running."""
    return int(fall.days[-1])


def _title(falls: tuple[FallPath, ...], say: Say) -> str:
    text = ", ".join(say.percent(fall.low.fall) for fall in falls)
    if _running(falls[-1]):
        return say("From peak to low: %(falls)s so far", falls=text)
    return say("From peak to low: %(falls)s", falls=text)


def _text(fall: FallPath, say: Say) -> str:
    facts: dict[str, Fact] = {
        "peak": fall.turn.peak_date,
        "fall": say.percent(fall.low.fall),
        "low": fall.low.date,
        "days": _length(fall),
    }
    if _running(fall):
        return say(
            "Peak of %(peak)s: %(fall)s by %(low)s so far, not exceeded for %(days)s days.", **facts
        )
    return say("Peak of %(peak)s: %(fall)s by %(low)s, exceeded after %(days)s days.", **facts)


def _chart(falls: tuple[FallPath, ...], say: Say, canvas: Canvas) -> Plot:
    palette, step, longest = canvas.palette, canvas.of(6, 14), max(map(_length, falls))
    plot = Plot(
        canvas,
        days_since(say("Days since the peak"), longest),
        scales.numbers("distance", -1, 0.02, number="%", values=[0, -0.25, -0.5, -0.75, -1]),
        height=(300, 230),
        margin=(136, 120),
    )
    over = [(fall.turn.peak_date, _line(fall, step)) for fall in falls if not _running(fall)]
    if over:
        plot.line(joined(over), palette.null, width=1.3)
    for fall in filter(_running, falls):
        plot.line(_line(fall, step // 2), palette.bad, width=2.6)
    _name_ends(plot, falls, say)
    return plot


def _line(fall: FallPath, step: int) -> Frame:
    return thinned(rows(day=fall.days, distance=np.minimum(fall.distance, 0.0)), step, by="day")


def _name_ends(plot: Plot, falls: tuple[FallPath, ...], say: Say) -> None:
    """Year and depth where each line ends; ends that lie close together take two lines."""
    palette = plot.canvas.palette
    for fall in filter(_running, falls):
        plot.text(
            _end(fall, say("%(year)s: %(fall)s so far", **_facts(fall, say))), palette.bad,
            align="left", baseline="middle", dx=8, bold=True, halo=True,
        )  # fmt: skip
    over = sorted((fall for fall in falls if not _running(fall)), key=_length)
    if over:
        room = plot.canvas.of(0.17, 0.46) * max(map(_length, falls))
        ends = pd.concat(_end(f, say("%(year)s: %(fall)s", **_facts(f, say))) for f in over)
        lines = staggered(map(_length, over), room)
        plot.text_in_lines(ends, lines, palette.mute, baseline="bottom", dy=-4, step=-19)


def _end(fall: FallPath, text: str) -> Frame:
    return _line(fall, 1).tail(1).assign(text=text)


def _facts(fall: FallPath, say: Say) -> dict[str, Fact]:
    return {"year": str(fall.turn.peak_date.year), "fall": say.percent(fall.low.fall)}

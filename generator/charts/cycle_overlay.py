"""All cycles laid over each other, from each kind of anchor: where does this one stand?"""

import numpy as np

from generator.charts.grammar import Canvas, Drawing, Plot, joined, rows, scales, table, thinned
from generator.charts.paths import data_of, days_since, line_of, table_of
from generator.models.cycles import Anchor, CyclePath, CycleRange, Overlay
from generator.models.report import Report
from generator.wording.say import Fact, Say

TABLE_STEP = 90  # days between two rows of the readers' table
NAMES = {Anchor.HALVING: "halving", Anchor.LOW: "low", Anchor.BREAKOUT: "breakout"}


def drawing(report: Report, overlay: Overlay, say: Say) -> Drawing:
    """The cycles from one kind of anchor."""
    asked, paths = report.question, {path.anchor: path for path in overlay.paths}
    longest = max(int(path.days[-1]) for path in overlay.paths)
    anchor = say.label(overlay.anchor, inside=True)
    return Drawing(
        id=f"cycles-{NAMES[overlay.anchor]}",
        title=_title(overlay, say),
        subtitle=say(
            "%(follower)s as a multiple of its close on the day of each %(anchor)s, log scale. "
            "Orange: the running cycle. Grey: the earlier ones. Shaded: their range.",
            anchor=anchor,
        ),
        how_to_read=say(
            "All lines start at 1 on day 0. The dot is the latest close; the shaded band spans "
            "the earlier cycles on the same day. With so few of them the band is a record of what "
            "happened, not of what may happen."
        ),
        alt=" ".join(_text(path, say) for path in overlay.paths),
        instruments=asked.pair if overlay.anchor is Anchor.BREAKOUT else (asked.follower,),
        table=table_of(paths, range(0, longest + 1, TABLE_STEP), say),
        data=data_of("anchor", paths),
        chart=lambda canvas: _chart(overlay, anchor, longest, say, canvas),
    )


def _here(path: CyclePath, say: Say) -> dict[str, Fact]:
    """The last day of a cycle and its multiple."""
    return {"day": int(path.days[-1]), "multiple": say.multiple(float(path.multiples[-1]))}


def _title(overlay: Overlay, say: Say) -> str:
    facts, earlier = _here(overlay.paths[-1], say), overlay.earlier
    if earlier is None:
        return say("Day %(day)s: %(multiple)s in the only cycle so far", **facts)
    same = earlier.days == overlay.paths[-1].days[-1]
    if not same.any():
        return say("Day %(day)s: %(multiple)s, further than any earlier cycle went", **facts)
    low, high = (say.multiple(float(side[same][0])) for side in (earlier.low, earlier.high))
    facts |= {"low": low, "high": high}
    if low == high:
        return say("Day %(day)s: %(multiple)s; the earlier cycle stood at %(high)s", **facts)
    return say("Day %(day)s: %(multiple)s; earlier cycles stood at %(low)s to %(high)s", **facts)


def _text(path: CyclePath, say: Say) -> str:
    top = path.multiples.argmax()
    facts: dict[str, Fact] = {
        "anchor": path.anchor,
        "high": say.multiple(float(path.multiples[top])),
        "top": int(path.days[top]),
        "last": say.multiple(float(path.multiples[-1])),
        "day": int(path.days[-1]),
    }
    if path.settled:
        return say(
            "From %(anchor)s: highest %(high)s on day %(top)s, %(last)s on day %(day)s.", **facts
        )
    return say(
        "From the low so far, %(anchor)s: highest %(high)s on day %(top)s, %(last)s on day "
        "%(day)s.",
        **facts,
    )


def _chart(overlay: Overlay, anchor: str, longest: int, say: Say, canvas: Canvas) -> Plot:
    *earlier, running = overlay.paths
    palette = canvas.palette
    every = np.concatenate([path.multiples for path in overlay.paths])
    low, high = every.min() / 1.15, every.max() * 1.3
    plot = Plot(
        canvas,
        days_since(say("Days since the %(anchor)s", anchor=anchor), longest),
        scales.logarithms("multiple", low, high, most=canvas.of(8, 5)),
        height=(380, 300),
        margin=(104, 76),
    )
    plot.rules(rows(multiple=[1]), palette.mute)
    if overlay.earlier is not None:
        _draw_earlier(plot, earlier, overlay.earlier, say)
    line, facts = line_of(running, canvas.of(3, 7)), _here(running, say)
    named = say("you are here: day %(day)s, %(multiple)s", **facts)
    here = line.tail(1).assign(text=canvas.of(named, say("day %(day)s, %(multiple)s", **facts)))
    plot.line(line, palette.follow, width=2.6)
    plot.dots(here, palette.follow, size=70)
    late = running.days[-1] > longest * canvas.of(0.75, 0.66)
    plot.text(
        here, palette.follow, bold=True, halo=True,
        align="right" if late else "left", baseline="bottom" if late else "middle",
        dx=4 if late else 11, dy=-10 if late else 0,
    )  # fmt: skip
    return plot


def _draw_earlier(plot: Plot, paths: list[CyclePath], span: CycleRange, say: Say) -> None:
    """The band, the lines, and the year of each line at its end."""
    canvas, palette = plot.canvas, plot.canvas.palette
    step = canvas.of(6, 14)
    band = rows(day=span.days, multiple=span.low, multiple2=span.high)
    ends = table(
        paths,
        day=lambda path: path.days[-1],
        multiple=lambda path: path.multiples[-1],
        text=lambda path: canvas.of(str(path.anchor.year), say.short_year(path.anchor)),
    )
    plot.area(thinned(band, step, by="day"), palette.band)
    plot.line(joined((path.anchor, line_of(path, step)) for path in paths), palette.null, width=1.3)
    plot.text(ends, palette.mute, align="left", dx=5)

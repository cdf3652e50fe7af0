"""The follower after the breakouts of every leader, on its own distribution of all days."""

import math

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales
from generator.models.elsewhere import AllDays, Pair
from generator.models.report import Report
from generator.wording import pair_result
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One row a leader; None without another leader."""
    pairs = [(pair, pair.base) for pair in report.elsewhere.before(report.question.follower)]
    known = [(pair, base) for pair, base in pairs if base is not None]
    others = [pair for pair, _base in known if pair.leader != report.question.leader]
    if not others:
        return None
    return Drawing(
        id="other-leaders",
        title=_title(others, say),
        subtitle=say(
            "%(follower)s’s multiple over %(days)s days after each breakout of each index (dots), "
            "log scale. Behind them all days: nine tenths (line), half (bar), median (stroke).",
            days=report.question.primary_horizon,
        ),
        how_to_read=say(
            "Each row asks the question of another index. Dots that lie where the line and the bar "
            "do are what any day would have given. If the %(leader)s alone mattered, its dots "
            "would lie further right than those of all others."
        ),
        alt=" ".join(f"{_facts(pair, say)}." for pair, _base in known),
        instruments=(report.question.follower, *(pair.leader for pair, _base in known)),
        table=say.table(
            [pair for pair, _base in known],
            {
                say("Breakouts of"): lambda pair: say.name(pair.leader),
                say("Events"): "n",
                say("Rose"): "rises",
                say("Mean log return"): lambda pair: say.number(pair.mean_log_return, 2),
                say("All days"): lambda pair: say.number(pair.base.mean, 2),
                "p": lambda pair: say.p(pair.p_value.uniform),
                say("p, spaced"): lambda pair: say.p(pair.p_value.spaced),
            },
        ),
        data=pd.concat(_events(pair) for pair, _base in known),
        chart=lambda canvas: _chart(known, report, say, canvas),
    )


def _title(others: list[Pair], say: Say) -> str:
    n, rises = sum(pair.n for pair in others), sum(pair.rises for pair in others)
    if n and rises == n:
        return say("%(follower)s rose after every breakout of other indices, too")
    return say(
        "After breakouts of other indices %(follower)s rose %(rises)s times of %(n)s",
        rises=rises,
        n=n,
    )


def _facts(pair: Pair, say: Say) -> str:
    return say(
        "%(series)s: %(result)s",
        series=say.name(pair.leader),
        result=pair_result(say.language, pair),
    )


def _events(pair: Pair) -> pd.DataFrame:
    return rows(
        leader=[pair.leader.symbol] * pair.n,
        follower=[pair.follower.symbol] * pair.n,
        date=[event.date for event in pair.events],
        log_return=[event.log_return for event in pair.events],
    )


def _chart(known: list[tuple[Pair, AllDays]], report: Report, say: Say, canvas: Canvas) -> Plot:
    palette = canvas.palette
    names = [say.name(pair.leader) for pair, _base in known]
    spread = [math.exp(value) for _pair, base in known for value in base.quantiles]
    events = [
        (name, math.exp(event.log_return), pair)
        for name, (pair, _base) in zip(names, known, strict=True)
        for event in pair.events
    ]
    every = [*spread, *(multiple for _name, multiple, _pair in events)]
    plot = Plot(
        canvas,
        scales.multiples("multiple", min(every) / 1.15, max(every) * 1.15, canvas),
        scales.names("index", names, canvas, shown=False),
        height=(54 * len(known), 54 * len(known)),
    )
    low, lower, median, upper, high = (
        [math.exp(base.quantiles[at]) for _pair, base in known] for at in range(5)
    )
    plot.rules(rows(index=names, multiple=low, multiple2=high), palette.null, width=1)
    plot.rules(rows(index=names, multiple=lower, multiple2=upper), palette.null, width=7)
    plot.ticks(rows(index=names, multiple=median), palette.mute, thickness=2, size=16, upright=True)
    plot.rules(rows(multiple=[1.0]), palette.ink, width=1, dashed=True)
    plot.dots(
        rows(
            index=[name for name, _multiple, _pair in events],
            multiple=[multiple for _name, multiple, _pair in events],
            colour=[
                palette.lead if pair.leader == report.question.leader else palette.follow
                for _name, _multiple, pair in events
            ],
        ),
        size=90,
    )
    texts = [_facts(pair, say) for pair, _base in known]
    plot.text(rows(index=names, text=texts), palette.ink, x=0, halo=True, align="left", dy=-20)
    return plot

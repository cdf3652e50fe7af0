"""What every other series did after the leader's breakouts, among all of its own days."""

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales
from generator.models.elsewhere import Pair
from generator.models.report import Report
from generator.wording import other_followers, pair_result, years_text
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One row a follower; None without another follower."""
    pairs = [pair for pair in other_followers(report) if pair.n]
    if not pairs:
        return None
    return Drawing(
        id="other-followers",
        title=_title(pairs, say),
        subtitle=say(
            "Where the %(days)s days after each breakout of the %(leader)s lie among the %(days)s "
            "days after every session since a series began (%(years)s). Left: worse than nearly "
            "all; right: better.",
            days=report.question.primary_horizon,
            years=years_text(say.language, tuple(pairs)),
        ),
        how_to_read=say(
            "Each row is one series against itself: a dot at 80% did better than after 80% of its "
            "days. If a breakout means nothing for it, the dots spread over the whole row. If it "
            "leads, they crowd on the right. The stroke is their mean."
        )
        + " "
        + say("Teal: p below 5%; grey: not."),
        alt=" ".join(f"{_facts(pair, say)}." for pair in pairs),
        instruments=(report.question.leader, *(pair.follower for pair in pairs)),
        table=say.table(
            pairs,
            {
                say("Series"): lambda pair: say.name(pair.follower),
                say("Since"): lambda pair: str(pair.base.first.year) if pair.base else None,
                say("Events"): "n",
                say("Rose"): "rises",
                say("Mean log return"): lambda pair: say.number(pair.mean_log_return, 2),
                say("All days"): lambda pair: say.number(pair.base and pair.base.mean, 2),
                "p": lambda pair: say.p(pair.p_value.uniform),
                say("p, spaced"): lambda pair: say.p(pair.p_value.spaced),
            },
        ),
        data=pd.concat(
            rows(
                follower=[pair.follower.symbol] * pair.n,
                date=[event.date for event in pair.events],
                log_return=[event.log_return for event in pair.events],
                share_of_days_below=[event.rank for event in pair.events],
            )
            for pair in pairs
        ),
        chart=lambda canvas: _chart(pairs, say, canvas),
    )


def _title(pairs: list[Pair], say: Say) -> str:
    testable = [pair for pair in pairs if pair.is_testable]
    below = sum(pair.is_below_5_percent for pair in testable)
    if not testable:
        return say("After breakouts of the %(leader)s elsewhere: too few to test")
    if not below:
        return say("Nothing else clearly rose after breakouts of the %(leader)s")
    return say(
        "%(below)s of %(total)s other series clearly rose after breakouts of the %(leader)s",
        below=below,
        total=len(testable),
    )


def _facts(pair: Pair, say: Say) -> str:
    return say(
        "%(series)s: %(result)s",
        series=say.name(pair.follower),
        result=pair_result(say.language, pair),
    )


def _chart(pairs: list[Pair], say: Say, canvas: Canvas) -> Plot:
    palette = canvas.palette
    names = [say.name(pair.follower) for pair in pairs]
    plot = Plot(
        canvas,
        scales.numbers("rank", -0.02, 1.02, number="%", values=[0, 0.25, 0.5, 0.75, 1]),
        scales.names("series", names, canvas, shown=False),
        height=(54 * len(pairs), 54 * len(pairs)),
    )
    plot.rules(rows(series=names, rank=0.0, rank2=1.0), palette.null, width=1)
    plot.rules(rows(rank=[0.5]), palette.ink, width=1, dashed=True)
    plot.dots(
        rows(
            series=[name for name, pair in zip(names, pairs, strict=True) for _ in pair.events],
            rank=[event.rank for pair in pairs for event in pair.events],
            colour=[
                palette.lead if pair.is_below_5_percent else palette.mute
                for pair in pairs
                for _ in pair.events
            ],
        ),
        size=80,
    )
    means = [sum(event.rank for event in pair.events) / pair.n for pair in pairs]
    plot.ticks(rows(series=names, rank=means), palette.ink, thickness=3, size=20, upright=True)
    texts = [_facts(pair, say) for pair in pairs]
    plot.text(rows(series=names, text=texts), palette.ink, x=0, halo=True, align="left", dy=-20)
    return plot

"""The same test with other leaders and the other way round."""

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales, table
from generator.charts.named_rows import heights, name_rows, row_scale
from generator.models.grid import Placebo, RankedTest
from generator.models.report import Report
from generator.wording import placebo_label
from generator.wording.say import Say

NO_BETTER = 0.5
"""The share of random draws that events beat if they are no better than random days."""


def drawing(report: Report, say: Say) -> Drawing | None:
    """One row a pair: how many random draws it beats; None without the primary test."""
    asked, luck, p = report.question, report.luck, report.luck.p_value.uniform
    if luck.observed is None or luck.base is None or p is None:
        return None
    own = RankedTest(luck.observed.mean, p, 1 - p)
    primary = Placebo(asked.leader.symbol, asked.follower.symbol, luck.n, luck.base.mean, own)
    every = [primary, *report.placebos]
    pairs = [(pair, pair.test) for pair in every if pair.test is not None]
    return Drawing(
        id="placebos",
        title=say("Other pairs beat as many random draws")
        if any(test.rank >= own.rank for _pair, test in pairs[1:])
        else say("No other pair beats as many random draws, but each has few events"),
        subtitle=say(
            "The primary test with other leaders and with the pair reversed: the share of random "
            "draws that the events beat. n: complete events."
        ),
        how_to_read=say(
            "At 50% the events are no better than random days. Right of the dashed line they beat "
            "more than 95% of the draws. A signal of small caps alone would leave the other rows "
            "near 50%."
        )
        if asked.leader.role == "small caps"
        else say(
            "At 50%% the events are no better than random days. Right of the dashed line they beat "
            "more than 95%% of the draws. A signal of the %(leader)s alone would leave the other "
            "rows near 50%%."
        ),
        alt=" ".join(
            say(
                "%(pair)s: n = %(n)s, p = %(p)s.",
                pair=placebo_label(say.language, report, pair),
                n=pair.n,
                p=say.p(test.p_value),
            )
            for pair, test in pairs
        ),
        instruments=tuple(
            series.instrument
            for series in report.freshness
            if any(series.instrument.symbol in (one.leader, one.follower) for one, _test in pairs)
        ),
        table=say.table(
            every,
            {
                say("Pair"): lambda pair: placebo_label(say.language, report, pair),
                say("Events"): "n",
                say("Mean log return"): lambda pair: say.number(pair.test and pair.test.mean, 2),
                say("All days"): lambda pair: say.number(pair.base_mean, 2),
                "p": lambda pair: say.p(pair.test and pair.test.p_value),
            },
        ),
        data=table(
            every,
            leader="leader",
            follower="follower",
            n="n",
            mean=lambda pair: pair.test and pair.test.mean,
            base_mean="base_mean",
            p_value=lambda pair: pair.test and pair.test.p_value,
            rank=lambda pair: pair.test and pair.test.rank,
        ),
        chart=lambda canvas: _chart(pairs, report, say, canvas),
    )


def _chart(
    pairs: list[tuple[Placebo, RankedTest]], report: Report, say: Say, canvas: Canvas
) -> Plot:
    palette, room = canvas.palette, canvas.of(0.08, 0.14)
    names = [
        say("%(pair)s (n = %(n)s)", pair=placebo_label(say.language, report, pair), n=pair.n)
        for pair, _test in pairs
    ]
    plot = Plot(
        canvas,
        scales.numbers("rank", -room, 1 + room, number="%", values=[0, 0.25, 0.5, 0.75, 1]),
        row_scale("pair", names, canvas),
        height=heights(names, 46),
    )
    ranks = rows(
        pair=names,
        rank=[test.rank for _pair, test in pairs],
        rank2=NO_BETTER,
        text=[say.percent(test.rank) for _pair, test in pairs],
        colour=[palette.lead] + [palette.mute] * (len(pairs) - 1),
    )
    plot.rules(rows(rank=[NO_BETTER]), palette.mute)
    plot.rules(rows(rank=[0.95]), palette.ink, dashed=True)
    plot.rules(ranks, width=2)
    plot.dots(ranks, size=110)
    for side, better in (("left", True), ("right", False)):
        found = ranks[(ranks["rank"] >= NO_BETTER) == better]
        plot.text(found, halo=True, align=side, dx=10 if better else -10, bold=True)
    name_rows(plot, "pair", names)
    return plot

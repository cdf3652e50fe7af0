"""The p of every test on one scale, and apart from them how fragile the primary one is."""

from generator.charts.grammar import Canvas, Drawing, Frame, Plot, rows, scales, table
from generator.charts.named_rows import heights, name_rows, row_scale
from generator.models.luck import LEVEL
from generator.models.report import Report
from generator.wording import fragility, named_tests, which_tests
from generator.wording.say import Say

TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]


def drawing(report: Report, say: Say) -> Drawing | None:
    """One row a test, the primary one first, then its fragility; None if none is defined."""
    tests = named_tests(say.language, report)
    if not tests:
        return None
    everything = tests + fragility(say.language, report)
    asked = table(
        everything,
        test="label",
        n="n",
        p_value="p_value",
        primary="primary",
        fragility="fragility",
    )
    below = sum(test.p_value < LEVEL for test in tests)
    return Drawing(
        id="fragility",
        title=_title(below, len(tests), say),
        subtitle=say(
            "One-sided p (two-sided where it says so) of the same events by %(total)s tests, "
            "%(below)s of them below 5%%. Log scale: further left is rarer by chance. Only the "
            "primary test was fixed in advance.",
            total=len(tests),
            below=below,
        ),
        how_to_read=say(
            "Each full dot is one test. Left of the line fewer than 5 in 100 random draws do as "
            "well. “Holm” corrects for the number of horizons. The rings are no further tests: "
            "they show how the primary one moves if an event is left out, and how it read earlier."
        ),
        alt=which_tests(say.language, report),
        instruments=report.question.pair,
        table=say.table(
            everything,
            {
                say("Test"): "label",
                say("Events"): "n",
                "p": lambda test: say.p(test.p_value),
            },
        ),
        data=asked[["test", "n", "p_value", "fragility"]],
        chart=lambda canvas: _chart(asked, say, canvas),
    )


def _title(below: int, total: int, say: Say) -> str:
    if below == 0:
        return say("However one asks, luck is not ruled out")
    if below == total:
        return say("However one asks, random draws seldom do as well")
    return say("The answer depends on how one asks")


def _chart(asked: Frame, say: Say, canvas: Canvas) -> Plot:
    palette, labels = canvas.palette, list(asked["test"])
    low = min(0.01, *asked["p_value"]) / 1.6
    ticks = canvas.of(TICKS, TICKS[::2])
    plot = Plot(
        canvas,
        scales.logarithms("p_value", low, 1, number="~%", values=ticks, grid=False),
        row_scale("test", labels, canvas),
        height=heights(labels, 26),
    )
    dots = asked.assign(
        p_value=asked["p_value"].round(5),
        text=[say.p(p) for p in asked["p_value"]],
        colour=(asked["p_value"].lt(LEVEL) & ~asked["fragility"]).map(
            {True: palette.lead, False: palette.mute}
        ),
        size=asked["primary"].map({True: 130, False: 70}),
    )
    dots.loc[dots["primary"], "colour"] = palette.ink
    plot.rules(rows(p_value=[LEVEL]), palette.ink, dashed=True)
    plot.dots(dots[~dots["fragility"]])
    plot.rings(dots.loc[dots["fragility"], ["p_value", "test"]], palette.mute, size=60)
    plot.text(dots, halo=True, align="left", dx=10)
    name_rows(plot, "test", labels)
    return plot

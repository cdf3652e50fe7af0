"""The p of every way to ask, on one scale."""

from generator.charts.grammar import Canvas, Drawing, Frame, Plot, rows, scales, table
from generator.models.report import Report
from generator.wording import defined_tests, which_tests
from generator.wording.luck import LEVEL
from generator.wording.say import Say

TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]


def drawing(report: Report, say: Say) -> Drawing | None:
    """One row a test, the primary one first; None if none is defined."""
    tests = defined_tests(say.language, report)
    if not tests:
        return None
    asked = table(tests, test="label", n="n", p_value="p_value", primary="primary")
    corrected = ", ".join(
        say(
            "%(days)s days %(p)s",
            days=one.horizon,
            p=say.p(None if one.test is None else one.test.holm),
        )
        for one in report.luck.robustness.horizons
    )
    return Drawing(
        id="fragility",
        title=_title(int((asked["p_value"] < LEVEL).sum()), len(tests), say),
        subtitle=say(
            "One-sided p (two-sided where it says so) of the same events, asked in %(total)s "
            "ways. Log scale: further left is rarer by chance. Only the primary test was fixed in "
            "advance.",
            total=len(tests),
        ),
        how_to_read=say(
            "Each dot is one test. Left of the line fewer than 5 in 100 random draws do as well. "
            "Where the dots fall on both sides, the answer depends on how one asks, and none of "
            "the dots alone settles it."
        ),
        alt=which_tests(say.language, report),
        instruments=report.question.pair,
        table=say.table(
            tests,
            {
                say("Test"): "label",
                say("Events"): "n",
                "p": lambda test: say.p(test.p_value),
            },
            note=say("Corrected for the number of horizons (Holm): %(list)s.", list=corrected),
        ),
        data=asked[["test", "n", "p_value"]],
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
        scales.names("test", labels, limit=canvas.of(400, 190)),
        height=(24 * len(labels), 24 * len(labels)),
    )
    dots = asked.assign(
        p_value=asked["p_value"].round(5),
        text=[say.p(p) for p in asked["p_value"]],
        colour=asked["p_value"].lt(LEVEL).map({True: palette.lead, False: palette.mute}),
        size=asked["primary"].map({True: 130, False: 70}),
    )
    dots.loc[dots["primary"], "colour"] = palette.ink
    plot.rules(rows(p_value=[LEVEL]), palette.ink, dashed=True)
    plot.dots(dots)
    plot.text(dots, align="left", dx=10)
    return plot

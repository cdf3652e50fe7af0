"""New coins a year as a share of all coins, stepping down at each halving."""

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales, table
from generator.models.report import Report
from generator.models.supply import IssuanceStep, Supply
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """Annual issuance through time; None for a follower without halvings."""
    supply = report.supply
    if supply is None or len(supply.path.dates) < 2:
        return None
    return Drawing(
        id="issuance",
        title=_title(supply, say),
        subtitle=say(
            "New %(follower)s a year as a share of all that is mined, log scale; computed from "
            "the protocol’s schedule at 144 blocks a day. Dashed: halvings, the last one an "
            "estimate."
        ),
        how_to_read=say(
            "Between halvings the rate falls slowly, for the same number of new coins is added "
            "to a growing stock. At a halving it drops to half. Both were fixed in advance and "
            "known to everyone."
        ),
        alt=_alt(supply, say),
        instruments=(),
        source=say("Bitcoin’s protocol"),
        table=say.table(
            supply.steps,
            {
                say("Halving"): "halving",
                say("A year, before"): lambda step: say.percent(step.before, 2),
                say("A year, after"): lambda step: say.percent(step.after, 2),
            },
            note=say("The CSV holds every point that is drawn, with the share mined."),
        ),
        data=rows(
            date=supply.path.dates,
            annual_issuance=supply.path.annual_issuance,
            mined_share=supply.path.mined_share,
        ),
        chart=lambda canvas: _chart(supply, say, canvas),
    )


def _title(supply: Supply, say: Say) -> str:
    if not supply.steps:
        return say("New coins: %(now)s a year", now=_rate(supply.annual_issuance, say))
    return say(
        "New coins: %(before)s a year before the last halving, %(after)s after it",
        **_before_after(supply.steps[-1], say),
    )


def _alt(supply: Supply, say: Say) -> str:
    halvings = [
        say(
            "Halving of %(date)s: from %(before)s to %(after)s a year.",
            date=step.halving,
            **_before_after(step, say),
        )
        for step in supply.steps
    ]
    now = say(
        "On %(date)s: %(rate)s a year, %(share)s of all coins mined.",
        date=supply.date,
        rate=_rate(supply.annual_issuance, say),
        share=say.percent(supply.mined_share, 1),
    )
    return " ".join([*halvings, now])


def _rate(value: float, say: Say) -> str:
    return say.percent(value, _digits(value))


def _before_after(step: IssuanceStep, say: Say) -> dict[str, str]:
    """Both rates of a halving in the digits that the smaller one needs."""
    digits = _digits(step.after)
    return {"before": say.percent(step.before, digits), "after": say.percent(step.after, digits)}


def _digits(rate: float) -> int:
    return 0 if rate >= 0.1 else 1 if rate >= 0.02 else 2


def _chart(supply: Supply, say: Say, canvas: Canvas) -> Plot:
    palette, estimate = canvas.palette, pd.Timestamp(supply.next_halving.estimate)
    path = rows(date=pd.DatetimeIndex(supply.path.dates), rate=supply.path.annual_issuance)
    low, high = path["rate"].min() / 1.8, path["rate"].max() * 1.3
    first, last = path["date"].iloc[0], path["date"].iloc[-1]
    plot = Plot(
        canvas,
        scales.years("date", first, max(estimate, last), canvas),
        scales.logarithms("rate", low, high, most=canvas.of(6, 4), number="~%"),
        height=(280, 230),
        margin=(74, 66),
    )
    steps = table(
        supply.steps,
        date="halving",
        rate="before",
        text=lambda step: canvas.of(
            say("%(before)s → %(after)s", **_before_after(step, say)), say.short_year(step.halving)
        ),
    )
    now = path.tail(1).assign(text=_rate(supply.annual_issuance, say))
    ahead = rows(date=[estimate], text=say("estimate: %(month)s", month=say.month(estimate)))
    plot.rules(steps[["date"]], palette.ink, width=1, dashed=True)
    plot.rules(ahead, palette.null, width=1, dashed=True)
    plot.line(path, palette.follow, width=2.2, sharp=True)
    plot.text(steps, palette.ink, align="left", baseline="bottom", dx=6, bold=True)
    plot.dots(now, palette.follow, size=70)
    plot.text(now, palette.follow, baseline="top", dy=9, bold=True, halo=True)
    plot.text(ahead, palette.mute, y=0, align="right", baseline="top", dx=-6, dy=2, halo=True)
    return plot

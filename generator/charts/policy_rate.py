"""The policy rate in its steps, with the breakouts."""

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, scales, table
from generator.models.rates import PolicyRate, RateEvent, RateRegime
from generator.models.report import Report
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """The policy rate in its steps, with the breakouts; None without the series."""
    found = report.rates.policy_rate
    if found is None:
        return None
    events = [event for event in report.rates.events if event.policy_rate is not None]
    latest = found.steps[-1]
    now = say("On %(date)s: %(rate)s.", date=latest.date, rate=say.price(latest.rate, "percent"))
    return Drawing(
        id="policy-rate",
        title=_title(events, say),
        subtitle=say(
            "Federal funds target, upper bound, in percent; each step on the day it took effect. "
            "Dashed: breakouts, with what the rate had done in the %(days)s days before.",
            days=report.rates.window_days,
        ),
        how_to_read=say(
            "A flat line is a rate on hold. Find each dashed line and look at the steps on its "
            "left: they are what was known on the day of the breakout."
        ),
        alt=" ".join([now, *(_text(event, say) for event in events)]),
        instruments=(found.instrument,),
        table=say.table(
            reversed(found.steps),
            {
                say("Step of"): "date",
                say("Policy rate"): lambda step: say.price(step.rate, "percent"),
                say("Change in points"): lambda step: say.points(step.change),
            },
        ),
        data=table(found.steps, date="date", rate="rate", change="change"),
        chart=lambda canvas: _chart(found, events, say, canvas),
    )


def _title(events: list[RateEvent], say: Say) -> str:
    regimes = [event.regime for event in events if event.regime is not None]
    if not regimes:
        return say("The policy rate, and no breakout yet")
    parts = [
        _counted(regime, say.count(regimes.count(regime)), say)
        for regime in (RateRegime.ON_HOLD, RateRegime.EASING, RateRegime.TIGHTENING)
        if regime in regimes
    ]
    return say.many(
        "The policy rate before %(total)s breakout: %(parts)s",
        "The policy rate before %(total)s breakouts: %(parts)s",
        len(regimes),
        total=say.count(len(regimes)),
        parts=", ".join(parts),
    )


def _counted(regime: RateRegime, count: str, say: Say) -> str:
    return {
        RateRegime.ON_HOLD: say("%(count)s on hold", count=count),
        RateRegime.EASING: say("%(count)s falling", count=count),
        RateRegime.TIGHTENING: say("%(count)s rising", count=count),
    }[regime]


def _text(event: RateEvent, say: Say) -> str:
    before, after = (
        say("not yet") if change is None else say.points(change)
        for change in (event.change_before, event.change_after)
    )
    return say(
        "Breakout of %(date)s: %(rate)s, %(before)s points before, %(after)s after.",
        date=event.event,
        rate=say.price(event.policy_rate, "percent"),
        before=before,
        after=after,
    )


def _chart(found: PolicyRate, events: list[RateEvent], say: Say, canvas: Canvas) -> Plot:
    palette = canvas.palette
    steps = table(found.steps, date="date", rate="rate")
    steps = pd.concat([steps, steps[-1:].assign(date=found.known_until)]).drop_duplicates("date")
    first, last = pd.Timestamp(steps["date"].min()), pd.Timestamp(steps["date"].max())
    marks = table(events, date="event", rate="policy_rate")
    names = table(
        events,
        date="event",
        text=lambda event: canvas.of(say.label(event.regime), say.short_year(event.event)),
    )
    plot = Plot(
        canvas,
        scales.years("date", first, last, canvas),
        scales.numbers("rate", 0, steps["rate"].max() * 1.06, tickCount=4),
        height=(230, 190),
        margin=(40, 40),
    )
    plot.rules(names, palette.ink, dashed=True, width=1)
    plot.line(steps, palette.mute, width=2, stepped=True)
    plot.dots(marks, palette.lead, size=80)
    plot.text(names, palette.ink, y=0, baseline="bottom", dy=-4)
    return plot

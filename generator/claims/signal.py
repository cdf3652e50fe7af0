"""Claims about the signal itself: C08, C18, C24 and C25."""

from generator.claims.findings import (
    Finding,
    advice,
    change,
    count,
    day,
    not_yet,
    number,
    other_data,
    parts,
    readings,
    share,
)
from generator.claims.material import NAMED, Material, change_between
from generator.claims.statements import BREAKOUTS, LUCK, Statement
from generator.language import N_
from generator.models.claims import Fact, ShownBy
from generator.models.luck import LEVEL
from generator.models.outcomes import Outcomes
from generator.statistics.intervals import clopper_pearson


@Statement(
    id="C08",
    says=N_("The signal is two for two: 2016 and 2020."),
    claimed=N_("two of two"),
    answers={
        "named": N_("%(rises_named)s of these %(named)s were followed by a rise"),
        "all": N_("%(rises)s of all %(complete)s breakouts were"),
        "left_out": N_("complete breakouts before the article that were left out: %(left_out)s"),
    },
    formula=N_(
        "Bitcoin’s return over %(horizon)s days after each breakout. Three parts: the two named "
        "rose, all complete ones rose, and none was left out."
    ),
    holds=N_("Both rose, and there were no others."),
    mixed=N_(
        "Not every part fits: two events are not the whole list. With %(complete)s the true rate "
        "of rises may lie anywhere from %(low)s to %(high)s (95%% interval)."
    ),
    fails=N_("No part fits: a fall followed one of the two, and there are others."),
    shown_by=ShownBy(LUCK, "chance"),
)
def two_for_two(m: Material) -> Finding:
    """C08: both breakouts were followed by a rise, and so was every other; none was left out."""
    outcomes, named = m.report.outcomes, _named(m)
    said = (number("horizon", outcomes.horizon),)
    if named is None:
        return not_yet(*said)
    left_out = sum(
        row.complete and row.event.date.year not in NAMED
        for row, window in outcomes.followed
        if window.latest_date <= m.published
    )
    return parts(
        {
            "named": named.rises == len(named.rows),
            "all": outcomes.rises == len(outcomes.complete),
            "left_out": left_out == 0,
        },
        *said,
        count("rises_named", named.rises),
        count("named", len(named.rows)),
        count("rises", outcomes.rises),
        count("complete", len(outcomes.complete)),
        count("left_out", left_out),
        *_interval(m),
        span=(m.follower.first_date, m.follower.last_date),
    )


def _interval(m: Material) -> tuple[Fact, Fact]:
    """The exact 95 % interval of the share of rises among all complete breakouts."""
    observed = m.report.luck.observed
    low, high = (None, None) if observed is None else observed.interval
    return share("low", low), share("high", high)


def _named(m: Material) -> Outcomes | None:
    """The outcomes of the two breakouts, once both are complete."""
    every = m.report.outcomes
    rows = tuple(row for row in every.complete if row.event.date.year in NAMED)
    if len({row.event.date.year for row in rows}) < len(NAMED):
        return None
    return Outcomes(every.horizon, rows)


@Statement(
    id="C18",
    says=N_("Bitcoin moves most closely with small-cap technology shares (JPMorgan)."),
    claimed=N_("closest to small-cap technology"),
    answers={
        "window": N_(
            "over %(window)s sessions to %(last)s: small-cap technology %(own)s, the closest other "
            "index %(other)s; difference %(low)s to %(high)s (95%% interval)"
        ),
    },
    formula=N_(
        "Correlation of daily log returns over each window, which ends on the last session that "
        "all series have: a fund on small technology companies, beside the small caps and every "
        "other index that closes when it does. A window agrees if the difference to each of them "
        "lies above zero with its whole interval."
    ),
    holds=N_("No other stored index comes as close, over any window."),
    mixed=N_("The answer changes with the window."),
    fails=N_("Over no window is it clearly closer to small-cap technology than to every other."),
    needed=N_("an index of small technology companies"),
    shown_by=ShownBy(LUCK, "correlation"),
)
def closest_to_technology(m: Material) -> Finding:
    """C18: the correlation with small-cap technology exceeds each other, by its whole interval."""
    found = m.report.correlations.technology
    if not found:
        return other_data()
    answers: dict[str, bool | None] = {}
    facts: list[Fact] = []
    for window in m.prices.question.evidence.windows:
        name = f"window_{window}"
        against = [d.latest for d in found if d.window == window and d.latest]
        answers[name] = (
            all(d.interval is not None and d.interval[0] > 0 for d in against) if against else None
        )
        if against:
            closest = max(against, key=lambda d: d.other)
            low, high = closest.interval or (None, None)
            facts += [
                number(f"{name}_own", closest.own, 2),
                number(f"{name}_other", closest.other, 2),
                number(f"{name}_low", low, 2),
                number(f"{name}_high", high, 2),
                day(f"{name}_last", closest.last),
            ]
    return readings(answers, *facts, span=(m.follower.first_date, m.report.data_date))


@Statement(
    id="C24",
    says=N_("Two instances cannot establish a cause."),
    claimed=N_("two are too few"),
    answers={
        "chance": N_("two random days are both followed by a rise in %(chance)s of cases"),
    },
    formula=N_(
        "The share of all days followed by a rise over %(horizon)s days, squared. It agrees if "
        "that is at least %(level)s."
    ),
    holds=N_(
        "Any day is followed by a rise in %(base)s of cases, so two in a row say little. With two "
        "of two the true rate may lie anywhere from %(low)s to %(high)s."
    ),
    fails=N_("Rises were so rare that even two would stand out."),
    shown_by=ShownBy(LUCK, "base-rate"),
)
def two_instances(m: Material) -> Finding:
    """C24: two rises happen by chance in 5 % of cases or more."""
    base = m.report.luck.base
    said = (share("level", LEVEL), number("horizon", m.report.luck.horizon))
    if base is None:
        return not_yet(*said)
    low, high = clopper_pearson(2, 2)
    return readings(
        {"chance": base.share_positive**2 >= LEVEL},
        *said,
        share("base", base.share_positive),
        share("chance", base.share_positive**2),
        share("low", low),
        share("high", high),
        span=(m.follower.first_date, m.follower.last_date),
    )


@Statement(
    id="C25",
    says=N_("The breakout is an indicator to watch, not a signal to trade."),
    claimed=N_("caution"),
    answers={
        "breakout_missed": N_(
            "so far missed, from the breakout on: %(breakout)s, %(breakout_day)s to "
            "%(breakout_end)s"
        ),
        "breakout_spared": N_(
            "so far spared, from the breakout on: %(breakout)s, %(breakout_day)s to "
            "%(breakout_end)s"
        ),
        "article_missed": N_(
            "so far missed, from the article on: %(article)s, %(article_day)s to %(today)s"
        ),
        "article_spared": N_(
            "so far spared, from the article on: %(article)s, %(article_day)s to %(today)s"
        ),
    },
    formula=N_(
        "For context only: what a follower of the advice was spared or has missed of Bitcoin’s "
        "change since the latest breakout (at most %(horizon)s days) and since the article."
    ),
    shown_by=ShownBy(BREAKOUTS, "event-study"),
)
def watch_not_trade(m: Material) -> Finding:
    """C25: advice, which no outcome can prove or refute; what became of it is told as context."""
    horizon = number("horizon", m.report.outcomes.horizon)
    rows = [r for r in m.report.outcomes.rows if r.event.date <= m.published]
    latest = rows[-1] if rows and rows[-1].event.date.year > max(NAMED) else None
    window = None if latest is None else latest.window
    today = m.report.follower.date
    changes = {
        "breakout": None if window is None else window.latest_return,
        "article": change_between(m.follower, m.published, today) if today > m.published else None,
    }
    return advice(
        tuple(
            f"{name}_spared" if value < 0 else f"{name}_missed"
            for name, value in changes.items()
            if value is not None
        ),
        horizon,
        *(change(name, value, 1) for name, value in changes.items()),
        day("breakout_day", None if latest is None else latest.event.date),
        day("breakout_end", None if window is None else window.latest_date),
        day("article_day", m.published),
        day("today", today),
        span=(latest.event.date if latest else None, today),
    )

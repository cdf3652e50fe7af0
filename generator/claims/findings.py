"""How answers become a verdict, and how figures are named.

Two rules decide every claim. A claim with several *parts* holds if all of them do, and holds in
part if some do. A claim with several *readings* holds if it does under each, and depends on the
definition if they disagree. While one of them is not known yet (None), nothing is decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from generator.models.claims import Answer, Fact, FactKind, Ground, Verdict

Span = tuple[date | None, date | None]
Answers = Mapping[str, bool | None]


@dataclass(frozen=True)
class Finding:
    """What one claim comes to; see :class:`generator.models.claims.Claim`."""

    verdict: Verdict
    answers: tuple[Answer, ...] = ()
    facts: tuple[Fact, ...] = ()
    span: Span = (None, None)
    ground: Ground = Ground.PRICES


def not_yet(*said: Fact) -> Finding:
    """The data that would decide the claim do not exist yet; ``said`` is what it claims."""
    return Finding(Verdict.UNCHECKED, facts=said, ground=Ground.NOT_YET)


def parts(answers: Answers, *facts: Fact, span: Span, beside: tuple[str, ...] = ()) -> Finding:
    """A claim that says several things at once; ``beside`` is told, but decides nothing."""
    return _judged(answers, facts, span, beside, mixed=Verdict.PARTLY)


def readings(answers: Answers, *facts: Fact, span: Span, beside: tuple[str, ...] = ()) -> Finding:
    """A claim that can be understood in several ways; ``beside`` is told, but decides nothing."""
    return _judged(answers, facts, span, beside, mixed=Verdict.DEPENDS)


def other_data(*facts: Fact) -> Finding:
    """A claim that no price can decide; the figures are those claimed."""
    return Finding(Verdict.UNCHECKED, facts=facts, ground=Ground.OTHER_DATA)


def advice(told: tuple[str, ...], *facts: Fact, span: Span) -> Finding:
    """A claim that advises and states no fact; what is ``told`` is context and decides nothing."""
    context = tuple(Answer(name, None) for name in told)
    return Finding(Verdict.UNCHECKED, context, facts, span, Ground.ADVICE)


def _judged(
    answers: Answers,
    facts: tuple[Fact, ...],
    span: Span,
    beside: tuple[str, ...],
    *,
    mixed: Verdict,
) -> Finding:
    agree = list(answers.values())
    if not agree or None in agree:
        return not_yet(*facts)
    verdict = Verdict.HOLDS if all(agree) else mixed if any(agree) else Verdict.FAILS
    told = [*answers.items(), *((name, None) for name in beside)]
    return Finding(verdict, tuple(Answer(*item) for item in told), facts, span)


share = partial(Fact, kind=FactKind.SHARE)
"""A share: 0.94 is 94 %."""
change = partial(Fact, kind=FactKind.CHANGE)
"""A change with its sign: 0.087 is +8.7 %."""
points = partial(Fact, kind=FactKind.POINTS)
"""A level of the index."""
dollars = partial(Fact, kind=FactKind.DOLLARS)
"""An amount in US dollars."""
multiple = partial(Fact, kind=FactKind.MULTIPLE)
"""A price over a price, or several of them."""
number = partial(Fact, kind=FactKind.NUMBER)
"""A plain number, or several of them."""
count = partial(Fact, kind=FactKind.COUNT)
"""A small count, in words where the language has them."""
often = partial(Fact, kind=FactKind.OFTEN)
"""A share as people say it: 0.8 is about four times in five."""
rate = partial(Fact, kind=FactKind.RATE, digits=2)
"""An interest rate as its publisher states it: 0.25 is 0.25 %."""
day = partial(Fact, kind=FactKind.DAY)
state = partial(Fact, kind=FactKind.STATE)
"""A state of the leader."""

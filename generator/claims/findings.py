"""How answers become a verdict, and how figures are named.

Two rules decide every claim. A claim with several *parts* holds if all of them do, and holds in
part if some do. A claim with several *readings* holds if it does under each, and depends on the
definition if they disagree. While one of them is not known yet (None), nothing is decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.models.claims import Answer, Fact, FactKind, Ground, Verdict
from generator.models.state import State

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


def share(name: str, value: float | None, digits: int = 0) -> Fact:
    """A share: 0.94 is 94 %."""
    return Fact(name, value, FactKind.SHARE, digits)


def change(name: str, value: float | None, digits: int = 0) -> Fact:
    """A change with its sign: 0.087 is +8.7 %."""
    return Fact(name, value, FactKind.CHANGE, digits)


def points(name: str, value: float | None) -> Fact:
    """A level of the index."""
    return Fact(name, value, FactKind.POINTS)


def dollars(name: str, value: float | None) -> Fact:
    """An amount in US dollars."""
    return Fact(name, value, FactKind.DOLLARS)


def multiple(name: str, value: float | tuple[float, ...] | None) -> Fact:
    """A price over a price, or several of them."""
    return Fact(name, value, FactKind.MULTIPLE)


def number(name: str, value: float | tuple[float, ...] | None, digits: int = 0) -> Fact:
    """A plain number, or several of them."""
    return Fact(name, value, FactKind.NUMBER, digits)


def count(name: str, value: int) -> Fact:
    """A small count, in words where the language has them."""
    return Fact(name, value, FactKind.COUNT)


def rate(name: str, value: float | None) -> Fact:
    """An interest rate as its publisher states it: 0.25 is 0.25 %."""
    return Fact(name, value, FactKind.RATE, 2)


def day(name: str, value: date | None) -> Fact:
    """A day."""
    return Fact(name, value, FactKind.DAY)


def state(name: str, value: State) -> Fact:
    """A state of the leader."""
    return Fact(name, value, FactKind.STATE)

"""How often the order of lighting beats random orders, definition by definition."""

from collections.abc import Callable
from typing import NamedTuple

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales, table
from generator.charts.named_rows import heights, name_rows, row_scale
from generator.models.report import Report
from generator.models.risk_curve import LightingDefinition, OrderRobustness, OrderVariant, Rung
from generator.wording.say import Say

TICKS = [0, 0.25, 0.5, 0.75, 1]


class Part(NamedTuple):
    """The variants that share one choice, by its name."""

    name: str
    variants: list[OrderVariant]

    @property
    def below(self) -> int:
        """How many of them random orders seldom match."""
        return sum(variant.below for variant in self.variants)


def drawing(report: Report, say: Say) -> Drawing | None:
    """One row a choice: the share of variants below 5 %; None without a variant."""
    found = report.risk_curve.robustness
    has_treasuries = any(each.rung is Rung.TREASURIES for each in report.risk_curve.histories)
    if not has_treasuries:  # how they are counted is no choice then
        rows_left = tuple(row for row in found.rows if not row.definition.treasuries_first)
        found = OrderRobustness(rows_left)
    if not found.rows:
        return None
    parts = _parts(found, say)
    return Drawing(
        id="order-variants",
        title=_title(found, say),
        subtitle=say(
            "The share of definitions under which fewer than 5%% of random orders agree as well "
            "with the article’s: of all %(total)s combinations, and of those with one choice in "
            "common.",
            total=found.variants,
        )
        if report.question.article
        else say(
            "The share of definitions under which fewer than 5%% of random orders agree as well "
            "with that from safe to risky: of all %(total)s combinations, and of those with one "
            "choice in common.",
            total=found.variants,
        ),
        how_to_read=say(
            "Each row holds one choice and lets all others vary: the run of sessions that turns a "
            "rung, the sessions of the mean that it crosses, and those for which small caps were "
            "dark at least. Treasuries that were lit already when small caps went dark count as "
            "the first to light, which can only raise the agreement, or later, once they have been "
            "dark. If the order were plain, every row would reach far to the right. The "
            "combinations share their episodes, so they are no independent tests."
        )
        if has_treasuries
        else say(
            "Each row holds one choice and lets all others vary: the run of sessions that turns a "
            "rung, the sessions of the mean that it crosses, and those for which small caps were "
            "dark at least. If the order were plain, every row would reach far to the right. The "
            "combinations share their episodes, so they are no independent tests."
        ),
        alt=" ".join(
            say(
                "%(name)s: %(below)s of %(total)s.",
                name=part.name,
                below=part.below,
                total=len(part.variants),
            )
            for part in parts
        ),
        instruments=tuple(history.instrument for history in report.risk_curve.histories),
        table=say.table(
            parts,
            {
                say("Choice"): "name",
                say("Combinations"): lambda part: len(part.variants),
                say("Below 5%"): "below",
                say("Mean tau"): lambda part: say("%(low)s to %(high)s", **_taus(part, say)),
            },
            say("The CSV holds every combination."),
        ),
        data=table(
            found.rows,
            run_sessions="definition.run_sessions",
            mean_sessions="definition.mean_sessions",
            dark_sessions="definition.dark_sessions",
            treasuries_first="definition.treasuries_first",
            episodes="episodes",
            mean_tau="mean_tau",
            p_value="p_value",
        ),
        chart=lambda canvas: _chart(parts, say, canvas),
    )


def _parts(found: OrderRobustness, say: Say) -> list[Part]:
    """All variants, then those of each choice that was tried."""
    choices: list[tuple[Callable[[int], str], Callable[[LightingDefinition], int]]] = [
        (
            lambda count: say("Run of %(count)s sessions", count=count),
            lambda each: each.run_sessions,
        ),
        (
            lambda count: say("Mean of %(count)s sessions", count=count),
            lambda each: each.mean_sessions,
        ),
        (
            lambda count: say("Small caps dark for %(count)s sessions", count=count),
            lambda each: each.dark_sessions,
        ),
        (
            lambda first: (
                say("Treasuries lit already count first")
                if first
                else say("Treasuries lit already count later")
            ),
            lambda each: each.treasuries_first,
        ),
    ][: 4 if any(row.definition.treasuries_first for row in found.rows) else 3]
    parts = [Part(say("All"), list(found.rows))]
    for name, choice in choices:
        for value in sorted({choice(row.definition) for row in found.rows}):
            held = [row for row in found.rows if choice(row.definition) == value]
            parts.append(Part(name(value), held))
    return parts


def _title(found: OrderRobustness, say: Say) -> str:
    if found.below_5_percent == 0:
        return say("Under no definition does the order beat chance")
    if found.below_5_percent == found.variants:
        return say("Under every definition the order beats chance")
    return say("Whether the order beats chance hangs on the definition")


def _taus(part: Part, say: Say) -> dict[str, str]:
    taus = [variant.mean_tau for variant in part.variants]
    return {"low": say.points(min(taus)), "high": say.points(max(taus))}


def _chart(parts: list[Part], say: Say, canvas: Canvas) -> Plot:
    palette, names = canvas.palette, [part.name for part in parts]
    shares = table(
        parts,
        choice="name",
        share=lambda part: part.below / len(part.variants),
        text=lambda part: say("%(below)s of %(total)s", below=part.below, total=len(part.variants)),
    ).assign(share2=0, colour=[palette.lead] + [palette.mute] * (len(parts) - 1))
    plot = Plot(
        canvas,
        # Room for the text of a row that reaches the end.
        scales.numbers(
            "share", 0, canvas.of(1.12, 1.3), number="%", values=[0, 0.25, 0.5, 0.75, 1]
        ),
        row_scale("choice", names, canvas),
        height=heights(names, 26),
    )
    plot.rules(rows(share=[0.05]), palette.ink, dashed=True)
    plot.rules(shares, width=2)
    plot.dots(shares, size=80)
    plot.text(shares, halo=True, align="left", dx=10)
    name_rows(plot, "choice", names)
    return plot

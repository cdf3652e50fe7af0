"""Rolling correlation of the follower with the leader and the controls."""

from itertools import chain, count, cycle

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales, thinned
from generator.models.report import Report
from generator.models.together import (
    Correlation,
    CorrelationDifference,
    CorrelationPath,
    Difference,
    PartialCorrelation,
)
from generator.wording.say import Fact, Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One line a series over the middle window; None where no correlation is defined."""
    found, windows = report.correlations, report.question.evidence.windows
    window = windows[len(windows) // 2]
    paths = [path for path in found.paths if path.window == window and len(path.values)]
    if not paths:
        return None
    latest = [row for row in found.rows if row.window == window and row.latest is not None]
    freed = [row for row in found.partial if row.window == window and row.latest is not None]
    return Drawing(
        id="correlation",
        title=_title([row for row in found.differences if row.window == window], say),
        subtitle=say(
            "Correlation of %(follower)s’s session-to-session log returns with those of each "
            "series, over %(window)s sessions. 1: always together, 0: unrelated, −1: opposite. "
            "Each line ends on the last session that both have: the table names it.",
            window=window,
        ),
        how_to_read=_how_to_read(say) + "".join(f" {_freed(row, say)}" for row in freed),
        alt=" ".join(
            say(
                "%(name)s: %(value)s on %(last)s, 95%% interval %(lower)s to %(upper)s.",
                **_facts(row, say),
            )
            for row in latest
        ),
        instruments=(report.question.follower, *(path.instrument for path in paths)),
        table=say.table(
            [_facts(row, say) for each in (found.rows, found.partial) for row in each],
            {
                say("Series"): lambda row: row["name"],
                say("Sessions"): lambda row: row["sessions"],
                say("Last session"): lambda row: row["last"],
                say("Correlation"): lambda row: row["value"],
                say("95% interval"): lambda row: row["interval"],
                say("History no higher"): lambda row: row["percentile"],
                say("Beta"): lambda row: row["beta"],
            },
        ),
        data=pd.concat(
            rows(
                symbol=path.instrument.symbol,
                window=path.window,
                date=path.dates,
                correlation=path.values,
            )
            for path in found.paths
        ),
        chart=lambda canvas: _chart(paths, say, canvas),
    )


def _how_to_read(say: Say) -> str:
    if say.report.question.leader.role == "small caps":
        return say(
            "Where the lines run together, %(follower)s moves with shares in general and not with "
            "small caps in particular. Moving together says nothing about who moves first."
        )
    return say(
        "Where the lines run together, %(follower)s moves with shares in general and not with the "
        "%(leader)s in particular. Moving together says nothing about who moves first."
    )


def _title(differences: list[CorrelationDifference], say: Say) -> str:
    """No more than the intervals of the differences allow: one that holds 0 leaves room for none.

    Named is the control that moves most like the follower among those that decide.
    """
    known = [(row.latest, row.control) for row in differences if row.latest is not None]
    if not known:
        return say("Moving together")
    closest = sorted(known, key=lambda each: each[0].other, reverse=True)
    for latest, control in closest:
        if _side(latest) < 0:
            return say(
                "%(follower)s moves more with the %(name)s than with the %(leader)s",
                name=say.name(control),
            )
    for latest, control in closest:
        if _side(latest) == 0:
            return say(
                "%(follower)s does not clearly move more with the %(leader)s than with the "
                "%(name)s",
                name=say.name(control),
            )
    return say("%(follower)s now moves most with the %(leader)s")


def _side(difference: Difference) -> int:
    """1 or −1 if the whole interval lies above or below zero, else 0."""
    low, high = difference.interval or (0.0, 0.0)
    return 1 if low > 0 else -1 if high < 0 else 0


def _freed(row: PartialCorrelation, say: Say) -> str:
    """What is left between the two once both are freed of a control."""
    return say(
        "Freed of what both share with the %(given)s, the correlation with the %(leader)s is "
        "%(value)s (%(lower)s to %(upper)s).",
        **_facts(row, say),
    )


def _facts(row: Correlation | PartialCorrelation, say: Say) -> dict[str, Fact]:
    latest, given = row.latest, None
    if isinstance(row, PartialCorrelation):
        given = say.name(row.given)
        name = say("%(leader)s, given %(given)s", given=given)
    else:
        name = say.name(row.instrument)
    lower, upper = (say.number(bound, 2) for bound in (latest and latest.interval) or (None, None))
    return {
        "name": name,
        "given": given,
        "sessions": row.window,
        "last": getattr(latest, "last", None),
        "value": say.number(getattr(latest, "value", None), 2),
        "lower": lower,
        "upper": upper,
        "interval": f"{lower} – {upper}" if latest else None,
        "percentile": say.percent(getattr(latest, "percentile", None)),
        "beta": say.number(getattr(latest, "beta", None), 2),
    }


def _chart(paths: list[CorrelationPath], say: Say, canvas: Canvas) -> Plot:
    palette, step = canvas.palette, canvas.of(5, 10)
    # The first is the leader, a thin line upon a thick one: they run together most of the time.
    looks = chain([(palette.lead, 1.8)], cycle([(palette.null, 5.0), (palette.mute, 3.0)]))
    series = [
        (
            say.name(path.instrument),
            look,
            thinned(rows(date=path.dates, r=path.values.round(3)), step),
        )
        for path, look in zip(paths, looks, strict=False)
    ]
    lines = pd.concat(line for _name, _look, line in series)
    low, high = min(-0.3, lines["r"].min()), max(0.8, lines["r"].max()) + 0.25
    plot = Plot(
        canvas,
        scales.years("date", lines["date"].min(), lines["date"].max(), canvas),
        scales.numbers("r", low, high, values=[-0.5, 0, 0.5, 1]),
        height=(250, 200),
    )
    plot.rules(rows(r=[0]), palette.mute)
    for _name, (colour, width), line in reversed(series):
        plot.line(line, colour, width=width)
    for y, (name, (colour, width), _line) in zip(count(12, 20), series, strict=False):
        label = rows(text=[name])
        plot.rules(label, colour, width=width, x=6, x2=34, y=y)
        plot.text(label, palette.ink, x=42, y=y, align="left", baseline="middle", bold=True)
    return plot

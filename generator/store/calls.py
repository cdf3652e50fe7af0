"""The live log: ``calls/<year>.csv``, one row a refresh day and question, before the outcome.

Rows are only ever appended. Each carries a hash of itself and of the row before it, and
``calls/head.csv`` the number of rows and the last hash, so that an edited, removed or reordered
row shows. Whoever writes the whole log anew can chain it anew; that shows in the public history
of the repository, and only there.
"""

import hashlib
from datetime import date
from pathlib import Path

from generator.errors import HistoryError
from generator.models.state import State
from generator.models.track_record import LoggedCall
from generator.store.files import read_csv, write_atomically
from generator.store.restoring import mend_for

HEADER = [
    "date", "data_date", "leader", "follower", "horizon", "state", "probability", "base_rate",
    "method", "chain",
]  # fmt: skip
HEAD = ["rows", "chain"]
START = "0" * 16  # what the first row's hash follows


def append_call(history: Path, call: LoggedCall) -> bool:
    """Add the call of a day; False if that day has one on its question already, which stands.

    Raises
    ------
    HistoryError
        If the log was tampered with: nothing is built on it.
    """
    rows = _verified(history)
    told = {_call(row).question for row in rows if row[0] == str(call.date)}
    if rows and (rows[-1][0] > str(call.date) or call.question in told):
        return False
    last = rows[-1][-1] if rows else START
    fields = [
        str(call.date),
        str(call.data_date),
        call.leader,
        call.follower,
        str(call.horizon),
        call.state.value,
        f"{call.probability:.4f}",
        f"{call.base_probability:.4f}",
        call.method,
    ]
    fields.append(_link(last, fields))
    folder = history / "calls"
    folder.mkdir(exist_ok=True)
    path = folder / f"{call.date.year}.csv"
    text = path.read_text(encoding="utf-8") if path.exists() else ",".join(HEADER)
    write_atomically(path, text.removesuffix("\n") + "\n" + ",".join(fields) + "\n")
    write_atomically(folder / "head.csv", f"{','.join(HEAD)}\n{len(rows) + 1},{fields[-1]}\n")
    return True


def read_calls(history: Path) -> tuple[LoggedCall, ...]:
    """Every call, oldest first, after the chain was verified.

    Raises
    ------
    HistoryError
        If a row was edited, removed or moved; the row is named.
    """
    return tuple(_call(row) for row in _verified(history))


def _call(row: list[str]) -> LoggedCall:
    day, data, leader, follower, horizon, state, probability, base, method, _ = row
    return LoggedCall(
        date=date.fromisoformat(day),
        data_date=date.fromisoformat(data),
        leader=leader,
        follower=follower,
        horizon=int(horizon),
        state=State(state),
        probability=float(probability),
        base_probability=float(base),
        method=method,
    )


def _link(last: str, fields: list[str]) -> str:
    return hashlib.sha256(",".join([last, *fields]).encode()).hexdigest()[:16]


def _verified(history: Path) -> list[list[str]]:
    """All rows, if chain and head agree."""
    head = _head(history)  # first, so that a refresh at the same time can only put the log ahead
    rows: list[list[str]] = []
    chains = [START]
    for path in sorted((history / "calls").glob("[0-9]*.csv")):
        for name, line, fields in read_csv(history, path, HEADER):
            *own, chain = fields
            where = f"{name}, line {line} ({own[0]})"
            if rows and own[0] < rows[-1][0]:
                raise _tampered(history, "the call stands out of order", where)
            if chain != _link(chains[-1], own):
                moved = any(chain == _link(earlier, own) for earlier in chains[:-1])
                raise _tampered(
                    history,
                    "calls were added before this one"
                    if moved
                    else "the call was edited, or the one before it was removed",
                    where,
                )
            rows.append(fields)
            chains.append(chain)
    _check_head(history, head, chains)
    return rows


def _head(history: Path) -> tuple[int, str]:
    """How many rows were written, and the hash of the last one."""
    path = history / "calls" / "head.csv"
    if not path.exists():
        return 0, START
    found = read_csv(history, path, HEAD)
    if len(found) != 1 or not found[0][2][0].isdecimal():
        raise _tampered(
            history, "it does not say how many calls were written", "history/calls/head.csv"
        )
    (_, _, (rows, chain)) = found[0]
    return int(rows), chain


def _check_head(history: Path, head: tuple[int, str], chains: list[str]) -> None:
    """The log may be one row ahead of its head: a refresh can end between the two writes."""
    count, last = head
    there = len(chains) - 1
    if there - count not in (0, 1) or chains[min(count, there)] != last:
        raise _tampered(
            history,
            f"the log has {there} calls, but {count} were written: rows at its end are missing "
            "or foreign",
            "history/calls/head.csv",
        )


def _tampered(history: Path, problem: str, place: str) -> HistoryError:
    return HistoryError(problem, place=place, mend=f"{mend_for(history / 'calls')}.")

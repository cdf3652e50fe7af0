"""The price store in ``history/``: what was published, by whom, and what we know about it.

:mod:`~generator.store.rows`
    ``<instrument>/<year>.csv``: the prices; append-only.
:mod:`~generator.store.notes`
    ``checks.csv``, ``revisions.csv``, ``quarantine.csv``: what refreshes saw.
:mod:`~generator.store.calls`
    ``calls/<year>.csv``: what was stated on each refresh day, hash-chained; append-only.
:mod:`~generator.store.simulated`
    what the simulation of the luck tests found; kept, for a build has no time to repeat it.
:mod:`~generator.store.restoring`
    how a broken file can be brought back.
:mod:`~generator.store.lock`
    one refresh at a time.
:mod:`~generator.store.files`
    reading and atomic writing of CSV files.
"""

from generator.store.calls import append_call, read_calls
from generator.store.changelog import read_method_changes
from generator.store.lock import locked
from generator.store.notes import (
    held_rows,
    note_checks,
    note_held,
    note_revisions,
    read_checks,
    read_notes,
    revisions,
)
from generator.store.restoring import mend_for
from generator.store.rows import append, fill, read_rows, revise, untidy
from generator.store.simulated import read_power, write_power

__all__ = [
    "append",
    "append_call",
    "fill",
    "held_rows",
    "locked",
    "mend_for",
    "note_checks",
    "note_held",
    "note_revisions",
    "read_calls",
    "read_checks",
    "read_method_changes",
    "read_notes",
    "read_power",
    "read_rows",
    "revise",
    "revisions",
    "untidy",
    "write_power",
]

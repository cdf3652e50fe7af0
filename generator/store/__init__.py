"""The price store in ``history/``: what was published, by whom, and what we know about it.

:mod:`~generator.store.rows`
    ``<instrument>/<year>.csv``: the prices; append-only but for gaps and accepted revisions.
:mod:`~generator.store.notes`
    ``checks.csv``, ``revisions.csv``, ``quarantine.csv``, ``unconfirmed.csv``: what refreshes saw;
    ``decisions.csv``: what a maintainer decided; ``closures.csv``, ``gaps.csv``: days without a
    row, and why.
:mod:`~generator.store.calls`
    ``calls/<year>.csv``: what was stated on each refresh day, hash-chained; append-only.
:mod:`~generator.store.restoring`
    how a broken file can be brought back.
:mod:`~generator.store.lock`
    one refresh at a time.
:mod:`~generator.store.files`
    reading and atomic writing of CSV files; :mod:`~generator.store.tables`: of notes.
"""

from generator.store.calls import append_call, read_calls
from generator.store.changelog import read_method_changes
from generator.store.lock import locked
from generator.store.notes import (
    end_gaps,
    held_rows,
    note_checks,
    note_closures,
    note_decisions,
    note_gaps,
    note_held,
    note_revisions,
    note_unconfirmed,
    read_checks,
    read_closures,
    read_decisions,
    read_gaps,
    read_notes,
    revisions,
    unconfirmed_rows,
)
from generator.store.restoring import mend_for, restoring_command
from generator.store.rows import append, fill, read_rows, revise, untidy

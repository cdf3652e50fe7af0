"""What is published with the report, but is no result of today's prices alone."""

from dataclasses import dataclass

from generator.models.changes import Changes
from generator.models.claims import Audit
from generator.models.refresh import RefreshNotes
from generator.models.track_record import LiveRecord


@dataclass(frozen=True, eq=False)
class Annex:
    """Everything beside the report that its pages and its API show."""

    notes: RefreshNotes
    """What refreshes saw beside the prices."""
    live: LiveRecord
    """The calls written down on each refresh day."""
    news: tuple[Changes, ...]
    """What changed since a week, and since the last logged refresh; the longer span first."""
    audit: Audit
    """The article's claims, recomputed now and as of its day."""

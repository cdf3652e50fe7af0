"""What the simulation of the luck tests found, as a JSON file beside its code.

The simulation takes longer than a build may, and it depends on no price. ``make simulation``
writes the file; the test suite repeats the simulation and compares.
"""

import json
from dataclasses import asdict
from pathlib import Path

from generator.models.power import PowerTable, Rejections


def read_power(file: Path) -> PowerTable:
    """The table as it was written."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    return PowerTable(**(raw | {"rows": tuple(Rejections(**row) for row in raw["rows"])}))


def write_power(file: Path, table: PowerTable) -> None:
    """Write the table, one line a field."""
    file.write_text(json.dumps(asdict(table), indent=2) + "\n", encoding="utf-8")

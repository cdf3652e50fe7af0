"""Write history/checksums.csv anew, after the stored past was changed on purpose."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from generator.config import ROOT

FILE = ROOT / "history" / "checksums.csv"
HEADER = ["file", "until", "rows", "sha256"]


def checksum(path: Path, until: str) -> tuple[int, str]:
    """Number and SHA-256 of a file's rows up to a day, header included."""
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row[:10] <= until]
    return len(kept), hashlib.sha256("".join([header, *kept]).encode()).hexdigest()


def main() -> None:
    """Cover every file of prices up to its last row."""
    with FILE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for path in sorted(set(FILE.parent.glob("*/*.csv")) - set(FILE.parent.glob("calls/*"))):
            until = path.read_text(encoding="utf-8").splitlines()[-1][:10]
            writer.writerow([path.relative_to(FILE.parent), until, *checksum(path, until)])


if __name__ == "__main__":
    main()

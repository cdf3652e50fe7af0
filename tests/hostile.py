"""Texts that try to be more than text, and a project that has them wherever a text is free."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import partial
from itertools import cycle
from pathlib import Path

from generator.config import Config, load_config
from tests.helpers import project_copy

TEXTS = (
    """"><script>alert(1)</script>""",
    """'><img src=x onerror=window.__hit=1>""",
    """</title><script>window.__hit=1</script>""",
    """</script><script>window.__hit=1</script>""",
    """<svg onload=window.__hit=1>""",
    '" onmouseover="window.__hit=1" x="',
    """' autofocus onfocus='window.__hit=1""",
    """javascript:window.__hit=1//""",
    """[x](javascript:window.__hit=1)""",
    """![x](x"onerror="window.__hit=1)""",
    """<a href="javascript:window.__hit=1">x</a>""",
    """{{ 7 * 7 }}{% raw %}${7*7}{# x""",
    """]]><script>window.__hit=1</script>""",
    """--><script>window.__hit=1</script><!--""",
    """&lt;script&gt;window.__hit=1&lt;/script&gt;""",
    """&#60;img src=x onerror=window.__hit=1&#62;""",
    """%(leader)s %s %d 100% %""",
    """=HYPERLINK("http://x.example","x")""",
    """@SUM(1+1)*cmd|' /C calc'!A0""",
    """[red]x[/red] [/b] :smile: [link=x]""",
    """# Heading | cell `code` **bold** [^1] {: onclick=x }""",
    """😀 مرحبا שלום "q" 'a' & < > \\ \\n""",
    """</style></svg></textarea><style>body{display:none}</style>""",
    """<iframe src=javascript:window.__hit=1>""",
    r"""\u003cscript\u003ewindow.__hit=1\u003c/script\u003e""",
    """x: y # [a]: {b} - !!python/object &anchor *alias""",
    """--- or ... or "or" or </b>""",
)


def project(folder: Path, turn: int = 0) -> Config:
    """A project with one of the texts in each free field; another one each ``turn``."""
    texts = cycle(TEXTS[turn:] + TEXTS[:turn])

    def another(found: re.Match[str]) -> str:
        return f"{found[1]} = {json.dumps(next(texts), ensure_ascii=False)}"

    file = project_copy(folder)
    head, rest = file.read_text(encoding="utf-8").split("[sources]")
    sources, paths = rest.split("[paths]")
    fields = re.compile(r'^(name|description|title|source) = ".*"$', flags=re.M)
    every = re.compile(r'^(\w+) = ".*"$', flags=re.M)
    head, sources = fields.sub(another, head), every.sub(another, sources)
    file.write_text(f"{head}[sources]{sources}[paths]{paths}", encoding="utf-8")
    _notes(folder / "history", texts)
    changes = "".join(f"- {one}\n" for one in TEXTS)
    (folder / "CHANGELOG.md").write_text(f"## 9.0 (2026-10-06)\n\n### Method\n\n{changes}")
    update = {"changelog": folder / "CHANGELOG.md", "stamps": folder / "stamps"}
    return load_config(file).model_copy(update=update)


def _notes(history: Path, texts: cycle[str]) -> None:
    """What providers said: the source of a row, and what refreshes noted."""
    day, one = "2026-10-07", partial(next, texts)
    checks = ["instrument,checked,attempted,provider,result", "rut", day, day, one(), one()]
    revisions = ["instrument,date,old,new,provider,seen,applied", "rut", day, 1, 2, one(), day, day]
    held = ["instrument,date,high,close,provider,reason,seen", "btc", day, "", 9, one(), one(), day]
    for name, (header, *row) in (
        ("checks.csv", checks),
        ("revisions.csv", revisions),
        ("quarantine.csv", held),
    ):
        (history / name).write_text(f"{header}\n{_line(row)}", encoding="utf-8")
    rows = history / "rut" / "2026.csv"
    *kept, last = rows.read_text(encoding="utf-8").splitlines(keepends=True)
    rows.write_text("".join([*kept, _line([*last.split(",")[:3], one()])]), encoding="utf-8")


def _line(row: list[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue()

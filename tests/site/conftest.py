"""A site of two pages that satisfies every check, to be altered."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.site.checks import PageWeight, check_site

CHART = '<svg role="img"><title>T</title><desc>D</desc></svg>'
STYLE = '<link rel="stylesheet" href="{}assets/s.css">'
FRONT = f'<a href="data/#rows">x</a><a href="#here">y</a><p id="here">{CHART}<svg></svg></p>'
DATA = '<a href="../">up</a><p id="rows"><img src="../a.png" alt="A"></p>'
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {"as_of": {"type": "string"}},
    "required": ["as_of"],
    "additionalProperties": False,
}
STATUS = {"built_at": "2026-11-22T12:00:00Z", "as_of": "2026-11-22", "data_date": "2026-11-20"}
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:x</id>'
    "<updated>2026-11-22T00:00:00Z</updated></feed>"
)
SITEMAP = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    b"<url><loc>https://example.org/</loc></url></urlset>"
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IEND" + zlib.crc32(b"IEND").to_bytes(4, "big")
FILES: dict[str, str | bytes] = {
    "index.html": STYLE.format("") + FRONT,
    "data/index.html": DATA,
    "404.html": STYLE.format("/") + '<a href="/data/">x</a>',
    "a.png": PNG,
    "api/v1/badge.svg": "<svg><title>T</title></svg>",
    "api/v1/latest.json": '{"as_of": "2026-11-22"}',
    "api/v1/latest.schema.json": json.dumps(SCHEMA),
    "api/v1/status.json": json.dumps(STATUS),
    "data/btc.csv": "date,high,close,source\n2026-11-20,,1.0,a\n",
    "feed.xml": FEED,
    "figures/x.csv": "day,close\n1,2\n",
    "figures/x.json": '{"mark": "line"}',
    "figures/x.png": PNG,
    "figures/x.svg": '<svg><path d="M0 0" fill="url(#a)"/></svg>',
    "search/search_index.json": '{"docs": []}',
    "sitemap.xml": SITEMAP,
    "sitemap.xml.gz": gzip.compress(SITEMAP),
}


@dataclass(frozen=True)
class Small:
    """The site, and the theme that it is built with."""

    folder: Path
    theme: Path

    def check(self, base: str = "/", *, strict: bool = False) -> list[PageWeight]:
        return check_site(self.folder, base, self.theme, strict=strict)

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def append(self, name: str, content: str) -> None:
        self.write(name, (self.folder / name).read_bytes() + content.encode())

    def style(self, content: str) -> None:
        """What the theme's sheet says, in the theme and in the site that was built with it."""
        (self.theme / "assets" / "s.css").write_text(content)
        self.write("assets/s.css", content)


@pytest.fixture
def small(tmp_path):
    site = Small(tmp_path / "site", tmp_path / "theme")
    assets = site.theme / "assets"
    assets.mkdir(parents=True)
    (assets / "s.css").write_text('@font-face { src: url("f.woff2") }')
    (assets / "f.woff2").write_bytes(os.urandom(5000))
    shutil.copytree(assets, site.folder / "assets")
    for name, content in FILES.items():
        site.write(name, content)
    return site

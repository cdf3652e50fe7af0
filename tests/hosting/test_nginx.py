"""``hosting/nginx.conf`` in the real server, on loopback: headers, compression, caching, 404."""

from __future__ import annotations

import gzip
import re

import httpx
import pytest

from generator.config import ROOT
from tests.hosting.conftest import CONFIGURATION

pytestmark = pytest.mark.xdist_group("nginx")

SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/data/", "/report/", "/none", "/api/v1/latest.json"])
def test_security_headers_stand_on_every_answer(get, path):
    headers = get(path).headers
    assert {name: headers[name] for name in SECURITY} == SECURITY
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert headers["server"] == "nginx"  # without its version


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/api/v1/latest.json", "application/json; charset=utf-8"),
        ("/api/v1/badge.svg", "image/svg+xml; charset=utf-8"),
        ("/data/rut.csv", "text/csv; charset=utf-8"),
        ("/figures/two-series.png", "image/png"),
        ("/assets/stylesheets/tokens.css", "text/css; charset=utf-8"),
        ("/assets/fonts/source-serif-4.woff2", "font/woff2"),
    ],
)
def test_types(get, path, kind):
    answer = get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


@pytest.mark.parametrize(
    "path", ["/", "/api/v1/latest.json", "/data/rut.csv", "/assets/stylesheets/report.css"]
)
def test_text_is_compressed_for_those_who_can(get, built_site, path):
    packed = get(path, **{"Accept-Encoding": "gzip"})
    plain = get(path, **{"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert "content-encoding" not in plain.headers
    file = built_site / path.lstrip("/")
    content = (file / "index.html" if file.is_dir() else file).read_bytes()
    assert packed.content == plain.content == content
    assert packed.num_bytes_downloaded < len(content) / 2
    assert packed.num_bytes_downloaded < 1.2 * len(gzip.compress(content, 6))


def test_pictures_are_not_compressed_twice(get):
    assert "content-encoding" not in get("/figures/two-series.png").headers


def test_hashed_files_are_kept_for_ever_and_pages_asked_for_again(get, built_site):
    hashed = [p for p in built_site.rglob("*.min.*s") if re.search(r"\.[0-9a-f]{8}\.min", p.name)]
    assert len(hashed) >= 3
    for file in hashed:
        caching = get(f"/{file.relative_to(built_site)}").headers["cache-control"]
        assert caching == "public, max-age=31536000, immutable"
    for path in ("/", "/data/", "/api/v1/latest.json", "/assets/stylesheets/tokens.css", "/none"):
        assert get(path).headers["cache-control"] == "no-cache"
    first = get("/data/")
    again = get("/data/", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("place", ["", "/report"])
def test_missing_page_is_the_sites_own(get, built_site, place):
    for path in ("/none", "/data/none/", "/no/such/depth.html"):
        answer = get(place + path)
        assert answer.status_code == 404
        assert answer.content == (built_site / "404.html").read_bytes()


def test_folder_finds_its_own_missing_page(server, get):
    own = server.www / "report" / "404.html"
    before = own.read_text()
    own.write_text("of the folder")
    try:
        assert get("/report/none").text == "of the folder"
        assert get("/none").text == before
    finally:
        own.write_text(before)


@pytest.mark.parametrize("place", ["", "/report"])
def test_page_without_its_slash_is_led_there_on_any_host_and_port(get, place):
    answer = get(f"{place}/data")
    assert (answer.status_code, answer.headers["location"]) == (301, f"{place}/data/")
    assert get(f"{place}/data/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/v1/latest.json", "/data/rut.csv", "/report/api/v1/badge.svg"]
)
def test_prices_are_for_everyone_and_pages_are_not(get, path):
    assert get(path).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in get("/data/").headers


@pytest.mark.parametrize("path", ["/.secret", "/report/.git/config", "/assets/", "/../nginx.conf"])
def test_nothing_else_is_served(get, path):
    assert get(path).status_code in (403, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_reading_is_allowed(server, method):
    answer = httpx.request(method, f"{server.address}/", content=b"x" if method == "POST" else None)
    assert answer.status_code == 405
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_large_request_is_refused(server):
    assert httpx.post(f"{server.address}/", content=b"x" * 10_000).status_code in (405, 413)


def test_container_serves_this_configuration_as_nobody_special():
    lines = (ROOT / "hosting" / "Containerfile").read_text()
    assert "COPY hosting/nginx.conf /etc/nginx/site.conf" in lines
    assert 'CMD ["nginx", "-c", "/etc/nginx/site.conf"]' in lines
    assert "COPY site /srv/www/" in lines
    assert lines.index("USER www-data") < lines.index("CMD")
    assert "listen 8080;" in CONFIGURATION
    assert "EXPOSE 8080" in lines

"""The providers, on this machine: their protocols, their prices, and a switch for each fault.

Requests reach it as they would reach the real hosts: a small CONNECT proxy tunnels every host to
one local TLS server with a throw-away certificate. Nothing of ours or of the providers' libraries
is replaced; only the proxy's address and the certificate are put into the environment.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import math
import select
import socket
import socketserver
import ssl
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from email.utils import formatdate
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import trustme

YAHOO = "query2.finance.yahoo.com"
CBOE = "cdn.cboe.com"
COINBASE = "api.exchange.coinbase.com"
BITSTAMP = "www.bitstamp.net"
FRED = "fred.stlouisfed.org"
TREASURY = "home.treasury.gov"
NEWYORKFED = "markets.newyorkfed.org"
YAHOO_HOSTS = ("fc.yahoo.com", "query1.finance.yahoo.com", YAHOO)
HOSTS = (*YAHOO_HOSTS, CBOE, COINBASE, BITSTAMP, FRED, TREASURY, NEWYORKFED)
HTML = "<!doctype html><title>Please verify</title><script>challenge()</script>"


@dataclass
class Series:
    """The truth about one symbol: closes (and highs) by date, and its exchange's clock."""

    rows: dict[date, tuple[float, float]]  # day -> (high, close)
    zone: str = "America/New_York"
    opens: str = "09:30"
    steps: bool = False  # listed every day, though it changes rarely
    currency: str = "USD"

    def at(self, day: date) -> float:
        """The value in force on a day."""
        return self.rows[max(known for known in self.rows if known <= day)][1]


@dataclass
class World:
    """What the providers know, how each misbehaves, and what they were asked.

    Attributes
    ----------
    faults
        Host -> a function that may answer in the provider's place.
    doors
        The same for its bare address, by which is known whether it can be reached.
    alter
        (Provider, symbol) -> a change of the rows before they are answered.
    clock
        The seconds since 1970 that answers are dated with; None: those of this machine.
    """

    series: dict[str, Series] = field(default_factory=dict)
    faults: dict[str, Callable[[Handler], bool]] = field(default_factory=dict)
    doors: dict[str, Callable[[Handler], bool]] = field(default_factory=dict)
    alter: dict[tuple[str, str], Callable[[Series], Series]] = field(default_factory=dict)
    unreachable: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)
    environment: dict[str, str] = field(default_factory=dict)
    clock: float | None = None

    def reset_faults(self) -> None:
        """Everything works again."""
        for part in (self.faults, self.doors, self.alter, self.unreachable, self.strangers):
            part.clear()

    def reset(self) -> None:
        """Everything works again, and nothing was asked yet."""
        self.reset_faults()
        self.asked.clear()
        self.clock = None

    def of(self, provider: str, symbol: str) -> Series | None:
        """One series as a provider answers it."""
        series = self.series.get(symbol)
        change = self.alter.get((provider, symbol))
        return change(series) if series and change else series


class Handler(http.server.BaseHTTPRequestHandler):
    """All providers in one: which one is asked stands in the Host header."""

    protocol_version = "HTTP/1.1"
    world: World

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        host = self.headers["Host"].split(":")[0]
        if self.path == "/" and host != "fc.yahoo.com":
            fault = self.world.doors.get(host, status(404))
        else:
            self.world.asked[host] += 1
            fault = self.world.faults.get(host)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            if fault is None or not fault(self):
                self.answer(host)

    def answer(self, host: str) -> None:
        """Answer as the provider does on a good day."""
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if host == "fc.yahoo.com":
            self.say(
                404,
                "",
                "text/plain",
                {"Set-Cookie": "A3=x; Max-Age=31536000; Domain=.yahoo.com; Path=/"},
            )
        elif parts.path.endswith("getcrumb"):
            self.say(200, "crumb", "text/plain")
        elif "/v8/finance/chart/" in parts.path:
            self.say_json(yahoo_chart(self.world, parts.path.rsplit("/", 1)[-1], query))
        elif host == CBOE:
            self.say(200, cboe_file(self.world, parts.path), "text/csv")
        elif host == COINBASE:
            self.say_json(coinbase_candles(self.world, parts.path.split("/")[2], query))
        elif host == BITSTAMP:
            self.say_json(bitstamp_candles(self.world, parts.path.split("/")[4], query))
        elif host == FRED:
            self.say(200, fred_file(self.world, query), "text/csv")
        elif host == TREASURY:
            self.say(200, treasury_file(self.world, query), "text/csv")
        elif host == NEWYORKFED:
            self.say_json(newyorkfed_rates(self.world, query))
        else:
            self.say(404, "", "text/plain")

    def say_json(self, value: object) -> None:
        self.say(200, json.dumps(value), "application/json")

    def say(
        self, status: int, text: str | bytes, kind: str, headers: dict[str, str] | None = None
    ) -> bool:
        body = text.encode() if isinstance(text, str) else text
        headers = headers or {}
        self.send_response_only(status)
        if "Date" not in headers:
            self.send_header("Date", self.date_time_string(self.world.clock))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        return True


def yahoo_chart(world: World, symbol: str, query: dict[str, str]) -> dict[str, object]:
    """``/v8/finance/chart``: times are the exchange's opening in seconds since 1970."""
    from urllib.parse import unquote

    series = world.of("yahoo", unquote(symbol))
    if series is None:
        error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
        return {"chart": {"result": None, "error": error}}
    first, last = int(query.get("period1", 0)), int(query.get("period2", 2**40))
    opens, zone = clock.fromisoformat(series.opens), ZoneInfo(series.zone)
    rows = []
    for day, (high, close) in series.rows.items():
        moment = int(datetime.combine(day, opens, zone).timestamp())
        if first <= moment < last:
            rows.append((moment, high, close))
    if "range" in query:
        rows = rows[-1:]
    clean = [
        [None if math.isnan(value) else value for value in column]
        for column in zip(*rows, strict=True)
    ]
    times, highs, closes = clean or ([], [], [])
    meta = {
        "currency": series.currency,
        "symbol": unquote(symbol),
        "instrumentType": "CRYPTOCURRENCY" if series.zone == "UTC" else "INDEX",
        "exchangeTimezoneName": series.zone,
        "timezone": "UTC" if series.zone == "UTC" else "EST",
        "validRanges": ["1d", "5d", "max"],
        "dataGranularity": "1d",
        "regularMarketTime": times[-1] if times else 0,
    }
    quote = {
        "open": closes,
        "high": highs,
        "low": closes,
        "close": closes,
        "volume": [1000] * len(closes),
    }
    indicators = {"quote": [quote], "adjclose": [{"adjclose": closes}]}
    result = {"meta": meta, "timestamp": times, "indicators": indicators}
    return {"chart": {"result": [result], "error": None}}


def cboe_file(world: World, path: str) -> str:
    index = path.rsplit("/", 1)[-1].removesuffix("_History.csv")
    series = world.of("cboe", {"SPX": "^GSPC"}.get(index, f"^{index}"))
    rows = series.rows if series else {}
    return f"DATE,{index}\n" + "".join(
        f"{day:%m/%d/%Y},{close:.6f}\n" for day, (_, close) in rows.items()
    )


def coinbase_candles(world: World, symbol: str, query: dict[str, str]) -> object:
    """Newest first, at most 300, the running day among them."""
    series = world.of("coinbase", symbol)
    first, last = (date.fromisoformat(query[key][:10]) for key in ("start", "end"))
    if (last - first).days >= 300:
        return {"message": "granularity too small for the requested time range"}
    return [
        [seconds(day), close, high, close, close, 1.5]
        for day, (high, close) in reversed((series.rows if series else {}).items())
        if first <= day <= last
    ]


def bitstamp_candles(world: World, pair: str, query: dict[str, str]) -> object:
    symbols = {symbol.replace("-", "").lower(): symbol for symbol in world.series}
    series = world.of("bitstamp", symbols[pair])
    today = max(series.rows) if series else date.min
    first = int(query["start"])
    candles = [
        {
            "timestamp": str(seconds(day)),
            "open": str(close),
            "high": str(high),
            "low": str(close),
            "close": str(close),
            "volume": "1.5",
        }
        for day, (high, close) in (series.rows if series else {}).items()
        if seconds(day) >= first and day < today
    ]
    return {
        "data": {"pair": f"{pair[:3]}/{pair[3:]}".upper(), "ohlc": candles[: int(query["limit"])]}
    }


FRED_NAMES = {"NASDAQCOM": "^IXIC", "DJIA": "^DJI", "NIKKEI225": "^N225"}


def fred_file(world: World, query: dict[str, str]) -> str:
    """Every weekday from ``cosd`` to ``coed``; ``.`` on a day without a value."""
    series = world.of("fred", FRED_NAMES.get(query["id"], query["id"]))
    day, last = (date.fromisoformat(query[key]) for key in ("cosd", "coed"))
    lines = [f"observation_date,{query['id']}"]
    while day <= last and series and (series.steps or day <= max(series.rows)):
        if day in series.rows or (series.steps and day > min(series.rows)):
            lines.append(f"{day},{series.at(day):.2f}")
        elif day.weekday() < 5:
            lines.append(f"{day},.")
        day += timedelta(days=1)
    return "\n".join(lines) + "\n"


def treasury_file(world: World, query: dict[str, str]) -> str:
    """One year, newest first; the columns of other maturities around, one of them blank."""
    series = world.of("treasury", "DGS10")
    rows = reversed((series.rows if series else {}).items())
    lines = ['Date,"1 Mo","1.5 Month","5 Yr","10 Yr","30 Yr"']
    for day, (_, value) in rows:
        if str(day.year) == query["field_tdr_date_value"]:
            lines.append(f"{day:%m/%d/%Y},3.10,,3.50,{value:.2f},4.90")
    return "\r\n".join(lines) + "\r\n"


def newyorkfed_rates(world: World, query: dict[str, str]) -> object:
    """Every weekday but the last, newest first."""
    series = world.of("newyorkfed", "DFEDTARU")
    first, last = (date.fromisoformat(query[key]) for key in ("startDate", "endDate"))
    rates = []
    for number in range((last - first).days):
        day = first + timedelta(days=number)
        if series and day.weekday() < 5 and day >= min(series.rows):
            target = series.at(day)
            rates.append(
                {
                    "effectiveDate": str(day),
                    "type": "EFFR",
                    "percentRate": round(target - 0.12, 2),
                    "targetRateFrom": round(target - 0.25, 2),
                    "targetRateTo": target,
                    "revisionIndicator": "",
                }
            )
    return {"refRates": rates[::-1]}


def seconds(day: date) -> int:
    return int(datetime.combine(day, clock(), UTC).timestamp())


def slow_drip(handler: Handler) -> bool:
    """One byte a second, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(1)
    return True


def cut_off(handler: Handler) -> bool:
    """Half an answer of valid JSON or CSV."""
    handler.say(200, '{"chart": {"result": [{"meta": {"cur', "application/json")
    return True


def hangs(handler: Handler) -> bool:
    """Take the request and say nothing."""
    time.sleep(6)
    handler.close_connection = True
    return True


def hangs_up(handler: Handler) -> bool:
    """Take the request and close the door."""
    handler.close_connection = True
    return True


def old_answer(minutes: int, **headers: str) -> Callable[[Handler], bool]:
    """An answer that was made some minutes ago; ``Age`` says so, if it is given."""
    made = formatdate(time.time() - 60 * minutes, usegmt=True)
    return status(200, "", Date=made, **headers)


BLOCK = 16_000_000  # bytes of zeros that a bomb repeats


@cache
def bomb(packed: str) -> bytes:
    """1.5 GB of zeros in a small answer: a gzip or zlib stream of flushed blocks, or zstd runs."""
    if packed == "zstd":
        run = (1 << 3 + 14 | 1 << 1).to_bytes(3, "little") + b"\0"  # a run of 128 KB
        return b"\x28\xb5\x2f\xfd\x00\x58" + run * 11_500
    packer = zlib.compressobj(9, zlib.DEFLATED, {"gzip": 31, "deflate": 15}[packed])
    first = packer.compress(bytes(BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + 93 * (packer.compress(bytes(BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH))


def bombs(packed: str, code: int = 200, **headers: str) -> Callable[[Handler], bool]:
    """A small answer that unpacks to 1.5 GB."""
    named = {"Content-Encoding": packed} | headers
    return lambda handler: handler.say(code, bomb(packed), "application/json", named)


def status(code: int, text: str = "", **headers: str) -> Callable[[Handler], bool]:
    """The same status for every request."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.say(code, text, "text/html", named)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[World]:
    """Start the TLS servers and the proxy; ``environment`` says how to reach them."""
    world = World()
    authority, stranger = trustme.CA(), trustme.CA()
    certificate = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(certificate))
    with _tls_server(world, authority) as good, _tls_server(world, stranger) as strange:

        class Proxy(socketserver.BaseRequestHandler):
            """CONNECT host:443, then bytes to and fro."""

            def handle(self) -> None:
                head = b""
                while b"\r\n\r\n" not in head:
                    part = self.request.recv(4096)
                    if not part:
                        return
                    head += part
                host = head.split()[1].decode().split(":")[0]
                if host in world.unreachable or host not in HOSTS:
                    self.request.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                    return
                port = strange if host in world.strangers else good
                with socket.create_connection(("127.0.0.1", port)) as upstream:
                    self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    _tunnel(self.request, upstream)

        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxy) as proxy:
            proxy.daemon_threads = True
            threading.Thread(target=proxy.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{proxy.server_address[1]}"
            world.environment = {
                "HTTPS_PROXY": address,
                "https_proxy": address,
                "SSL_CERT_FILE": str(certificate),
                "CURL_CA_BUNDLE": str(certificate),
                "REQUESTS_CA_BUNDLE": str(certificate),
            }
            yield world
            proxy.shutdown()


@contextlib.contextmanager
def _tls_server(world: World, authority: trustme.CA) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    made = type("Made", (Handler,), {"world": world})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        server.daemon_threads = True
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def _tunnel(one: socket.socket, other: socket.socket) -> None:
    while True:
        readable, _, _ = select.select([one, other], [], [], 30)
        if not readable:
            return
        for source in readable:
            try:
                data = source.recv(65536)
                if not data:
                    return
                (other if source is one else one).sendall(data)
            except OSError:
                return

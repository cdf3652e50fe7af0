"""``import`` as a person runs it: files of many forms, whole and broken, into a real history."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime, timedelta

import pytest

from generator import store
from generator.models.refresh import Closure, Gap
from tests.helpers import project_copy, stored_rows
from tests.sources.program import run_apart, run_here

UNTIL = date(2026, 6, 30)  # what is stored; the files go on to 2026-10-08
NOW = {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat("2026-10-09T12:00:00Z").timestamp()))}


@pytest.fixture
def project(tmp_path):
    return project_copy(tmp_path, UNTIL)


def run(project, file, *options, symbol="^RUT", by=run_here):
    arguments = ["import", str(file), "--as", symbol, "--config", str(project), *options]
    return by(arguments, NOW)


def rows(key="rut", first="2024-01-01", last="2026-10-08"):
    return [row for row in stored_rows(key) if first <= row["date"] <= last]


def stored(project, key="rut"):
    found = []
    for path in sorted((project.parent / "history" / key).glob("*.csv")):
        with path.open(newline="") as file:
            found += list(csv.DictReader(file))
    return found


def tree(project):
    return {path: path.read_bytes() for path in (project.parent / "history").rglob("*.csv")}


def us(number):
    return f"{float(number):,.2f}"


def german(number):
    return us(number).translate(str.maketrans(",.", ".,"))


def written(row, form):
    return datetime.fromisoformat(row["date"]).strftime(form)


def yahoo(some):
    yield "Date,Open,High,Low,Close,Adj Close,Volume"
    for r in some:
        yield f"{r['date']},1.0,{r['high']},1.0,{r['close']},7.5,3400000"


def fred(some):
    yield "observation_date,RU2000PR"
    yield "2024-01-01,."
    for r in some:
        yield f"{r['date']},{r['close']}"


def stooq(some):
    yield "Date,Open,High,Low,Close,Volume"
    for r in some:
        yield f"{r['date']},1,{r['high']},1,{r['close']},0"


def investing(some):
    yield '"Date","Price","Open","High","Low","Vol.","Change %"'
    for r in reversed(some):
        day = written(r, "%m/%d/%Y")
        yield f'"{day}","{us(r["close"])}","1","{us(r["high"])}","1","3.42B","-0.53%"'


def investing_before(some):
    yield '"Date","Price","Open","High","Low","Vol.","Change %"'
    for r in reversed(some):
        day = written(r, "%b %d, %Y")
        yield f'"{day}","{us(r["close"])}","1","{us(r["high"])}","1","","-0.53%"'


def excel_german(some):
    yield "Datum;Schlusskurs;Hoch;Veränderung"
    for r in some:
        yield f"{written(r, '%d.%m.%Y')};{german(r['close'])};{german(r['high'])};0,3%"
    yield ";;;"


def excel_tabs(some):
    yield "A table of mine"
    yield ""
    yield "DATE\tRUT"
    for r in some:
        yield f"{written(r, '%d-%b-%Y')}\t{r['close']}"


def nasdaq(some):
    yield "Date,Close/Last,Volume,Open,High,Low"
    for r in reversed(some):
        yield f"{written(r, '%-m/%-d/%Y')},${r['close']},--,$1,${r['high']},$1"


def pandas_like(some):
    yield "Date,Open,High,Low,Close"
    for r in some:
        yield f"{r['date']} 00:00:00-04:00,1,{r['high']},1,{float(r['close']):.6f}"


FORMS = {
    "Yahoo": (yahoo, "utf-8", "\n", True),
    "FRED": (fred, "utf-8", "\r\n", False),
    "Stooq": (stooq, "utf-8", "\r\n", True),
    "investing.com": (investing, "utf-8-sig", "\n", True),
    "investing.com, earlier": (investing_before, "utf-8-sig", "\n", True),
    "Excel, German": (excel_german, "utf-8-sig", "\r\n", True),
    "Excel, German, of old": (excel_german, "cp1252", "\r\n", True),
    "Excel, Unicode text": (excel_tabs, "utf-16", "\r\n", False),
    "Nasdaq": (nasdaq, "utf-8", "\n", True),
    "pandas": (pandas_like, "utf-8", "\n", True),
}


def write(folder, lines, encoding="utf-8", ends="\n"):
    file = folder / "prices.csv"
    file.write_bytes(ends.join([*lines, ""]).encode(encoding))
    return file


@pytest.mark.parametrize("name", FORMS)
def test_each_form_brings_the_same_rows(project, tmp_path, name):
    form, encoding, ends, has_high = FORMS[name]
    before = stored(project)
    done = run(project, write(tmp_path, form(rows()), encoding, ends), "--source", "a-friend")
    assert done.code == 0, done.errors
    assert "understood  695 rows, 2024-01-02 to 2026-10-08" in done.out
    assert "added       70 rows after the stored ones: 2026-07-01 to 2026-10-08" in done.out
    after, truth = stored(project), rows(first="2007-01-01")
    assert after[: len(before)] == before
    assert [(r["date"], r["close"]) for r in after] == [(r["date"], r["close"]) for r in truth]
    new = after[len(before) :]
    assert {r["source"] for r in new} == {"a-friend"}
    assert [r["high"] for r in new] == [r["high"] if has_high else "" for r in truth[len(before) :]]
    assert run_here(["status", "--config", str(project)], NOW).code in (0, 3)


def test_it_says_what_it_understood(project, tmp_path):
    out = run(project, write(tmp_path, excel_german(rows())), "--dry-run").out
    assert "columns: date 'Datum', close 'Schlusskurs', high 'Hoch', separated by semico" in out
    assert "dates: day, month, year, as 16.01.2024 shows" in out
    assert "numbers: decimal comma" in out
    assert "625 of its days are stored already and stay as they are" in out
    assert "would add   70 rows after" in out
    out = run(project, write(tmp_path, fred(rows())), "--dry-run").out
    assert "1 rows without a close are left out" in out


def test_dry_run_and_second_run_change_no_byte(project, tmp_path):
    before, file = tree(project), write(tmp_path, yahoo(rows()))
    assert run(project, file, "--dry-run").code == 0
    assert tree(project) == before
    run(project, file)
    before = tree(project)
    done = run(project, file, by=run_apart)
    assert (done.code, "nothing: every day of the file is stored" in done.out) == (0, True)
    assert tree(project) == before


def test_holes_are_filled_and_the_past_is_extended(project, tmp_path):
    folder = project.parent / "history" / "rut"
    truth = stored(project)
    for year in (2007, 2008):
        (folder / f"{year}.csv").unlink()
    for name, days in (("2009", ("2009-01-02", "2009-01-05")), ("2015", ("2015-06-03",))):
        path = folder / f"{name}.csv"
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if line[:10] not in days))
    assert run_here(["status", "--config", str(project)], NOW).code == 1  # a row is missing
    kept = stored(project)
    done = run(project, write(tmp_path, stooq(rows(first="2007-01-01", last=str(UNTIL)))))
    assert "added       506 rows before the stored ones: 2007-01-03 to 2009-01-05" in done.out
    assert "added       1 rows in gaps: 2015-06-03 to 2015-06-03" in done.out
    after = stored(project)
    assert [(r["date"], r["high"], r["close"]) for r in after] == [
        (r["date"], r["high"], r["close"]) for r in truth
    ]
    assert [row for row in after if row["source"] != "file"] == kept
    assert run_here(["status", "--config", str(project)], NOW).code in (0, 3)


def test_recorded_gaps_are_filled_and_recorded_closures_need_no_row(project, tmp_path):
    history, gap, closed = project.parent / "history", date(2026, 6, 10), date(2026, 7, 14)
    file = history / "rut" / "2026.csv"
    kept = [line for line in file.read_text().splitlines(True) if not line.startswith(str(gap))]
    file.write_text("".join(kept))
    store.note_gaps(history, [Gap("rut", gap, gap), Gap("spx", gap, gap)])
    store.note_closures(history, [Closure("XNYS", closed, "by hand: a storm", closed)])
    without = [r for r in rows() if r["date"] != str(closed)]
    done = run(project, write(tmp_path, yahoo(without)))
    assert done.code == 0, done.errors
    assert {str(gap), "2026-07-13"} <= {r["date"] for r in stored(project)}
    assert [(g.instrument, g.date) for g in store.read_gaps(history)] == [("spx", gap)]


@pytest.mark.parametrize("shown", ["one, two: no row of ^RUT, but later ones", "by hand: a storm"])
def test_row_on_a_recorded_closure_is_stored_once_the_closure_is_struck(project, tmp_path, shown):
    """As the error says: by `review`, or by hand where `review` does not list it."""
    history, before, closed = project.parent / "history", date(2026, 7, 13), date(2026, 7, 14)
    for key in ("rut", "spx"):  # so that the closure lies between rows
        truth = [r for r in rows(key, last="2026-07-20") if r["date"] != str(closed)]
        store.note_closures(history, [Closure("XNYS", closed, shown, closed)])
        done = run(project, write(tmp_path, yahoo(truth)), symbol={"rut": "^RUT"}.get(key, "^GSPC"))
        assert done.code == 0, done.errors
    file = write(tmp_path, yahoo(rows(last="2026-07-20")))
    store.note_gaps(history, [Gap("btc", before, before)])  # of another list, and first on it
    kept, refused = tree(project), run(project, file)
    assert refused.code == 1
    assert f"{closed} is a recorded closure of XNYS" in refused.errors
    assert tree(project) == kept
    if shown.startswith("by hand"):
        assert "history/closures.csv and into history/gaps.csv for each of rut, spx," in (
            refused.errors
        )
        (history / "closures.csv").unlink()
        gaps = [Gap(key, closed, closed) for key in ("rut", "spx")]
        store.note_gaps(history, [*store.read_gaps(history), *gaps])
    else:
        command = re.search(r"`python -m generator (review --reject \d+)`", refused.errors)[1]
        assert run_here([*command.split(), "--config", str(project)], NOW).code == 0
    done = run(project, file)
    assert (done.code, "in gaps: 2026-07-14 to 2026-07-14" in done.out) == (0, True), done.errors
    assert str(closed) in {row["date"] for row in stored(project)}
    assert ("spx", closed) in {(gap.instrument, gap.date) for gap in store.read_gaps(history)}
    assert run_here(["status", "--config", str(project)], NOW).code in (0, 3)


def test_a_run_that_ends_midway_leaves_no_hole(project, tmp_path, monkeypatch):
    folder = project.parent / "history" / "rut"
    for year in (2007, 2008, 2009):
        (folder / f"{year}.csv").unlink()
    filled, fill = [], store.fill

    def once(history, prices):
        if filled:
            raise OSError(28, "No space left on device")
        filled.append(prices)
        return fill(history, prices)

    monkeypatch.setattr(store, "fill", once)
    done = run(project, write(tmp_path, stooq(rows(first="2007-01-01", last=str(UNTIL)))))
    assert done.code == 1
    assert stored(project)[0]["date"] == "2009-01-02"
    assert run_here(["status", "--config", str(project)], NOW).code in (0, 3)


def test_series_without_rows_takes_the_whole_file(project, tmp_path):
    for path in (project.parent / "history" / "spx").iterdir():
        path.unlink()
    some = [r | {"high": r["close"]} for r in rows("spx")]
    done = run(project, write(tmp_path, yahoo(some)), symbol="^GSPC")
    assert "nothing is stored yet to compare it with" in done.out
    assert len(stored(project, "spx")) == len(some)


def test_yields_come_with_their_holidays(project, tmp_path):
    done = run(project, write(tmp_path, fred(rows("dgs10"))), symbol="DGS10")
    assert done.code == 0, done.errors
    assert [r["close"] for r in stored(project, "dgs10")] == [
        r["close"] for r in stored_rows("dgs10")
    ]


def policy_rate(first):
    """Every day of a year and more, as FRED lists the policy rate."""
    steps = stored_rows("fedfunds")
    yield "DATE,DFEDTARU"
    for day in (first + timedelta(days=number) for number in range(650)):
        in_force = max((r for r in steps if r["date"] <= str(day)), key=lambda r: r["date"])
        yield f"{day},{in_force['close']}"


def test_policy_rate_takes_only_the_days_on_which_it_changes(project, tmp_path):
    before = stored(project, "fedfunds")
    file = write(tmp_path, policy_rate(date(2024, 12, 30)))
    done = run(project, file, symbol="DFEDTARU")
    assert done.code == 0, done.errors
    new = {"date": "2026-09-17", "high": "", "close": "4.00", "source": "file"}
    assert stored(project, "fedfunds") == [*before, new]
    wrong = [
        f"{line[:10]},9.99" if "2025-03" < line < "2026" else line
        for line in policy_rate(date(2024, 12, 30))
    ]
    done = run(project, write(tmp_path, wrong), symbol="DFEDTARU")
    assert (done.code, "other days differ too" in done.errors) == (1, True)


def test_another_close_of_a_stored_day_is_told_and_not_taken(project, tmp_path):
    some = rows()
    some[10] = some[10] | {"close": "1990.00"}
    before = stored(project)
    done = run(project, write(tmp_path, yahoo(some)))
    assert f"1 of these with another close: {some[10]['date']}" in done.out
    assert stored(project)[: len(before)] == before


def test_day_that_is_not_over_is_left_out(project, tmp_path):
    lines = [*yahoo(rows()), "2026-10-09,1,9.0,1,9.0,9.0,1"]  # noon in London
    done = run(project, write(tmp_path, lines))
    assert "1 later than 2026-10-08, the last day that is over" in done.out
    assert stored(project)[-1]["date"] == "2026-10-08"


def test_dates_that_can_be_read_both_ways_are_asked_for(project, tmp_path):
    some = [r for r in rows("btc") if r["date"][8:] <= "12"]
    lines = ["Date,Close", *(f"{written(r, '%d/%m/%Y')},{r['close']}" for r in some)]
    project_file = write(tmp_path, lines)
    before = tree(project)
    done = run(project, project_file, symbol="BTC-USD")
    assert "can be read with the day or with the month first" in done.errors
    assert "--dates dmy or --dates mdy" in done.errors
    wrong = run(project, project_file, "--dates", "mdy", symbol="BTC-USD")
    assert (wrong.code, "other days differ too" in wrong.errors) == (1, True)
    assert tree(project) == before
    right = run(project, project_file, "--dates", "dmy", "--dry-run", symbol="BTC-USD")
    assert "no row for 56 days of the calendar daily: 2026-07-13" in right.errors


def changed(change, form=yahoo):
    """A file with one thing wrong: ``change`` maps the rows, or the lines, to others."""
    return lambda: change(list(form(rows())))


def replaced(old, new):
    return lambda lines: [line.replace(old, new) for line in lines]


def every_close(change):
    return lambda: yahoo(
        [r | {"close": f"{change(float(r['close'])):.2f}", "high": ""} for r in rows()]
    )


def a_day_later():
    some = rows()
    pairs = zip(some[1:], some, strict=False)
    return yahoo([r | {"close": other["close"], "high": ""} for r, other in pairs])


def on(day, line):
    return lambda lines: [line if text.startswith(day) else text for text in lines]


BAD = {
    "empty": (list, (), "no column is a date; found nothing"),
    "a header only": (lambda: ["Date,Close"], (), "no row has a close in 'Close'"),
    "a web page": (lambda: ["<!doctype html>", "<p>Sign in, please"], (), "is a web page"),
    "no date": (lambda: ["Day of week,Kurs", "Mon,5"], (), "found 'Day of week', 'Kurs'"),
    "no close": (
        lambda: ["Date,Bid,Ask", "2026-07-01,1,2"],
        (),
        "no column is a close; found 'Date', 'Bid', 'Ask'",
    ),
    "two closes": (
        changed(replaced("Adj Close", "Close")),
        (),
        "two columns have one name; found 'Date', 'Open'",
    ),
    "a word for a price": (
        changed(on("2026-07-01", "2026-07-01,1,1,1,soon,1,1")),
        (),
        "prices.csv, line 627: the close 'soon' is not a number",
    ),
    "thousands without quotes": (
        changed(on("2026-07-01", "2026-07-01,1,1,1,2,794.13,1,1")),
        (),
        "line 627: 8 fields stand under the 7 names",
    ),
    "point and comma": (
        lambda: ["Date;Close", "2026-07-01;2794,13", "2026-07-02;2794.13"],
        (),
        "line 3: '2794.13' has a decimal point, '2794,13' in line 2",
    ),
    "a date that is none": (
        changed(on("2026-07-01", "2026-07-32,1,1,1,5,1,1")),
        (),
        "line 627: '2026-07-32' is not a date",
    ),
    "two forms of dates": (
        changed(on("2026-07-01", "07/01/2026,1,1,1,5,1,1")),
        (),
        "line 627: '07/01/2026' is not a date",
    ),
    "day first and month first": (
        lambda: ["Date,Close", "13/07/2026,5", "07/14/2026,5"],
        (),
        "line 2: 13/07/2026 begins with the day, 07/14/2026 in line 3 with the month",
    ),
    "years of two digits": (
        lambda: ["Date,Close", "13/07/26,5"],
        (),
        "'13/07/26' is not a date that is understood",
    ),
    "the same day twice": (
        changed(lambda lines: [*lines, lines[-1]]),
        (),
        "2026-10-08 stands twice",
    ),
    "a Saturday": (
        changed(lambda lines: [*lines[:-4], "2026-10-03,1,,1,2500,1,1", *lines[-4:]]),
        (),
        "2026-10-03 is not a day of the calendar XNYS",
    ),
    "a hole": (
        changed(lambda lines: [line for line in lines if not line.startswith("2026-07-1")]),
        (),
        "no row for 6 days of the calendar XNYS: 2026-07-10 to 2026-07-17",
    ),
    "a zero": (
        changed(on("2026-07-01", "2026-07-01,1,,1,0.00,1,1")),
        (),
        "line 627: 2026-07-01 has a close that is not positive",
    ),
    "a high below the close": (
        changed(on("2026-07-01", "2026-07-01,1,2.0,1,2800.00,1,1")),
        (),
        "line 627: 2026-07-01 has a high below its close",
    ),
    "a slip of the point": (
        changed(on("2026-07-01", "2026-07-01,1,,1,280.00,1,1")),
        (),
        "moves by more than 15% on 2026-07-01, 2026-07-02",
    ),
    "tenfold": (every_close(lambda c: 10 * c), (), "other days differ too"),
    "moved in level": (every_close(lambda c: 1.0006 * c), (), "lie +0.06% apart"),
    "moved by a day": (a_day_later, (), "other days differ too"),
    "another series": (
        lambda: yahoo([r | {"high": ""} for r in rows("spx")]),
        (),
        "other days differ too",
    ),
    "too little in common": (
        lambda: yahoo(rows(first="2026-06-20")),
        (),
        "only 7 of its days are stored, too few to tell whether it is Russell 2000",
    ),
    "a bad name of a source": (
        changed(list),
        ("--source", "a,b"),
        "--source: 'a,b' cannot name a source",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_in_two_lines(project, tmp_path, name):
    lines, options, says = BAD[name]
    before = tree(project)
    done = run(project, write(tmp_path, lines()), *options)
    assert done.code in (1, 2)
    assert says in done.errors
    assert len(done.errors.splitlines()) == 2
    assert done.out == ""
    assert tree(project) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04rest", "is a workbook or an archive, not text"),
        (b"\xd0\xcf\x11\xe0rest", "is an old workbook, not text"),
        (b"\x1f\x8brest", "is packed, not text"),
        (b"Date,Close\n2026-01-02,\x00\n", "is not text"),
        (b"Date,Close\n" + b"2026-01-02,5\n" * 1_700_000, "is larger than 20 MB"),
        (b"Date," + b"x" * 140_000 + b"\n", "is no table (field larger than field limit"),
    ],
)
def test_what_is_no_table_is_named(project, tmp_path, content, says):
    file = tmp_path / "prices.csv"
    file.write_bytes(content)
    before = tree(project)
    done = run(project, file)
    assert (done.code, len(done.errors.splitlines())) == (1, 2)
    assert "error: prices.csv" in done.errors
    assert says in done.errors
    assert tree(project) == before


def test_file_and_symbol_must_be_there(project, tmp_path):
    done = run(project, tmp_path / "none.csv")
    assert (done.code, "cannot be read (No such file" in done.errors) == (1, True)
    done = run(project, tmp_path)
    assert (done.code, "cannot be read (Is a directory" in done.errors) == (1, True)
    done = run(project, write(tmp_path, yahoo(rows())), symbol="GOLD")
    assert (done.code, "--as: no instrument has the symbol 'GOLD'" in done.errors) == (2, True)


def test_large_moves_that_are_true_are_taken_on_request(project, tmp_path):
    folder = project.parent / "history" / "rut"
    for year in (2007, 2008, 2009):
        (folder / f"{year}.csv").unlink()
    text = project.read_text()
    project.write_text(text.replace("jump = 0.15", "jump = 0.08", 1))
    file = write(tmp_path, stooq(rows(first="2007-01-01", last=str(UNTIL))))
    done = run(project, file)
    assert re.search(r"more than 8% on 2008-\d\d-\d\d, .* and \d+ more", done.errors)
    assert "--accept-moves" in done.errors
    assert run(project, file, "--accept-moves").code == 0
    assert len(stored(project)) == len(rows(first="2007-01-01", last=str(UNTIL)))


def test_not_beside_a_refresh(project, tmp_path):
    with store.locked(project.parent / "history"):
        done = run(project, write(tmp_path, yahoo(rows())))
    assert (done.code, "another refresh is running" in done.errors) == (1, True)

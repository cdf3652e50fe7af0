"""``refresh.yml`` from its first step to its last, on good days and bad ones."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from datetime import UTC, datetime, timedelta

from automation.alarm import TITLE
from generator.config import ROOT
from tests.automation.actions import BUILD, SITE, git
from tests.helpers import FEW_DRAWS
from tests.sources import world as local
from tests.sources.test_refresh import NOW, rows_changed, whole_history, with_close

FEW = "".join(f"{name} = {number}\n" for name, number in FEW_DRAWS.items())
BEGUN = {"rows": "success", "question": "skipped"}
WELL = BEGUN | {"report": "success", "publish": "success", "alarm": "success"}
STANDS = BEGUN | {"report": "failure", "publish": "skipped", "alarm": "success"}
NO_ROWS = STANDS | {"rows": "failure", "report": "skipped"}


def log(origin, *options):
    return git(origin, "log", "--format=%s", *options, "main").splitlines()


def stored(origin, key):
    return git(origin, "show", f"main:history/{key}/2026.csv").splitlines()[-1].split(",")


def built_from(actions, key):
    """The last day of a series in the checkout of which the run builds the site."""
    rows = actions.folder / "work" / "report" / "history" / key / "2026.csv"
    return rows.read_text().splitlines()[-1][:10]


def latest(actions):
    return json.loads((actions.live / "api/v1/latest.json").read_text())


def someone_pushes(actions, change, name="Something else"):
    """A person's push: ``change`` gets the folder of a clone."""
    clone = actions.folder / "someone"
    if not clone.exists():
        git(actions.folder, "clone", "--quiet", str(actions.origin), "someone")
    git(clone, "pull", "--quiet", "--rebase")
    change(clone)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", name)
    git(clone, "push", "--quiet")


def keep_site(actions):
    """Keep what a run has built; returns how a later checkout gets it back."""
    kept, built = actions.folder / "kept", actions.folder / "work" / "report"
    for part in ("site", "build/stamps"):
        shutil.copytree(built / part, kept / part)
    return lambda checkout: shutil.copytree(kept, checkout, dirs_exist_ok=True)


def edit(name, change):
    def edited(clone):
        (clone / name).write_text(change((clone / name).read_text()))

    return edited


def closes(restated):
    """Several closes of a series at once."""
    return rows_changed(
        lambda rows: [
            (d, (max(h, restated.get(str(d), 0)), restated.get(str(d), c))) for d, (h, c) in rows
        ]
    )


@whole_history
def test_first_run_stores_builds_and_publishes_and_the_second_has_nothing_to_do(actions, github):
    ran = actions.run("refresh.yml", NOW, reason="first try, `quoted` | and barred")
    assert ran.results == WELL, ran.log
    assert log(actions.origin) == ["Data: 33 new rows, up to 2026-10-20", "The project"]
    message = git(actions.origin, "log", "-1", "--format=%an%n%b", "main")
    assert message.splitlines()[0] == "github-actions[bot]"
    assert "rut/2026.csv: 8 new rows, 2026-10-09 to 2026-10-20" in message
    assert "https://forge.example/someone/their-fork/actions/runs/77" in message
    assert stored(actions.origin, "rut")[0] == "2026-10-20"
    assert latest(actions)["leader"]["date"] == "2026-10-20"
    assert (
        json.loads((actions.live / "api/v1/status.json").read_text())["refreshed"] == "2026-10-20"
    )
    assert f'href="{SITE}/breakouts/"' in (actions.live / "breakouts/index.html").read_text()
    assert github.issues == []
    for expected in (
        "## ^RUT → BTC-USD: ",
        "no series is stale",
        "Reason: `first try, 'quoted' ¦ and barred`",
        "| ^RUT | yahoo | 8 |",
        "Committed and pushed.",
        "| 🟢 ^RUT | 2026-10-20 | 0 sessions | fresh |",
        "| `/breakouts/` |",
        "| `refresh` |",
        "| `check` |",
    ):
        assert expected in ran.summary, ran.summary

    actions.before[BUILD] = keep_site(actions)
    again = actions.run("refresh.yml", NOW)
    assert again.results == WELL, again.log
    assert len(log(actions.origin)) == 2
    assert "Nothing new to commit." in again.summary
    # To the byte: what was kept would be built anew from anything else.
    assert "nothing changed, the site stands" in again.log


@whole_history
def test_providers_down_and_stale_raise_one_issue_that_closes_when_fresh(
    actions, github, providers
):
    providers.unreachable.update(local.HOSTS)
    ran = actions.run("refresh.yml", NOW)
    assert ran.results == WELL, ran.log
    assert latest(actions)["leader"]["date"] == "2026-10-08"  # published, and it says its age
    assert "::warning::No provider answers" in ran.log
    assert "::warning::Russell 2000 (^RUT) is stale" in ran.log
    assert "stale: ^RUT, BTC-USD" in ran.summary
    assert "| 🔴 ^RUT | 2026-10-08 | 8 sessions | stale |" in ran.summary
    (issue,) = github.named(TITLE)
    assert issue["state"] == "open"
    assert "| ^RUT | 2026-10-08 | 8 sessions |" in issue["body"]

    actions.before[BUILD] = keep_site(actions)  # so that the build takes no time
    again = actions.run("refresh.yml", NOW, rebuild_only=True)
    assert "nothing changed, the site stands" in again.log
    assert github.issues == [issue]
    assert issue["comments_made"] == []  # the same trouble is not told again

    providers.reset_faults()
    actions.without = {BUILD}
    well = actions.run("refresh.yml", NOW)
    assert well.results == WELL, well.log
    assert issue["state"] == "closed"
    assert "All is well again." in issue["comments_made"][0]
    assert "| BTC-USD | yahoo | 11 |" in well.summary  # the missed days are there


@whole_history
def test_build_that_fails_keeps_the_last_site_and_tells_why(actions, github):
    broken = edit("templates/pages/index.md.jinja", lambda text: text + "\n[x](nowhere.md)\n")
    someone_pushes(actions, broken)
    ran = actions.run("refresh.yml", NOW)
    assert ran.results == STANDS
    assert ran.failed_steps == [BUILD]
    assert (actions.live / "index.html").read_text() == "the last site"
    assert log(actions.origin)[0].startswith("Data: ")  # what was fetched is kept
    assert "::error::" in ran.log
    assert "## Nothing published: `build` failed; the last site stands" in ran.summary
    (issue,) = github.named(TITLE)
    assert "`build` failed. Nothing was published; the last site stands." in issue["body"]
    assert "nowhere.md" in issue["body"]
    assert "> `mend:  correct the page or the template that it names.`" in issue["body"]
    someone_pushes(actions, edit("templates/pages/index.md.jinja", lambda t: t[: t.rfind("[x]")]))
    actions.without = {BUILD}  # that this page can be built, the other runs show
    mended = actions.run("refresh.yml", NOW, rebuild_only=True)
    assert mended.results == WELL, mended.log
    assert issue["state"] == "closed"


def test_run_that_fails_before_our_steps_is_told_too(actions, github):
    def break_setup(checkout):
        (checkout / ".venv" / "site").unlink()
        (checkout / "Makefile").write_text(".venv/site:\n\tfalse\n")

    actions.before["Set up"] = break_setup
    ran = actions.run("refresh.yml", NOW)
    assert ran.results == NO_ROWS
    assert ran.failed_steps == ["Set up"]
    assert (actions.live / "index.html").read_text() == "the last site"
    assert "outside of the report's own steps" in github.named(TITLE)[0]["body"]


def test_broken_configuration_stops_at_the_first_step(actions, github):
    someone_pushes(
        actions, edit("report.toml", lambda t: t.replace('leader = "^RUT"', 'leader = "^RTU"'))
    )
    ran = actions.run("refresh.yml", NOW)
    assert ran.results == NO_ROWS
    assert ran.failed_steps == ["Refresh"]
    assert "did you mean '^RUT'?" in github.named(TITLE)[0]["body"]
    assert "::error::report.toml, [question] leader" in ran.log


def test_pages_that_refuses_is_told_and_jobs_can_be_run_again(actions, github):
    actions.without = {BUILD}
    actions.pages_work = False
    first = actions.run("refresh.yml", NOW, rebuild_only=True)
    assert first.results == WELL | {"publish": "failure"}
    assert "GitHub Pages did not take it" in github.named(TITLE)[0]["body"]
    actions.pages_work = True
    failed = actions.run("refresh.yml", NOW, again=first, attempt=2, rebuild_only=True)
    assert failed.results == WELL
    everything = actions.run("refresh.yml", NOW, attempt=3, rebuild_only=True)
    assert everything.results == WELL
    assert actions.artifacts == ["github-pages-1", "github-pages-3"]
    assert github.named(TITLE)[0]["state"] == "closed"


def test_missed_runs_catch_up_and_a_concurrent_push_is_rebased_on_and_never_forced(actions):
    def note(clone):
        (clone / "NEWS.md").write_text("news")

    actions.without = {BUILD}
    actions.run("refresh.yml", datetime(2026, 10, 13, 23, tzinfo=UTC))
    actions.before["Commit the new rows"] = lambda _: someone_pushes(actions, note, "News")
    ran = actions.run("refresh.yml", NOW)
    assert ran.results == WELL, ran.log
    assert log(actions.origin) == [  # together the 33 of a single run
        "Data: 22 new rows, up to 2026-10-20",
        "News",
        "Data: 11 new rows, up to 2026-10-13",
        "The project",
    ]
    # What the site is built from: the other's change, and the new rows.
    assert (actions.folder / "work/report/NEWS.md").read_text() == "news"
    assert built_from(actions, "rut") == "2026-10-20"


def test_protected_branch_still_publishes(actions, github, providers):
    """What waits is told as what it is: on a list whose numbers hold nowhere."""
    actions.without = {BUILD}
    providers.alter["yahoo", "^RUT"] = with_close("2026-09-30", 2801.5)
    hook = actions.origin / "hooks" / "pre-receive"
    hook.write_text('#!/bin/sh\necho "error: GH006: Protected branch update failed" >&2\nexit 1\n')
    hook.chmod(0o755)
    ran = actions.run("refresh.yml", NOW)
    assert ran.results == WELL, ran.log
    assert log(actions.origin) == ["The project"]
    assert built_from(actions, "rut") == "2026-10-20"
    assert "> `1  restated close" in ran.summary
    assert "not those of the branch" in ran.summary
    assert "::warning title=history::The new rows could not be pushed: error: GH006" in ran.log
    assert "**Not pushed**" in ran.summary
    (issue,) = github.named(TITLE)
    assert "GH006: Protected branch update failed" in issue["body"]
    assert "secret `PUSH_KEY`" in issue["body"]
    actions.run("refresh.yml", NOW, rebuild_only=True)
    assert issue["state"] == "open"  # a run that pushed nothing knows nothing of it
    hook.unlink()
    actions.run("refresh.yml", NOW)
    assert issue["state"] == "closed"


def test_restated_close_is_applied_on_request_and_a_row_in_quarantine_kept_apart(
    actions, providers
):
    actions.without = {BUILD}
    providers.alter["yahoo", "^RUT"] = with_close("2026-09-30", 2801.5)
    providers.alter["yahoo", "^GSPC"] = with_close("2026-10-20", 90_000.0)
    ran = actions.run("refresh.yml", NOW)
    assert "::warning title=^GSPC::1 rows in quarantine" in ran.log
    assert "rows in quarantine" in ran.summary
    assert stored(actions.origin, "spx")[0] == "2026-10-19"
    assert "90000" in git(actions.origin, "show", "main:history/quarantine.csv")
    assert "::warning title=^RUT::yahoo restates 2026-09-30" in ran.log
    assert "revisions.csv: 1 line in, 0 out" in git(actions.origin, "log", "-1", "--format=%b")
    accepted = actions.run("refresh.yml", NOW, accept_revisions=True)
    assert accepted.results == WELL, accepted.log
    assert log(actions.origin)[0] == "Data: 1 restated row applied"
    message = git(actions.origin, "log", "-1", "--format=%b")
    assert re.search(
        r"rut/2026.csv: restated 2026-09-30,\S+,2796\.86,\S+ -> 2026-09-30,\S+,2801\.50,", message
    )
    assert "Restated closes were applied" in accepted.summary
    stored_sums = git(actions.origin, "show", "main:history/checksums.csv")
    content = git(actions.origin, "show", "main:history/rut/2026.csv")
    assert hashlib.sha256(content.encode()).hexdigest() in stored_sums


def test_decisions_are_about_the_list_that_the_last_run_showed(actions, providers):
    """What waits changes in between: the numbers still mean what was read."""
    actions.without = {BUILD}
    providers.alter["yahoo", "^RUT"] = with_close("2026-09-30", 2801.5)
    first = actions.run("refresh.yml", NOW)
    shown = "> `1  restated close  ^RUT, 2026-09-30: close 2796.86 -> 2801.5, says yahoo`"
    assert shown in first.summary, first.summary
    assert "numbers of this list, or `all`" in first.summary
    providers.alter["yahoo", "^RUT"] = closes({"2026-09-29": 2790.25, "2026-09-30": 2801.5})
    tomorrow = NOW + timedelta(days=1)
    second = actions.run("refresh.yml", tomorrow, accept="1")
    assert second.results == WELL, second.log
    assert "accept: `1`" in second.summary
    assert "2796.86 -> 2801.5, says yahoo: applied`" in second.summary
    assert "> `1  restated close  ^RUT, 2026-09-29: " in second.summary
    rows = git(actions.origin, "show", "main:history/rut/2026.csv")
    assert re.search(r"^2026-09-30,\S+,2801\.50,", rows, flags=re.M)
    assert hashlib.sha256(rows.encode()).hexdigest() in git(
        actions.origin, "show", "main:history/checksums.csv"
    )

    before = log(actions.origin)
    for inputs, flaw in (
        ({"accept": "1", "reject": "$(touch pwned)"}, "--reject: '$(touch' is not on the list"),
        ({"accept": "--help"}, "--accept: '--help' is not on the list"),
    ):
        bad = actions.run("refresh.yml", tomorrow, **inputs)
        assert (bad.results, bad.failed_steps) == (NO_ROWS, ["Refresh"])
        assert flaw in bad.summary
        assert bad.log.count("::error::") == 1
    assert log(actions.origin) == before
    assert list(actions.folder.rglob("pwned")) == []

    third = actions.run("refresh.yml", tomorrow, payload={"reject": 1, "rebuild-only": True})
    assert third.results == WELL, third.log
    assert "dropped, the stored price stays" in third.summary
    decisions = git(actions.origin, "show", "main:history/decisions.csv")
    assert "close,rut,2026-09-29,2790.25,no" in decisions


@whole_history
def test_report_of_another_day_says_nothing_of_today(actions, github):
    issue = github.add(TITLE, body="<!-- troubles:stale -->")
    ran = actions.run("refresh.yml", NOW, as_of="2026-10-08", rebuild_only=True)
    assert ran.results == WELL, ran.log
    assert latest(actions)["as_of"] == "2026-10-08"
    assert (issue["state"], len(github.issues)) == ("open", 1)
    assert "Report as of `2026-10-08`" in ran.summary


def test_impossible_input_is_two_lines_and_runs_nothing(actions):
    ran = actions.run("refresh.yml", NOW, as_of="$(touch pwned); --help", rebuild_only=True)
    assert ran.results == STANDS
    assert "--as-of: '$(touch pwned); --help' is not a date" in ran.summary
    assert list(actions.folder.rglob("pwned")) == []


def test_each_question_is_built_by_a_job_and_stays_as_it_was_where_that_fails(actions, github):
    def ask(clone):
        for name in ("sp500-bitcoin", "again"):
            text = (ROOT / "examples" / "sp500-bitcoin.toml").read_text()
            (clone / f"{name}.toml").write_text(f"{text}\n[evidence]\n{FEW}")
        report = clone / "report.toml"
        report.write_text(f'questions = ["sp500-bitcoin.toml", "again.toml"]\n{report.read_text()}')

    def card(name):
        return json.loads((actions.live / "q" / name / "card.json").read_text())

    someone_pushes(actions, ask)
    ran = actions.run("refresh.yml", NOW)
    assert ran.results == WELL | {"question": "success"}, ran.log
    for name in ("sp500-bitcoin", "again"):
        assert card(name)["as_of"] == "2026-10-20"
        page = (actions.live / "q" / name / "luck/index.html").read_text()
        assert f'<link rel="canonical" href="{SITE}/q/{name}/luck/">' in page
        assert f'href="../q/{name}/"' in (actions.live / "elsewhere/index.html").read_text()
    assert card("sp500-bitcoin")["data_date"] > "2026-10-08"  # from the rows of this very run
    assert "### Further questions" not in ran.summary

    someone_pushes(actions, edit("again.toml", lambda text: text.replace("^GSPC", "^GSCP")))
    tomorrow = NOW + timedelta(days=1)
    bad = actions.run("refresh.yml", tomorrow, rebuild_only=True)
    assert bad.results == WELL | {"question": "success"}, bad.log
    assert "::warning title=again::The question again was not built" in bad.log
    assert "the question again stays as of 2026-10-20" in bad.summary
    assert (card("sp500-bitcoin")["as_of"], card("again")["as_of"]) == (
        "2026-10-21", "2026-10-20"
    )  # fmt: skip
    assert all("failed" not in issue["body"] for issue in github.named(TITLE))

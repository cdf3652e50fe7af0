"""Work in other processes: as here, side by side, and gone with whoever asked."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
import warnings

import pytest

from generator.aside import here
from generator.config import ROOT
from generator.errors import BuildError, SourceRefused, UsageError
from generator.processes import Processes

NUMBER = 2


def where(seconds=0.0):
    time.sleep(seconds)
    return os.getpid()


def refuse(problem):
    raise UsageError(problem, place="--here", mend="do not.")


def fail():
    raise ValueError("something")


class Odd(Exception):
    """One that cannot be sent."""

    def __reduce__(self):
        raise TypeError


def fail_oddly():
    raise Odd("oddly")


def panic():
    raise BaseException("a panic")


def chatter():
    print("not an answer")
    subprocess.run(["echo", "nor this"], check=True)
    return 5


def die():
    os._exit(7)


@pytest.fixture(scope="module")
def processes():
    with Processes(NUMBER, loading=["tests.test_processes"]) as made:
        yield made


def test_work_is_done_elsewhere_and_side_by_side(processes):
    begun = [processes.submit(where, 0.5) for _ in range(NUMBER)]
    done = {future.result() for future in begun}
    assert done == {process.pid for process in processes.processes}


def test_what_is_printed_is_no_answer(processes):
    assert processes.submit(chatter).result() == 5


def test_an_error_arrives_as_it_was_raised(processes):
    with pytest.raises(UsageError) as caught:
        processes.submit(refuse, "no").result()
    error = caught.value
    assert (str(error), error.mend, error.exit_code) == ("--here: no", "do not.", 2)
    assert "in refuse" in "".join(error.__notes__)  # where it was raised, for --debug


@pytest.mark.parametrize(
    ("work", "kind", "told"),
    [
        (fail, ValueError, "something"),
        (fail_oddly, RuntimeError, "Odd: oddly"),
        (panic, RuntimeError, "BaseException: a panic"),
    ],
)
def test_any_error_arrives_and_the_process_goes_on(processes, work, kind, told):
    with pytest.raises(kind) as caught:
        processes.submit(work).result()
    assert str(caught.value) == told
    assert processes.submit(where).result() != os.getpid()


def test_what_cannot_be_sent_is_an_error(processes):
    with pytest.raises((AttributeError, pickle.PicklingError)):
        processes.submit(lambda: 1).result()
    assert processes.submit(where).result() != os.getpid()


def test_every_error_of_ours_can_be_sent():
    error = pickle.loads(pickle.dumps(SourceRefused("not now", place="yahoo")))
    assert (str(error), error.kind) == ("yahoo: not now", "refused")
    assert error.mend == SourceRefused("", place="").mend


def test_who_waits_does_what_nobody_has_begun():
    with Processes(1, loading=[]) as processes:
        answers = [processes.aside(where, seconds) for seconds in (2.0, 0.0, 0.0)]
        time.sleep(0.1)  # the first one has been begun
        others = {processes.processes[0].pid, os.getpid()}
        assert answers[0]() == processes.processes[0].pid
        assert {answer() for answer in answers[1:]} == {os.getpid()}
        assert {answer() for answer in answers} == others


def test_an_error_is_told_to_who_waits_for_it():
    with Processes(1, loading=[]) as processes:
        slow, broken = processes.aside(where, 2.0), processes.aside(fail)
        time.sleep(0.1)
        assert slow() == processes.processes[0].pid  # and meanwhile the other one failed here
        with pytest.raises(ValueError, match="something"):
            broken()


def test_here_is_the_same_without_processes():
    assert here(where)() == os.getpid()
    with pytest.raises(ValueError, match="something"):
        here(fail)()


def test_a_process_that_dies_is_one_plain_error():
    with Processes(1, loading=[]) as processes:
        with pytest.raises(BuildError, match="ended with code 7") as caught:
            processes.submit(die).result()
        assert "\n" not in str(caught.value)
        with pytest.raises(BuildError, match="ended with code 7"):
            processes.submit(where).result()


def test_a_process_that_cannot_start_is_one_plain_error(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(BuildError, match="/nowhere/python cannot be started"):
        Processes(1, loading=[])


def test_none_outlives_its_use():
    with warnings.catch_warnings(), Processes(NUMBER, loading=[]) as processes:
        warnings.simplefilter("error")  # of pipes left open
        last = processes.submit(where, 0.5)
        processes.end()
    assert last.result() in {process.pid for process in processes.processes}
    assert [process.returncode for process in processes.processes] == [0] * NUMBER


def test_after_an_error_nobody_waits_for_them():
    processes = Processes(1, loading=[])
    with pytest.raises(ZeroDivisionError), processes:
        processes.submit(where, 60.0) and 1 / 0
    assert processes.processes[0].returncode == -signal.SIGKILL


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=str)
@pytest.mark.parametrize("seconds", [0.0, 0.5], ids=["idle", "working"])
def test_whoever_asks_may_be_killed(sent, seconds):
    """The processes end in silence when nobody can ask them any more."""
    code = (
        "import time\nfrom tests.test_processes import Processes, where\n"
        f"with Processes({NUMBER}, loading=['tests.test_processes']) as processes:\n"
        f"    asked = [processes.submit(where) for _ in range({NUMBER})]\n"
        f"    asked = [one.result() and processes.submit(where, {seconds}) for one in asked]\n"
        "    print(*(process.pid for process in processes.processes), flush=True)\n"
        "    time.sleep(60)\n"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    pids = asking.stdout.readline().split()
    assert len(pids) == NUMBER
    if sent is signal.SIGINT:
        os.killpg(asking.pid, sent)  # as Ctrl-C does
    else:
        os.kill(asking.pid, sent)
    _, said = asking.communicate()  # until the last one has closed its end of the pipes
    assert said.count(b"Traceback") == (sent is signal.SIGINT)  # of the one that asks
    assert not [pid for pid in map(int, pids) if is_running(pid)]


def is_running(pid):
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True

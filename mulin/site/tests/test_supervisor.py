import os
import signal
import sys
import time

import psutil
import pytest

from mulin.site.processes import Program
from mulin.site.supervisor import Supervisor
from mulin.site.trouble import CannotStart

IGNORES_EVERY_REQUEST = "trap '' TERM; echo $$ > pid; while true; do sleep 1; done"


def shell(script, **more):
    return Program("A script", ["sh", "-c", script], **more)


def is_gone(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def until_gone(pid):
    end = time.monotonic() + 20
    while not is_gone(pid):
        assert time.monotonic() < end, f"{pid} goes on"
        time.sleep(0.05)


def wait_for(supervisor, path):
    supervisor.wait_until(
        lambda: path.exists() and path.read_text().strip(), seconds=20, otherwise=f"no {path}"
    )


def test_a_program_that_keeps_dying_is_started_again_but_ever_later(tmp_path):
    starts = tmp_path / "starts"
    end = time.monotonic() + 2.5
    with Supervisor() as supervisor:
        supervisor.keep(shell("echo started >> starts", folder=tmp_path))
        supervisor.wait_until(
            lambda: time.monotonic() > end, seconds=20, otherwise="time stood still"
        )
    assert 2 <= len(starts.read_text().splitlines()) <= 4


def test_a_program_that_will_not_stop_is_ended(tmp_path):
    with Supervisor() as supervisor:
        supervisor.keep(shell(IGNORES_EVERY_REQUEST, folder=tmp_path, patience=0.2))
        wait_for(supervisor, tmp_path / "pid")
    assert is_gone(int((tmp_path / "pid").read_text()))


def test_what_a_program_started_ends_with_it(tmp_path):
    script = "sleep 600 & echo $! > child; exit"
    with Supervisor() as supervisor:
        assert supervisor.run(shell(script, folder=tmp_path)) == 0
        until_gone(int((tmp_path / "child").read_text()))


def test_programs_stop_in_the_opposite_order_of_their_start(tmp_path):
    script = "trap 'echo {0} >> order; exit' TERM; echo > {0}; while true; do sleep 0.05; done"
    with Supervisor() as supervisor:
        for name in ("database", "pages"):
            supervisor.keep(shell(script.format(name), folder=tmp_path))
            supervisor.wait_until(
                (tmp_path / name).exists, seconds=20, otherwise=f"{name} did not start"
            )
    assert (tmp_path / "order").read_text().split() == ["pages", "database"]


def test_being_asked_to_stop_is_no_error_and_ends_what_is_run(tmp_path):
    with Supervisor() as supervisor:
        supervisor.run(shell("echo $$ > pid; kill -INT $PPID; sleep 600", folder=tmp_path))
        pytest.fail("went on after it was asked to stop")
    assert is_gone(int((tmp_path / "pid").read_text()))


def test_afterwards_ctrl_c_means_what_it_meant_before():
    before = signal.getsignal(signal.SIGINT)
    with Supervisor():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_what_never_becomes_ready_is_said_in_a_sentence():
    with pytest.raises(CannotStart, match="no answer"), Supervisor() as supervisor:
        supervisor.wait_until(lambda: False, seconds=0.1, otherwise="There is no answer.")


def test_a_program_knows_when_its_parent_was_killed(tmp_path):
    parent = """
from mulin.site.processes import Program, Running
import os, signal
child = Running(Program("A child", ["sleep", "600"]))
print(child.process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    until_gone(int(os.popen(f"{sys.executable} -c '{parent}'").read()))

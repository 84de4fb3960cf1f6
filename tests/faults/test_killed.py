"""Whatever is killed without warning comes back, and nothing that was written is lost."""

import signal
import time

import pytest

from tests.faults.running import is_alive, until


@pytest.fixture(autouse=True)
def unharmed(mulin):
    """Whatever a test breaks, what was written before it must be there after it."""
    sentence = f"written at {time.time()}"
    mulin.write(sentence)
    yield
    until(lambda: mulin.knows(sentence))


def test_a_killed_page_server_process_is_replaced(mulin):
    killed, other = mulin.page_workers()
    mulin.kill(killed)
    until(lambda: len(mulin.page_workers()) == 2 and mulin.opens())
    assert is_alive(other)


def test_a_killed_page_server_starts_again_and_leaves_no_process_on_the_port(mulin):
    server, processes = mulin.pages(), mulin.page_workers()
    mulin.kill(server)
    until(lambda: mulin.pages() and len(mulin.page_workers()) == 2 and mulin.opens())
    assert not any(map(is_alive, processes))


def test_a_killed_worker_starts_again(mulin):
    mulin.kill(until(mulin.worker))
    until(mulin.worker)


def test_after_a_killed_postgres_the_site_answers_again(mulin):
    mulin.kill(mulin.postmaster())
    until(lambda: mulin.postmaster() and mulin.opens())


def test_after_a_killed_supervisor_nothing_is_left_and_it_starts_again_at_once(mulin):
    left = mulin.everything()
    mulin.end(signal.SIGKILL)
    mulin.start()
    until(lambda: not any(map(is_alive, left)), seconds=10)
    until(mulin.opens)


def test_after_everything_was_killed_at_once_it_starts_again(mulin):
    mulin.kill_everything()
    mulin.start()
    until(mulin.opens)

"""Starting and stopping: one at a time, in order, and anew only when asked."""

import signal
import socket

from tests.faults.running import Running, free_port, is_alive


def refused(running, *words, **env):
    """Return what a command says that does not start."""
    process = running.command(*words, **env)
    assert process.wait(30) == 1
    return running.said


def test_ctrl_c_stops_everything_and_the_data_are_there_the_next_time(mulin):
    mulin.write("before Ctrl-C")
    parts = mulin.everything()
    assert mulin.end(signal.SIGINT) == 0
    assert not any(map(is_alive, parts))
    mulin.start()
    assert mulin.knows("before Ctrl-C")


def test_starting_anew_forgets_everything(mulin):
    mulin.write("an old sentence")
    (mulin.home / "media" / "an old photo").touch()
    assert mulin.end(signal.SIGTERM) == 0
    mulin.start("--reset")
    mulin.write("a new sentence")
    assert not mulin.knows("an old sentence")
    assert not (mulin.home / "media" / "an old photo").exists()


def test_a_second_one_in_the_same_home_is_refused(mulin):
    second = Running(mulin.home, free_port())
    said = refused(second, "demo", "--port", str(second.port))
    assert f"already running in {mulin.home} (process {mulin.process.pid})" in said


def test_a_taken_port_is_refused_with_another_to_try(home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(Running(home, port), "demo", "--port", str(port))
    assert f"Port {port} is taken by another program." in said
    assert f"make demo PORT={port + 1}" in said


def test_a_demo_is_refused_on_a_machine_in_production(home):
    assert "MULIN_MODE is production" in refused(Running(home, 0), "demo", MULIN_MODE="production")


def test_starting_anew_never_empties_a_database_that_was_given(home):
    said = refused(Running(home, free_port()), "demo", "--reset", DATABASE_URL="postgresql:///x")
    assert "empties only the demo's own database" in said


def test_a_given_database_that_is_not_there_is_named(home):
    said = refused(Running(home, free_port()), "demo", DATABASE_URL="postgresql:///x?host=/nowhere")
    assert "DATABASE_URL leads to no PostgreSQL" in said


def test_a_folder_that_mulin_did_not_make_is_not_deleted(home):
    photos = home / "media"
    photos.mkdir()
    (photos / "wedding.jpg").touch()
    said = refused(Running(home, free_port()), "demo", "--reset")
    assert f"{photos} was not made by Mulin" in said
    assert (photos / "wedding.jpg").exists()

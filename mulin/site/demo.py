"""`mulin demo`: the whole site on one machine, with a neighbourhood in it to try."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from mulin.site.database import database_for, embedded_folder
from mulin.site.home import delete_ours, make_ours, only_one
from mulin.site.processes import Program
from mulin.site.supervisor import Supervisor, say
from mulin.site.trouble import CannotStart

MULIN = [sys.executable, "-m", "mulin.site.command"]
STILL_STOPPING = 15
"""Seconds that what a killed supervisor left behind may need to let go of the port."""


def run_demo(*, home: Path, host: str, port: int, anew: bool) -> None:
    """Start everything, say where it is, and keep it running until asked to stop."""
    if os.environ.get("MULIN_MODE", "demo") != "demo":
        raise CannotStart(
            f"MULIN_MODE is {os.environ['MULIN_MODE']}: a demo lets anybody sign in as anybody, "
            "so it runs only where MULIN_MODE is unset or demo."
        )
    with only_one(home) as left_in_order, Supervisor() as supervisor:
        require_free(host, port, seconds=0 if left_in_order else STILL_STOPPING)
        if anew:
            delete_ours(embedded_folder(home), home / "media")
        say("Preparing the database and the pages …")
        env = prepared(home, supervisor)
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"  # noqa: S104
        site = [*MULIN, "serve", "--host", host, "--port", str(port)]
        supervisor.keep(Program("The site", site, env))
        supervisor.keep(Program("The worker", [*MULIN, "worker"], env))
        supervisor.wait_until(
            answering(address),
            seconds=120,
            otherwise=f"{address} does not answer; the lines above may say why.",
        )
        say(f"\nMulin 睦邻 is ready:  {address}\nCtrl-C stops it; what you do in it is kept.")
        supervisor.watch()


def prepared(home: Path, supervisor: Supervisor) -> dict[str, str]:
    """Make database and pages ready, and return what the parts of the site are to be told."""
    make_ours(home / "media")
    database = database_for(home, supervisor)
    env = told(home, MULIN_MODE="demo", MULIN_SUPERVISED="1", DATABASE_URL=database)
    if supervisor.run(Program("Preparation", [*MULIN, "prepare"], env)):
        raise CannotStart("The database could not be prepared; the lines above say why.")
    return env


def run_with_database(*, home: Path, command: list[str]) -> int:
    """Run a command with a database to work with, and return how it ended."""
    with only_one(home), Supervisor() as supervisor:
        env = told(home, DATABASE_URL=database_for(home, supervisor))
        program = Program(command[0], command, env, stop_word=signal.SIGINT, patience=30)
        return supervisor.run(program)
    return 130


def told(home: Path, **more: str) -> dict[str, str]:
    """Return what the programs we start are told."""
    return {**os.environ, "MULIN_HOME": str(home), **more}


def require_free(host: str, port: int, *, seconds: float) -> None:
    """Refuse a port that is taken."""
    end = time.monotonic() + seconds
    while not is_free(host, port):
        if time.monotonic() >= end:
            raise CannotStart(
                f"Port {port} is taken by another program. Choose another: "
                f"make demo PORT={port + 1}"
            )
        time.sleep(0.2)


def is_free(host: str, port: int) -> bool:
    """Return whether we could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def answering(address: str) -> Callable[[], bool]:
    """Return a question: does the site answer there?"""

    def answers() -> bool:
        try:
            return urlopen(address, timeout=5).status < 500  # noqa: S310
        except HTTPError as answer:
            return answer.code < 500
        except (URLError, OSError):
            return False

    return answers

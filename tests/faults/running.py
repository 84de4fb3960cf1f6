"""A whole Mulin of its own: in a home of its own, on a port of its own, with everything real."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import psutil
import psycopg

from mulin.site.embedded.cluster import Cluster

MULIN = [sys.executable, "-m", "mulin.site.command"]
OURS = ("MULIN_", "DATABASE_URL", "PG")
SECRET_KEY = "one for all processes, so that each knows who is signed in"


def until(happens, *, seconds=40):
    """Wait for something and return it."""
    end = time.monotonic() + seconds
    while not (answer := happens()):
        assert time.monotonic() < end, f"{happens} did not happen in {seconds} s"
        time.sleep(0.1)
    return answer


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """`mulin demo` as somebody started it in a terminal."""

    def __init__(self, home, port):
        self.home, self.port = home, port
        self.process = None

    def start(self, *words):
        self.process = self.command("demo", "--port", str(self.port), *words)
        until(lambda: self.has_ended or "is ready" in self.said, seconds=180)
        assert not self.has_ended, self.said

    def command(self, *words, **told):
        """Start a `mulin` command in this home, as if nothing were set around it."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.terminal = self.home / "terminal"
        with self.terminal.open("wb") as terminal:
            return subprocess.Popen(
                [*MULIN, *words],
                env={**clean, "MULIN_HOME": str(self.home), "MULIN_SECRET_KEY": SECRET_KEY, **told},
                stdin=subprocess.DEVNULL,
                stdout=terminal,
                stderr=terminal,
            )

    @property
    def said(self):
        return self.terminal.read_text()

    @property
    def has_ended(self):
        return self.process.poll() is not None

    def opens(self):
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def everything(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def part(self, *marks):
        """Return the first process whose command line has all these words, started first."""
        found = [part for part in self.everything() if all(m in words_of(part) for m in marks)]
        return min(found, key=psutil.Process.create_time, default=None)

    def pages(self):
        return self.part("granian")

    def page_workers(self):
        server = self.pages()
        return server.children() if server else []

    def worker(self):
        return self.part("mulin.site.command", "worker")

    def postmaster(self):
        return self.part("postgres", "-D")

    def kill(self, part):
        """End a part without a word of warning, and return when it is gone."""
        part.kill()
        until(lambda: not is_alive(part))

    def kill_everything(self):
        """End all parts at once, as when the power goes."""
        everything = self.everything()
        self.process.kill()
        for part in everything:
            with suppress(psutil.NoSuchProcess):
                part.kill()
        self.process.wait()

    def end(self, word=signal.SIGINT):
        self.process.send_signal(word)
        return self.process.wait(30)

    def address(self):
        """Return the address of the database, as DATABASE_URL takes it."""
        (password,) = self.home.glob("postgres/*/password")
        postmaster = (password.parent / "data" / "postmaster.pid").read_text().splitlines()
        there = f"host={postmaster[4]}&port={postmaster[3]}"
        return f"postgresql://mulin:{quote(password.read_text(), safe='')}@/mulin?{there}"

    def database(self):
        return psycopg.connect(self.address(), autocommit=True)

    def write(self, sentence):
        with self.database() as connection:
            connection.execute("create table if not exists diary (sentence text)")
            connection.execute("insert into diary values (%s)", [sentence])

    def knows(self, sentence):
        try:
            with self.database() as connection:
                query = "select from diary where sentence = %s"
                return connection.execute(query, [sentence]).rowcount == 1
        except psycopg.OperationalError:
            return False


def words_of(process):
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def is_alive(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def new_home():
    """Return a folder that everybody may enter, as a clone usually is."""
    home = Path(tempfile.mkdtemp(prefix="mulin-fault-"))
    home.chmod(0o755)
    return home


def forget(home):
    shutil.rmtree(Cluster(home / "postgres").socket, ignore_errors=True)
    shutil.rmtree(home)

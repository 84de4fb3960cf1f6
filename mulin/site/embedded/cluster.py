"""One PostgreSQL server and its data."""

import hashlib
import os
import secrets
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from mulin.site.embedded.account import account_for_postgres
from mulin.site.embedded.programs import OF_ROOT, major_version, programs_for
from mulin.site.processes import Program
from mulin.site.trouble import CannotStart

OWNER = "mulin"
BUILTIN_LOCALES_SINCE = 17


SILENCE = {
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_error_verbosity": "terse",
}
"""No statement goes into the log: one that casts a ballot holds both who and what."""


class Cluster:
    """A PostgreSQL whose data lie in one folder, by major version: one never touches another's."""

    def __init__(self, folder: Path) -> None:
        self.account = account_for_postgres()
        self.programs = programs_for(self.account)
        self.major = major_version(self.programs)
        self.folder = self._reachable(folder)
        self.home = self.folder / str(self.major)
        self.data = self.home / "data"
        self.log = self.home / "log"
        # Kept short: the whole name of a socket may have 107 bytes.
        name = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        self.socket = Path("/tmp") / f"mulin-{name}"  # noqa: S108

    def prepare(self) -> None:
        """Make the data folder if there is none, and the folder for the socket."""
        self._make_way()
        self.log.touch(mode=0o600)
        self._own_socket_folder()
        if not self.data.exists():
            self._make_data()
        elif self.data.stat().st_uid != self.account.uid:
            raise CannotStart(f"{self.data} belongs to somebody else. Start as that user again.")

    @property
    def program(self) -> Program:
        """The server, as something to keep running."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            **SILENCE,
        }
        return Program(
            name="PostgreSQL",
            command=[
                str(self.programs / "postgres"),
                *("-D", str(self.data)),
                *(f"--{name}={value}" for name, value in options.items()),
            ],
            env=self._env,
            stop_word=signal.SIGINT,  # "fast": ends sessions, writes everything down, then stops
            patience=60,
            log=self.log,
            run_as=self.account.run_as,
            folder=Path("/"),
        )

    def answers(self) -> bool:
        """Return whether the server takes connections."""
        try:
            psycopg.connect(self.address("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def address(self, database: str) -> str:
        """Return what to put into DATABASE_URL."""
        password = (self.home / "password").read_text()
        return f"postgresql://{OWNER}:{password}@/{database}?host={self.socket}&port=5432"

    def make_database(self, name: str) -> None:
        """Make a database unless it is there."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            there = connection.execute("select from pg_database where datname = %s", [name])
            if not there.rowcount:
                connection.execute(
                    psycopg.sql.SQL("create database {}").format(psycopg.sql.Identifier(name))
                )

    @property
    def _env(self) -> dict[str, str]:
        """Our environment without what would steer PostgreSQL elsewhere."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {**ours, "LC_ALL": "C.UTF-8", "HOME": "/"}

    def _reachable(self, folder: Path) -> Path:
        """Return this folder, or one for it elsewhere if PostgreSQL's user cannot enter it."""
        if self.account.may_open(folder if folder.exists() else folder.parent):
            return folder
        return OF_ROOT / hashlib.sha256(str(folder).encode()).hexdigest()[:12]

    def _make_way(self) -> None:
        """Make the folders down to the data, and let PostgreSQL's user pass."""
        self.home.mkdir(parents=True, exist_ok=True)
        for folder in (self.home, self.folder, *({OF_ROOT} & {self.folder.parent})):
            folder.chmod(0o711)

    def _own_socket_folder(self) -> None:
        """Make the folder for the socket; refuse one that somebody else laid in its place."""
        self.socket.mkdir(mode=0o700, exist_ok=True)
        found = self.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), self.account.uid):
            raise CannotStart(f"{self.socket} belongs to somebody else; remove it and try again.")
        self.account.take(self.socket)

    def _make_data(self) -> None:
        """Let initdb make the data folder, whole or not at all."""
        half = self.home / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        self.account.take(half)
        with self._new_password() as password:
            words = [
                *("--pgdata", str(half), "--username", OWNER, "--pwfile", str(password)),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums"),
                *("--locale=C.UTF-8", "--no-instructions"),
            ]
            if self.major >= BUILTIN_LOCALES_SINCE:
                words.append("--locale-provider=builtin")
            made = subprocess.run(
                [self.programs / "initdb", *words],
                env=self._env,
                cwd="/",
                capture_output=True,
                text=True,
                check=False,
                **self.account.run_as,
            )
        if made.returncode:
            raise CannotStart(f"PostgreSQL could not make its data folder.\n{made.stderr.strip()}")
        half.rename(self.data)

    @contextmanager
    def _new_password(self) -> Iterator[Path]:
        """Make the password, and let PostgreSQL's user read it only while it is needed."""
        path = self.home / "password"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24))
        self.account.take(path)
        yield path
        os.chown(path, os.geteuid(), os.getegid())

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from mulin.site.database import embedded_database
from mulin.site.embedded import cluster as clusters
from mulin.site.embedded import programs
from mulin.site.embedded.account import account_for_postgres
from mulin.site.embedded.cluster import Cluster
from mulin.site.supervisor import Supervisor
from mulin.site.trouble import CannotStart

WE_ARE_ROOT = os.geteuid() == 0

AS_AN_ORDINARY_USER = """
import os, sys
from pathlib import Path
import psycopg
from mulin.site.database import embedded_database
from mulin.site.embedded.cluster import Cluster
from mulin.site.supervisor import Supervisor
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
home = Path(sys.argv[1])
home.mkdir()
with Supervisor() as supervisor:
    with psycopg.connect(embedded_database(home, supervisor)) as connection:
        print(connection.execute("show data_directory").fetchone()[0])
Cluster(home / "postgres").socket.rmdir()
"""


@pytest.fixture
def folder():
    """A folder outside pytest's own, into which nobody but us may look."""
    made = Path(tempfile.mkdtemp(prefix="mulin-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def of_root(folder, monkeypatch):
    """Where root keeps what PostgreSQL's user must reach, for this test only."""
    place = folder / "of-root"
    monkeypatch.setattr(programs, "OF_ROOT", place)
    monkeypatch.setattr(clusters, "OF_ROOT", place)
    return place


@pytest.fixture
def cluster(folder):
    made = Cluster(folder / "postgres")
    yield made
    if made.socket.is_symlink():
        made.socket.unlink()
    shutil.rmtree(made.socket, ignore_errors=True)


def version_of(database):
    with psycopg.connect(database) as connection:
        return connection.info.server_version // 10000


def test_it_keeps_what_it_is_told_and_listens_to_no_network(folder, cluster):
    for told in ("create table kept (number int)", "insert into kept values (1)"):
        with Supervisor() as supervisor:
            database = embedded_database(folder, supervisor)
            with psycopg.connect(database) as connection:
                connection.execute(told)
                addresses = connection.execute("show listen_addresses").fetchone()
    assert addresses == ("",)
    with pytest.raises(psycopg.OperationalError):
        version_of(database)


def test_no_statement_is_written_into_the_log(folder, cluster):
    with Supervisor() as supervisor:
        database = embedded_database(folder, supervisor)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("create table cast_ballots (key int unique, who text, what text)")
            cast = "insert into cast_ballots values (1, 'Ding Guixiang', 'item 007')"
            connection.execute(cast)
            with pytest.raises(psycopg.errors.UniqueViolation):
                connection.execute(cast)
    log = cluster.log.read_text()
    assert "duplicate key" in log, "what went wrong is told"
    assert "Guixiang" not in log
    assert "007" not in log


def test_only_who_knows_the_password_comes_in(folder, cluster):
    with Supervisor() as supervisor:
        database = embedded_database(folder, supervisor)
        password = (cluster.home / "password").read_text()
        with pytest.raises(psycopg.OperationalError, match="password"):
            version_of(database.replace(password, "guessed"))
    assert (cluster.home / "password").stat().st_mode & 0o077 == 0


def test_an_ordinary_user_can_run_it(folder):
    home = folder / "home"
    folder.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", AS_AN_ORDINARY_USER, home],
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith(f"{home}/postgres/")


def test_in_a_home_only_root_may_enter_the_data_lie_elsewhere(folder, of_root):
    home = folder / "closed"
    home.mkdir(mode=0o700)
    cluster = Cluster(home / "postgres")
    assert cluster.folder.is_relative_to(of_root if WE_ARE_ROOT else home)
    with Supervisor() as supervisor:
        assert version_of(embedded_database(home, supervisor)) == cluster.major
    assert home.stat().st_mode & 0o777 == 0o700
    cluster.socket.rmdir()


def test_programs_only_root_may_reach_are_copied_with_their_libraries(folder, of_root, monkeypatch):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    package = Path(find_spec(programs.PACKAGE).origin).parent
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    monkeypatch.syspath_prepend(str(closed))
    account = account_for_postgres()
    found = programs.programs_for(account)
    assert found.is_relative_to(of_root if WE_ARE_ROOT else closed)
    subprocess.run([found / "initdb", "--version"], check=True, cwd="/", **account.run_as)


def test_data_that_were_half_made_are_made_again(folder, cluster):
    half = cluster.home / "data.half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    with Supervisor() as supervisor:
        assert version_of(embedded_database(folder, supervisor)) == cluster.major
    assert not half.exists()


def test_a_socket_folder_that_somebody_else_laid_is_refused(folder, cluster):
    cluster.socket.symlink_to(folder)
    with pytest.raises(CannotStart, match="belongs to somebody else"):
        cluster.prepare()


def test_named_programs_come_first_and_must_be_there(folder, monkeypatch):
    monkeypatch.setenv("MULIN_PG_BIN", str(folder))
    with pytest.raises(CannotStart, match="no `postgres` is in it"):
        Cluster(folder / "postgres")


def test_too_old_programs_are_refused(folder, monkeypatch):
    old = folder / "postgres"
    old.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.20'\n")
    old.chmod(0o755)
    monkeypatch.setenv("MULIN_PG_BIN", str(folder))
    with pytest.raises(CannotStart, match="PostgreSQL 14; Mulin needs 15"):
        Cluster(folder / "data")

"""Which PostgreSQL a command works with: one it was given, or one of our own."""

import os
from pathlib import Path

import psycopg

from mulin.site.embedded.cluster import Cluster
from mulin.site.home import make_ours
from mulin.site.supervisor import Supervisor
from mulin.site.trouble import CannotStart

OLDEST = 15
NAME = "mulin"
PATIENCE = 90
"""Seconds to start in; after a crash PostgreSQL may have much to read again."""


def given_database() -> str | None:
    """Return the address in DATABASE_URL, if there is one and Mulin can work with it."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        return None
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            found = connection.info.server_version // 10000
    except psycopg.Error as error:
        raise CannotStart(f"DATABASE_URL leads to no PostgreSQL: {str(error).strip()}") from None
    if found < OLDEST:
        raise CannotStart(f"DATABASE_URL leads to PostgreSQL {found}; Mulin needs {OLDEST}.")
    return address


def embedded_database(home: Path, supervisor: Supervisor) -> str:
    """Start a PostgreSQL of our own, and return its address."""
    cluster = Cluster(home / "postgres")
    make_ours(cluster.folder)
    cluster.prepare()
    supervisor.keep(cluster.program)
    supervisor.wait_until(
        cluster.answers,
        seconds=PATIENCE,
        otherwise=f"PostgreSQL does not answer; {cluster.log} may say why.",
    )
    cluster.make_database(NAME)
    return cluster.address(NAME)


def database_for(home: Path, supervisor: Supervisor) -> str:
    """Return the database that was given, and start nothing then; or start our own."""
    return given_database() or embedded_database(home, supervisor)


def embedded_folder(home: Path) -> Path:
    """Return where the data of our own database are, to delete; never those of a given one."""
    if os.environ.get("DATABASE_URL"):
        raise CannotStart(
            "Starting anew empties only the demo's own database, but DATABASE_URL names "
            "another. Unset it, or empty that database yourself."
        )
    return Cluster(home / "postgres").folder

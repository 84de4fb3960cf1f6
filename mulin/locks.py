"""
Hold something still while it is changed.

PostgreSQL's advisory locks, kept until the transaction ends.  Acts share a lock and do not
queue behind each other; what would change the ground under them takes it alone.
"""

from collections.abc import Iterable

from django.db import connection


def share(name: str) -> None:
    """Let this act go on together with others like it, but not with one that holds alone."""
    _lock("pg_advisory_xact_lock_shared", name)


def hold_alone(name: str) -> None:
    """Wait until nobody shares or holds this name, then keep everybody else out."""
    _lock("pg_advisory_xact_lock", name)


def hold_each_alone(names: Iterable[str]) -> None:
    """Hold several names alone, in one question and always in the same order."""
    _ask(
        "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name",
        sorted(set(names)),
    )


def _lock(function: str, name: str) -> None:
    _ask(f"SELECT {function}(hashtextextended(%s, 0))", name)


def _ask(question: str, named: str | list[str]) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a lock outside a transaction would be let go at once")
    with connection.cursor() as cursor:
        cursor.execute(question, [named])

"""Do things at the same moment, each on its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from django.db import connection

from mulin.errors import Refused


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts together; return what each came to: its answer, or its refusal."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait()
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def each_at_once(act: Callable[[Any], Any], *given: Any) -> list[Any]:
    """Do the same for each of what is given, all at the same moment; return what came of it."""
    return at_once(*(partial(act, one) for one in given))


def refused(came: list[Any]) -> list[Refused]:
    return [one for one in came if isinstance(one, Refused)]

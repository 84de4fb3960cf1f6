"""Do the same thing many times at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from mulin.errors import Refused


def at_once(act: Callable[[], object], times: int = 8) -> tuple[list, list[Refused]]:
    """Return what those who were let through got, and how the others were refused."""
    start = Barrier(times)

    def one(_: int) -> object:
        try:
            start.wait(timeout=10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as crowd:
        results = list(crowd.map(one, range(times)))
    refused = [result for result in results if isinstance(result, Refused)]
    return [result for result in results if not isinstance(result, Refused)], refused

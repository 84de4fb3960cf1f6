"""Show how far the work has come while its own transaction is still open."""

from collections.abc import Callable
from time import monotonic
from types import TracebackType

from django.db import connections

from ..models import RollImport

EVERY = 0.4
"""Seconds between two words to the page."""


class Progress:
    """
    A second line to the database, so that others see the percentage before the work is done.

    The row of the roll must not be locked meanwhile.
    """

    def __init__(self, roll: RollImport) -> None:
        self.roll_id = roll.pk
        self.said_at = 0.0

    def __enter__(self) -> "Progress":
        self.line = connections.create_connection("default")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.line.close()

    def part(self, first: int, last: int, whole: int) -> Callable[[int], None]:
        """Return what hears how much of a part is done, which goes from `first` to `last`."""

        def note(done: int) -> None:
            self.say(first + (last - first) * min(done, whole) // max(whole, 1))

        return note

    def say(self, percent: int) -> None:
        """Tell the page, but not at every row."""
        if monotonic() - self.said_at < EVERY:
            return
        self.said_at = monotonic()
        table = RollImport._meta.db_table
        with self.line.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET progress = %s, progress_at = now() WHERE id = %s",  # noqa: S608
                [percent, self.roll_id],
            )

"""Let it be another moment, for tests of what waits, falls due or comes again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def it_is(moment: str) -> Iterator[None]:
    """Let it be a moment of the place's own clock, such as "2026-03-05 10:00"; not PostgreSQL's."""
    then = timezone.make_aware(datetime.fromisoformat(moment))
    with patch.object(timezone, "now", lambda: then):
        yield

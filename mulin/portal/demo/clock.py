from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be another moment while the demo's past is acted out."""
    with patch.object(timezone, "now", lambda: moment):
        yield

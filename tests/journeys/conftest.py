"""The clock of journeys."""

from datetime import datetime

import pytest

from tests.journeys.street import Clock, clock_from


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that shows nine on a Monday of the season of 2018, until it is turned."""
    return clock_from(monkeypatch, datetime(2018, 3, 5, 9))

"""Read the demo's YAML files and move their dates to today."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

FOLDER = Path(__file__).parent


class Story:
    """One of the demo's files, with dates shifted by whole weeks from its anchor to today."""

    def __init__(self, name: str, anchor: date, today: date) -> None:
        self.rows: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
        self.shift = timedelta(days=7 * round((today - anchor).days / 7))

    def day(self, written: date) -> date:
        """Return a written date as it is in this demo."""
        return written + self.shift

    def moment(self, written: date, hour: int = 10, minute: int = 0) -> datetime:
        """Return a written date, at an hour of the clock, as it is in this demo."""
        day = self.day(written)
        return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))

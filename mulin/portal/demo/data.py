"""Read the demo's YAML files and move their dates to today."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

FOLDER = Path(__file__).parent
LONG_AGO = date(2025, 9, 1)
"""When the people of the demo moved in."""


class Story:
    """One of the demo's files, with dates shifted by whole weeks from its anchor to today."""

    def __init__(self, name: str, anchor: date, today: date) -> None:
        self.rows: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
        self.anchor = anchor
        self.shift = timedelta(days=7 * round((today - anchor).days / 7))

    def beside(self, name: str) -> dict[str, Any]:
        """Return another file of this story, as it is written."""
        rows: dict[str, Any] = yaml.safe_load(
            (FOLDER / "stories" / name).read_text(encoding="utf-8")
        )
        return rows

    def day(self, written: date) -> date:
        """Return a written date as it is in this demo."""
        return written + self.shift

    def year(self, written: int) -> int:
        """Return the year of the demo that a written year is."""
        return written + self.day(self.anchor).year - self.anchor.year

    def moment(self, written: date, hour: int = 10, minute: int = 0) -> datetime:
        """Return a written date, at an hour of the clock, as it is in this demo."""
        day = self.day(written)
        return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))

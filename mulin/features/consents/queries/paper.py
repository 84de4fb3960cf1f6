"""Paper forms: which were read once, and where two readers differ."""

from dataclasses import dataclass, field

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person

from ..models import ConsentRound, PaperEntry


@dataclass(slots=True)
class Reading:
    """How often one household's paper form has been read, and by whom."""

    elector: Elector
    entries: list[PaperEntry] = field(default_factory=list)
    """Those of the last reading."""

    before: list[PaperEntry] = field(default_factory=list)
    """Those of the reading before it, when they differed."""

    @property
    def is_read_once(self) -> bool:
        return len(self.entries) == 1

    @property
    def differs(self) -> bool:
        """Whether two read something else, and nobody has read it again."""
        return len({entry.answer for entry in self.entries}) == 2

    @property
    def is_settled(self) -> bool:
        return len(self.entries) == 2 and not self.differs

    @property
    def next(self) -> int:
        """The number of the reading that an entry made now belongs to."""
        if not self.entries:
            return 1
        last = self.entries[0].reading
        return last if self.is_read_once else last + 1

    def was_read_by(self, person: Person) -> bool:
        """Whether this person has done their half of the reading that waits for its other half."""
        return self.is_read_once and self.entries[0].entered_by_id == person.pk


def readings_of(round: ConsentRound, electors: list[Elector] | None = None) -> dict[int, Reading]:
    """Return how far the paper forms of a round have been read, by the key of the elector."""
    entries = PaperEntry.objects.filter(round=round).select_related("elector", "entered_by")
    if electors is not None:
        entries = entries.filter(elector__in=electors)
    found: dict[int, Reading] = {}
    for entry in entries.order_by("elector__number", "reading", "id"):
        reading = found.setdefault(entry.elector_id, Reading(entry.elector))
        if reading.entries and reading.entries[0].reading != entry.reading:
            reading.before = reading.entries if reading.differs else []
            reading.entries = []
        reading.entries.append(entry)
    return found


def unfinished_readings(round: ConsentRound) -> list[Reading]:
    """Return the paper forms that somebody still has to read, or read again."""
    return [one for one in readings_of(round).values() if not one.is_settled]

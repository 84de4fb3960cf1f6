"""What the page of a meeting shows beside its rows: matter by matter, who came, who did not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.models import Person
from mulin.commons.tasks.models import ActionItem, AgendaItem
from mulin.commons.tasks.queries import agenda_of, at_table, carried_to, items_on
from mulin.commons.topics.models import Opinion
from mulin.commons.topics.presenting import questions_of

from . import queries
from .models import Attendance, Meeting, Voice
from .queries import Line

LABELS = {
    "matter": lambda: _("议了什么"),
    "facts": lambda: _("情况是怎样的"),
    "heard": lambda: _("大家怎么说"),
    "decided": lambda: _("定了什么"),
    "left": lambda: _("留到下次的"),
}
"""The five fields of the minutes."""

ITEM_TYPE = "tasks.agendaitem"


@dataclass
class Matter:
    """One matter of the agenda with what was said, decided and promised; or all the rest."""

    item: AgendaItem | None = None
    voices: list[Voice] = field(default_factory=list)
    options: list[Line] = field(default_factory=list)
    hands: list[Line] = field(default_factory=list)
    resolutions: list[Line] = field(default_factory=list)
    promises: list[ActionItem] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.item.title if self.item else ""

    @property
    def is_empty(self) -> bool:
        return not (self.talked or self.decided or self.promises)

    @property
    def talked(self) -> bool:
        return bool(self.voices or self.options or (self.item and self.item.detail))

    @property
    def decided(self) -> bool:
        return bool(self.hands or self.resolutions)


def matters_of(meeting: Meeting, made: Iterable[ActionItem] | None = None) -> list[Matter]:
    """Return what lay on the table in its order, and what was said and promised beside it."""
    has_agenda = getattr(meeting, "has_agenda", True)
    agenda = list(agenda_of(meeting.occasion)) if has_agenda else []
    beside = Matter()
    matters: dict[int | None, Matter] = {item.pk: Matter(item) for item in agenda}

    def of(pk: int | None) -> Matter:
        return matters.get(pk, beside)

    for voice in queries.opinions_at(meeting):
        of(voice.agenda_item_id).voices.append(voice)
    lists = {"option": "options", "hands": "hands", "resolution": "resolutions"}
    for line in queries.lines_of(meeting):
        getattr(of(line.agenda_item), lists[line.kind]).append(line)
    for promise in items_on(meeting.occasion) if made is None else made:
        pk = promise.origin_id if promise.origin_type == ITEM_TYPE else None
        of(pk).promises.append(promise)
    found = list(matters.values())
    return found if beside.is_empty else [*found, beside]


@dataclass(frozen=True)
class Coming:
    """Who came to a table, and who was expected and did not."""

    all: list[Attendance]
    others: int
    roles: list[tuple[str, int]]
    missing: list[str]
    """Roles, units and buildings of which nobody came."""

    @property
    def total(self) -> int:
        return len(self.all) + self.others

    @property
    def by_own_word(self) -> int:
        return sum(one.is_by_own_word for one in self.all)

    def includes(self, person: Person) -> bool:
        return any(one.person_id == person.pk for one in self.all)


def coming_of(meeting: Meeting) -> Coming:
    """Return who came, counted by role, and who was missed."""
    came = queries.attendances_of(meeting)
    counted: dict[str, int] = defaultdict(int)
    for one in came:
        counted[str(one.get_role_display())] += 1
    missing = queries.roles_missing(meeting, came)
    missing += [one.name for one in queries.partners_missing(meeting, came)]
    if meeting.is_by_building:
        missing += [one.full_name for one in queries.buildings_missing(meeting, came)]
    return Coming(came, meeting.others, sorted(counted.items(), key=lambda p: -p[1]), missing)


def minutes_of(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the five fields that hold something, with their names."""
    fields = ((label(), getattr(meeting, name)) for name, label in LABELS.items())
    return [(label, words) for label, words in fields if words]


@dataclass(frozen=True)
class Carried:
    """What was promised at the last meetings, by who promised."""

    promises: list[ActionItem]

    @property
    def overdue(self) -> list[tuple[str, int]]:
        """Who is late, and with how many."""
        late: dict[str, int] = defaultdict(int)
        for one in self.promises:
            if one.is_overdue:
                late[one.keeper_in_public] += 1
        return sorted(late.items(), key=lambda pair: -pair[1])


def carried_of(meeting: Meeting) -> Carried:
    """Return the promises with which an agenda opens."""
    if meeting.occasion.series_id is None:
        return Carried([])
    return Carried(list(carried_to(meeting.occasion)))


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """Return all that page, paper and PDF of a meeting say of it."""
    made, carried = at_table(meeting.occasion)
    matters = matters_of(meeting, made)
    constraints = [
        voice.opinion
        for matter in matters
        for voice in matter.voices
        if voice.opinion.kind == Opinion.Kind.CONSTRAINT
    ]
    return {
        "meeting": meeting,
        "occasion": meeting.occasion,
        "matters": matters,
        "coming": coming_of(meeting),
        "carried": Carried(carried),
        "minutes": minutes_of(meeting),
        "unanswered": sum(not one.is_answered for one in constraints),
    }


@dataclass(frozen=True)
class Gate:
    """The first question of a topic, ready to be answered from the table at which it was asked."""

    title: str
    url: str
    said: str
    """What residents have said so far."""


def gate_of(meeting: Meeting, coming: Coming) -> Gate | None:
    """Return the question whether anything shall be done, if the topic asks it first."""
    topic = meeting.topic
    if topic is None or not (topic.asks_first and topic.is_open):
        return None
    if not (meeting.occasion.is_held and meeting.occasion.is_public):
        return None
    [first, *_rest] = questions_of(topic)
    came = ngettext("%(n)d 人到场", "%(n)d 人到场", coming.total) % {"n": coming.total}
    by = f"{meeting.occasion.title}，{came}" if coming.total else meeting.occasion.title
    asked = urlencode({"occasion": meeting.occasion_id, "by": by})
    url = reverse("topics:question", args=[topic.pk, first.key])
    return Gate(first.title, f"{url}?{asked}", first.said)


def share_words(meeting: Meeting) -> str:
    """Return what to paste into a group about a meeting."""
    occasion = meeting.occasion
    if not occasion.is_planned:
        return "\n".join(
            [_("看看“%(title)s”说了什么、定了什么") % {"title": occasion.title}, occasion.unit.name]
        )
    day = _("%(month)s月%(day)s日") % {"month": occasion.on.month, "day": occasion.on.day}
    when = f"{day} {occasion.starts_at:%H:%M}" if occasion.starts_at else day
    lines = [_("来说说：%(title)s") % {"title": occasion.title}, when, occasion.where]
    return "\n".join(line for line in [*lines, occasion.unit.name] if line)

"""What cases are to rooms that only know their reference: a name, a page, a thing in hand."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit import things
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.tasks import holdings, todo

from . import actions, queries
from .models import CalledUnit, Case
from .public_words import without_numbers

A_FEW = 50


def _page(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


def _title(case: Case) -> str:
    """In the words for everybody, where there are some: rooms show it on public pages."""
    return case.public_title or without_numbers(case.title)


def _count(person: Person, unit: AdminUnit) -> int:
    return queries.cases_held_by(person, unit).count()


def _waiting(person: Person) -> Iterator[todo.ToDo]:
    yield from queries.waiting_for(person)
    for called in queries.units_awaited(person)[:A_FEW]:
        yield _of_a_whistle(called, called.is_ours)


def _of_a_whistle(called: CalledUnit, is_ours: bool) -> todo.ToDo:
    whistle = called.whistle
    page, place = reverse("cases:whistle", args=[whistle.pk]), whistle.case.community.name
    if is_ours:
        title = gettext("吹哨，请贵单位来：%(task)s") % {"task": whistle.task}
        return todo.ToDo(title, page, timezone.localdate(whistle.come_by), place)
    said = {"unit": called.organisation.name, "task": whistle.task}
    return todo.ToDo(gettext("吹哨没来：%(unit)s（%(task)s）") % said, page, place=place)


def register_holdings() -> None:
    """Let cases be named, waited for and handed over."""
    things.register(things.ThingKind("cases.case", _("诉求"), queries.cases_seen_by, _title, _page))
    todo.register(todo.Source("cases", _("诉求"), _waiting, "message-circle"))
    holdings.register(holdings.Holding("cases", _("手上的诉求"), _count, actions.hand_over_cases))

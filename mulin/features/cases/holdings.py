"""What cases are to rooms that only know their reference: a name, a page, a thing in hand."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit import things
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.tasks import holdings, todo

from . import actions, queries
from .models import Case


def _page(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


def _count(person: Person, unit: AdminUnit) -> int:
    return queries.cases_held_by(person, unit).count()


def register_holdings() -> None:
    """Let cases be named, waited for and handed over."""
    things.register(things.ThingKind("cases.case", _("诉求"), queries.cases_seen_by, str, _page))
    todo.register(todo.Source("cases", _("诉求"), queries.waiting_for, "message-circle"))
    holdings.register(holdings.Holding("cases", _("手上的诉求"), _count, actions.hand_over_cases))

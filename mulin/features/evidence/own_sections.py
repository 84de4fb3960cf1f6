"""What the room of evidence holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def records(person: Person) -> Rows:
    for one in queries.records_of(person).iterator():
        yield one.recorded_at, one.text, one.withdrawn_because


def register_sections() -> None:
    """Hand in what people may see and take along."""
    columns = (_("时间"), _("做了什么"), _("为什么撤回"))
    register(Section("evidence", _("我记下的工作"), columns, records))

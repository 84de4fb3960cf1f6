"""What this room holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import actions, queries


def matters(person: Person) -> Rows:
    for one in queries.matters_of_person(person):
        when = one.starts or one.on
        door = f"{one.building.full_name if one.building else ''}{one.door}"
        yield when, one.about, one.point.name, door, one.get_state_display(), one.result


def forget(person: Person) -> None:
    actions.forget_resident(person=person)


def register_sections() -> None:
    """Hand in what people may see and take along."""
    headings = (
        _("什么时候"),
        _("什么事"),
        _("在哪个服务点"),
        _("上门的门牌"),
        _("办到哪里"),
        _("结果"),
    )
    register(
        Section(
            "services",
            _("我办的事"),
            headings,
            matters,
            forget,
            page="services:mine",
            icon="clipboard-check",
        )
    )

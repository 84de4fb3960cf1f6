"""What is promised by a person, and what she brought up."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import actions, queries


def promises(person: Person) -> Rows:
    for item in queries.items_of(person).iterator():
        yield item.made_at, item.what, item.due_on, item.get_state_display()


def matters(person: Person) -> Rows:
    for item in queries.matters_of(person).iterator():
        yield item.brought_up_at, item.title, item.get_state_display()


def forget(person: Person) -> None:
    actions.forget_feed(person=person)


def register_sections() -> None:
    """Hand in what people may see and take along."""
    register(
        Section(
            "promises",
            _("我要做的事"),
            (_("时间"), _("做什么"), _("哪天以前"), _("怎么样了")),
            promises,
            forget,
            page="tasks:mine",
            icon="clipboard-check",
        )
    )
    register(Section("matters", _("我提的议题"), (_("时间"), _("议题"), _("怎么样了")), matters))

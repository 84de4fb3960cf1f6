"""What this room holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import actions, queries


def messages(person: Person) -> Rows:
    for message in queries.all_messages_for(person):
        yield message.at, message.text


def forget(person: Person) -> None:
    actions.forget_reader(person=person)


def register_sections() -> None:
    """Hand in what people may see and take along."""
    register(Section("messages", _("我的消息"), (_("时间"), _("内容")), messages, forget))

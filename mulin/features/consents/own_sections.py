"""What the room of consents holds about a person's household, and who looked at it."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def answers(person: Person) -> Rows:
    for one in queries.answers_of_homes(person).iterator():
        yield (
            one.said_at,
            one.round.question,
            str(one.get_answer_display()),
            str(one.get_channel_display()),
        )


def viewings(person: Person) -> Rows:
    for record in queries.card_viewings(person):
        who = record.by.name_in_public if record.by else ""
        yield record.at, who, record.unit.name if record.unit else ""


def register_sections() -> None:
    """Hand in what people may see and take along."""
    when = _("时间")
    register(
        Section(
            "household_answers",
            _("我家在入户征询里的答复"),
            (when, _("问题"), _("答复"), _("怎么答的")),
            answers,
        )
    )
    register(
        Section("answer_viewings", _("谁看过我家的答复"), (when, _("谁"), _("地方")), viewings)
    )

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


def objections(person: Person) -> Rows:
    for one in queries.objections_of_homes(person).iterator():
        said = f"{one.text} → {one.wish}" if one.wish else one.text
        yield one.raised_at, one.topic_label, said, str(one.get_state_display()), one.agreed_answer


def plans(person: Person) -> Rows:
    for plan in queries.own_plans(person):
        things = str(_("、")).join(str(item) for item in plan.items.all())
        share = f"{plan.cost_share / 100:.2f}"
        yield plan.drawn_up_at, things, plan.design_note, share, plan.signed_on


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
        Section(
            "household_objections",
            _("我家提过的意见"),
            (when, _("哪方面"), _("意见、希望"), _("谈得怎么样"), _("答应了什么")),
            objections,
        )
    )
    register(
        Section(
            "household_plans",
            _("我家的一户一策"),
            (when, _("做哪几项"), _("具体怎么做"), _("住户自己出多少（元）"), _("哪天签的")),
            plans,
        )
    )
    register(
        Section("answer_viewings", _("谁看过我家的答复"), (when, _("谁"), _("地方")), viewings)
    )

"""What the room of advice holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def asked(person: Person) -> Rows:
    for one in queries.asked_by(person).iterator():
        yield one.asked_at, one.title, one.whom, one.get_state_display()


def answered(person: Person) -> Rows:
    for one in queries.answered_by(person).iterator():
        yield one.answered_on, one.title, one.signed_by, one.answer


def questions(person: Person) -> Rows:
    for one in queries.questions_of(person).iterator():
        yield one.asked_at, one.text, one.get_state_display(), one.answer


def register_sections() -> None:
    """Hand in what people may see and take along."""
    when, what = _("时间"), _("什么事")
    register(
        Section("expert_requests", _("我发的约请"), (when, what, _("请谁"), _("怎么样了")), asked)
    )
    register(Section("advice", _("我写的答复"), (when, what, _("以谁的名义"), _("答复")), answered))
    register(
        Section(
            "advice_questions",
            _("我想请教的问题"),
            (when, what, _("怎么样了"), _("答复")),
            questions,
        )
    )

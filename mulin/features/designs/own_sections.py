"""What the room of drawings holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def comments(person: Person) -> Rows:
    for said in queries.comments_by(person).iterator(chunk_size=200):
        yield said.submitted_at, said.display.title, said.text, said.get_answer_display()


def leanings(person: Person) -> Rows:
    for leaning in queries.leanings_by(person).iterator(chunk_size=200):
        yield leaning.said_at, leaning.option.version.display.title, leaning.option.title


def register_sections() -> None:
    """Hand in what people may see and take along."""
    register(
        Section(
            "design_comments",
            _("我对方案的意见"),
            (_("时间"), _("方案"), _("内容"), _("答复")),
            comments,
        )
    )
    register(
        Section(
            "design_leanings",
            _("我更喜欢的方案"),
            (_("时间"), _("征询"), _("方案")),
            leanings,
        )
    )

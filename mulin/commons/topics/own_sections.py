"""What topics hold about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def opinions(person: Person) -> Rows:
    for said in queries.opinions_of(person).iterator(chunk_size=200):
        yield said.said_on, said.get_kind_display(), said.text, said.get_reply_display()


def register_sections() -> None:
    """Hand in what people may see and take along."""
    register(
        Section(
            "opinions",
            _("我说过的话"),
            (_("日期"), _("种类"), _("内容"), _("答复")),
            opinions,
        )
    )

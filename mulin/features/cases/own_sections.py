"""What the room of cases holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register
from mulin.errors import Refused

from . import queries


def cases(person: Person) -> Rows:
    for case in queries.cases_by(person).iterator(chunk_size=200):
        yield case.came_at, case.title, case.text, case.get_state_display()


def forget(person: Person) -> None:
    """Let nobody leave with cases in hand: somebody must take them over first."""
    if queries.cases_in_hand_of(person).exists():
        raise Refused(_("您手上还有诉求没办完，请先交给同事。"))


def register_sections() -> None:
    """Hand in what people may see, take along and work with."""
    register(
        Section(
            "cases",
            _("我报的事"),
            (_("时间"), _("标题"), _("内容"), _("办到哪一步")),
            cases,
            forget,
            page="cases:mine",
            icon="message-circle",
        )
    )

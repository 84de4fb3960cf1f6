"""What the room of owners' votes holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries
from .models.ballots import Answer


def ballots(person: Person) -> Rows:
    for one in queries.ballots_of(person).iterator():
        said = "、".join(str(Answer(answer).label) for answer in one.answers.values())
        yield one.returned_at, one.vote.title, said


def register_sections() -> None:
    """Hand in what people may see and take along."""
    columns = (_("时间"), _("哪次表决"), _("答了什么"))
    register(Section("owners-ballots", _("我在业主共同决定里的答复"), columns, ballots))

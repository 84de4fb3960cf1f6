"""What the room of naming contests holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries
from .models import NamingVote


def names(person: Person) -> Rows:
    for one in queries.submissions_by(person).iterator(chunk_size=200):
        yield one.given_at, one.candidate.contest.name_before, one.written, one.meaning


def votes(person: Person) -> Rows:
    for one in queries.votes_by(person).iterator(chunk_size=200):
        yield one.at, one.contest.name_before, _chosen(one)


def _chosen(vote: NamingVote) -> str:
    if vote.candidate:
        return vote.candidate.name
    return str(_("纸票") if vote.on_paper else _("结束以后就删掉了，谁也查不到"))


def register_sections() -> None:
    """Hand in what people may see and take along."""
    when, place = _("时间"), _("给哪儿起名")
    register(
        Section(
            "naming-names",
            _("我起的名字"),
            (when, place, _("名字"), _("含义")),
            names,
            page="naming:mine",
            icon="tag",
        )
    )
    register(Section("naming-votes", _("我投的名字"), (when, place, _("投了哪个")), votes))

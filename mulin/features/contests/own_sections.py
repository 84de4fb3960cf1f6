"""What the room of contests holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def votes(person: Person) -> Rows:
    for vote in queries.votes_of(person).iterator():
        yield vote.ballot.cast_at, vote.ballot.step.name, vote.proposal.title


def sheets(person: Person) -> Rows:
    for sheet in queries.sheets_visible_to(person).order_by("-assigned_at").iterator():
        yield sheet.assigned_at, sheet.proposal.title, str(sheet.score or ""), sheet.comment


def objections(person: Person) -> Rows:
    for objection in queries.objections_from(person).iterator():
        title = objection.proposal.title if objection.proposal else ""
        yield objection.created_at, title, objection.text, objection.answer


def register_sections() -> None:
    """Hand in what people may see and take along."""
    register(Section("votes", _("我投过的票"), (_("时间"), _("评选"), _("提案")), votes))
    register(
        Section("sheets", _("我打过的分"), (_("时间"), _("提案"), _("分数"), _("评语")), sheets)
    )
    register(
        Section(
            "notice-objections",
            _("我对结果提的异议"),
            (_("时间"), _("提案"), _("异议"), _("答复")),
            objections,
        )
    )

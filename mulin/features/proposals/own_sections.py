"""What the room of proposals holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def proposals(person: Person) -> Rows:
    for proposal in queries.own_proposals(person).iterator(chunk_size=200):
        yield proposal.created_at, proposal.title, proposal.text, proposal.get_state_display()


def comments(person: Person) -> Rows:
    for comment in queries.comments_by(person).iterator(chunk_size=200):
        title = comment.revision.proposal.title
        yield comment.written_at, title, comment.text, comment.answer


def register_sections() -> None:
    """Hand in what people may see, take along and work with."""
    register(
        Section(
            "proposals",
            _("我的提案"),
            (_("时间"), _("标题"), _("内容"), _("状态")),
            proposals,
            page="proposals:mine",
            icon="file-pen",
        )
    )
    register(
        Section(
            "coach_comments",
            _("我提的陪伴意见"),
            (_("时间"), _("提案"), _("意见"), _("回话")),
            comments,
        )
    )

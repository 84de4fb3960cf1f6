from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.models import Proposal

from .. import permissions
from ..models import CoachComment, ProposalRevision
from ..sections import COMMENTED, label_of
from .keeping import sheet_of
from .taking_up import must_be_open, take_up
from .writing_down import write_down


@transaction.atomic
def comment_on_proposal(
    *, actor: Person, proposal: Proposal, section: str, text: str
) -> CoachComment:
    """Say what could be better in one part of a proposal, as it is now."""
    require(permissions.can_comment(actor, proposal))
    _step, proposal = take_up(proposal, early=True)
    must_be_open(proposal)
    if section not in COMMENTED:
        raise Refused(_("没有这一部分，请重新选。"))
    if not text.strip():
        raise Refused(_("请写一句意见。"))
    sheet = sheet_of(proposal)
    revision = ProposalRevision.objects.get(proposal=proposal, number=sheet.version)
    comment = CoachComment.objects.create(
        revision=revision, section=section, text=text.strip(), by=actor
    )
    follow(person=actor, thing=proposal)
    write_down("proposals.commented", actor, proposal, part=label_of(section), text=text.strip())
    return comment


@transaction.atomic
def answer_comment(
    *, actor: Person, comment: CoachComment, answer: str = "", is_settled: bool = True
) -> CoachComment:
    """Answer what a coach said, or tick it off; both stay with the proposal."""
    require(permissions.can_answer(actor, comment))
    comment = (
        CoachComment.objects.select_for_update(of=("self",))
        .select_related("revision__proposal__community")
        .get(pk=comment.pk)
    )
    if comment.is_settled:
        raise Refused(_("这条意见已经回过了。"))
    if not (answer.strip() or is_settled):
        raise Refused(_("请写一句回话，或者勾上“已经改好”。"))
    comment.answer, comment.answered_by = answer.strip() or comment.answer, actor
    comment.settled_at = timezone.now() if is_settled else None
    comment.save()
    proposal = comment.revision.proposal
    write_down(
        "proposals.answered",
        actor,
        proposal,
        part=label_of(comment.section),
        answer=answer.strip() or _("已经改好"),
    )
    return comment

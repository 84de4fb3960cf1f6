"""How objections to a result come in, are acknowledged and answered."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter

from .. import permissions, queries
from ..models import NoticeObjection, Publication
from ..results import result_of

MOST_WAITING = 5
"""How many unanswered objections one person may have to one result."""


@transaction.atomic
def object_to_result(
    *, actor: Person, publication: Publication, text: str, proposal: int | None = None
) -> NoticeObjection:
    """Object to a published result, or to one proposal in it, while it hangs."""
    require(
        permissions.can_object(actor, publication),
        _("社区确认您住在这里之后，就能在这里提；现在也可以按公示上写的地址、电话提。"),
    )
    publication = _held_open(publication)
    if not publication.notice.is_running:
        raise Refused(_("公示期过了，不能再提异议。"))
    hold_alone(f"contests.objector:{publication.pk}:{actor.pk}")
    waiting = queries.unanswered(publication).filter(objector=actor)
    if waiting.filter(text=text.strip(), proposal=proposal).exists():
        raise Refused(_("这条已经收到了，不用再提一次。"))
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("您有 %(count)d 条还在等答复，请等一等再提。") % {"count": MOST_WAITING})
    objection = _receive(
        publication, text, proposal, objector=actor, received_on=timezone.localdate()
    )
    follow(person=actor, thing=objection)
    _write_down("contests.objection_received", actor, objection)
    return objection


@transaction.atomic
def enter_objection(
    *,
    actor: Person,
    publication: Publication,
    text: str,
    received_on: date,
    proposal: int | None = None,
    paper_name: str = "",
) -> NoticeObjection:
    """Enter an objection that was handed in on paper while the result hung."""
    require(permissions.can_enter_objection(actor, publication))
    publication = _held_open(publication)
    notice = publication.notice
    if not notice.posted_on <= received_on <= timezone.localdate():
        raise Refused(_("收到的日子要在公示贴出来以后、今天或今天以前。"))
    if notice.ends_on and received_on > notice.ends_on:
        raise Refused(_("这张纸是公示期过了才收到的，不能算异议。"))
    hold_alone(f"contests.objections_on_paper:{publication.pk}")
    same = queries.objections_to(publication).filter(
        text=text.strip(), proposal=proposal, paper_name=paper_name.strip(), objector=None
    )
    if same.exists():
        raise Refused(_("这张纸已经录过了。"))
    objection = _receive(
        publication,
        text,
        proposal,
        entered_by=actor,
        paper_name=paper_name.strip(),
        received_on=received_on,
        acknowledged_at=timezone.now(),
    )
    _write_down("contests.objection_entered", actor, objection)
    return objection


@transaction.atomic
def acknowledge_objection(*, actor: Person, objection: NoticeObjection) -> NoticeObjection:
    """Tell who objected that it is being looked into."""
    objection = _taken_up(actor, objection)
    if objection.acknowledged_at:
        raise Refused(_("已经说过收到了。"))
    objection.acknowledged_at = timezone.now()
    objection.save(update_fields=["acknowledged_at"])
    _write_down("contests.objection_acknowledged", actor, objection)
    return objection


@transaction.atomic
def answer_objection(*, actor: Person, objection: NoticeObjection, answer: str) -> NoticeObjection:
    """Answer an objection for everybody to read, in the part one plays."""
    objection = _taken_up(actor, objection)
    if not answer.strip():
        raise Refused(_("还没写答复。"))
    now = timezone.now()
    objection.acknowledged_at = objection.acknowledged_at or now
    objection.answer, objection.answered_at, objection.answered_by = answer.strip(), now, actor
    objection.answered_as = role_at(actor, objection.publication.step.cycle.programme.host)
    objection.save()
    _write_down("contests.objection_answered", actor, objection)
    return objection


def _held_open(publication: Publication) -> Publication:
    """Hold the step of publishing open, so that it does not close while something comes in."""
    publication = Publication.objects.select_related("notice", "step", "contest").get(
        pk=publication.pk
    )
    publication.step = enter(publication.step, early=True, late=True)
    return publication


def _taken_up(actor: Person, objection: NoticeObjection) -> NoticeObjection:
    require(permissions.can_answer_objection(actor, objection), _("自己提的异议，请同事来答复。"))
    publication = _held_open(objection.publication)
    held = NoticeObjection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    held.publication = publication
    if held.is_answered:
        raise Refused(_("这条异议已经答复过了。"))
    return held


def _receive(
    publication: Publication, text: str, proposal: int | None, **facts: Any
) -> NoticeObjection:
    if not text.strip():
        raise Refused(_("还没写异议的内容。"))
    if proposal and not _is_on_the_list(publication, proposal):
        raise Refused(_("有一项不在这次的名单上，请重新选。"))
    return NoticeObjection.objects.create(
        publication=publication, proposal_id=proposal, text=text.strip(), **facts
    )


def _is_on_the_list(publication: Publication, proposal: int) -> bool:
    counted = result_of(publication.contest)
    return counted is not None and proposal in {row.proposal for row in counted.rows}


def _write_down(verb: str, actor: Person, objection: NoticeObjection) -> None:
    host = objection.publication.step.cycle.programme.host
    record(
        verb,
        by=actor,
        role=role_at(actor, host),
        about=objection,
        unit=host,
        step=objection.publication.step_id,
    )

"""What neighbours say about drawings, and how it is answered."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import (
    DesignComment,
    DesignDisplay,
    DesignLeaning,
    DesignOption,
    DesignVersion,
    DisplayBoard,
)
from .writing_down import write_down


@transaction.atomic
def comment_on_design(
    *,
    actor: Person | None,
    display: DesignDisplay,
    text: str,
    board: DisplayBoard | None = None,
    author_name: str = "",
    is_anonymous: bool = False,
    receipt: UUID | None = None,
) -> DesignComment:
    """
    Say what one thinks of drawings; a visitor without an account is nobody as `actor`.

    The same receipt again is the same press of the button again.
    """
    version = _shown(display)
    if receipt and (earlier := _with_receipt(receipt)):
        return earlier
    if not display.takes_comments:
        raise Refused(_("这次听意见的日子过了，想说的话请找%(who)s。") % {"who": display.contact})
    is_shown = permissions.shows_at_once(actor, display)
    state = DesignComment.State.VISIBLE if is_shown else DesignComment.State.AWAITING_REVIEW
    said = DesignComment.objects.create(
        display=display,
        version=version,
        board=board,
        channel=DesignComment.Channel.BOARD if board else DesignComment.Channel.WEB,
        text=text,
        author=actor,
        author_name=author_name,
        is_anonymous=is_anonymous,
        state=state,
        **({"receipt": receipt} if receipt else {}),
    )
    write_down(
        "designs.commented", actor, said, shown=is_shown, anonymous=is_anonymous or not actor
    )
    if actor:
        follow(person=actor, thing=said)
    return said


@transaction.atomic
def enter_comment(
    *,
    actor: Person,
    display: DesignDisplay,
    text: str,
    board: DisplayBoard | None = None,
    author_name: str = "",
    receipt: UUID | None = None,
) -> DesignComment:
    """Type in a paper slip; what was put into the box in time may be typed in late."""
    require(permissions.can_keep(actor, display.topic))
    version = _shown(display)
    if not display.has_begun:
        raise Refused(_("还没到听意见的日子。"))
    if receipt and (earlier := _with_receipt(receipt)):
        return earlier
    said = DesignComment.objects.create(
        display=display,
        version=version,
        board=board,
        channel=DesignComment.Channel.PAPER,
        text=text,
        author_name=author_name,
        entered_by=actor,
        state=DesignComment.State.VISIBLE,
        **({"receipt": receipt} if receipt else {}),
    )
    write_down("designs.comment_entered", actor, said)
    return said


@transaction.atomic
def show_comment(*, actor: Person, comment: DesignComment) -> DesignComment:
    """Let neighbours read a comment."""
    require(permissions.can_keep(actor, comment.display.topic))
    comment = _held(comment)
    if comment.is_visible:
        raise Refused(_("这条已经挂出来了。"))
    comment.state = DesignComment.State.VISIBLE
    comment.hiding_reason = ""
    comment.save(update_fields=["state", "hiding_reason"])
    write_down("designs.comment_shown", actor, comment)
    return comment


@transaction.atomic
def hide_comment(*, actor: Person, comment: DesignComment, hiding_reason: str) -> DesignComment:
    """Keep a comment from being read by everybody, and say why."""
    require(permissions.can_keep(actor, comment.display.topic))
    comment = _held(comment)
    if comment.is_answered:
        raise Refused(_("已经答复了，不能再收起来。"))
    comment.state = DesignComment.State.HIDDEN
    comment.hiding_reason = hiding_reason
    comment.save(update_fields=["state", "hiding_reason"])
    write_down("designs.comment_hidden", actor, comment, reason=hiding_reason)
    return comment


@transaction.atomic
def answer_comment(
    *, actor: Person, comment: DesignComment, answer: str, reason: str
) -> DesignComment:
    """Say whether a comment was taken up, and why; another answer later replaces it."""
    require(permissions.can_keep(actor, comment.display.topic))
    comment = _held(comment)
    if not comment.is_visible:
        raise Refused(_("先挂出来，再答复：答复也是公开的。"))
    if answer == DesignComment.Answer.NOT_ADOPTED and comment.built_into_id:
        raise Refused(_("这条已经画进方案里了，不能改成没采纳。"))
    before = comment.answer
    comment.answer = answer
    comment.reason = reason
    comment.answered_by = actor
    comment.answered_at = timezone.now()
    comment.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    write_down(
        "designs.comment_answered", actor, comment, answer=answer, reason=reason[:80], before=before
    )
    return comment


@transaction.atomic
def lean_towards(*, actor: Person, option: DesignOption) -> DesignLeaning:
    """Say which option one likes best so far; a second time changes it.  It decides nothing."""
    display = option.version.display
    require(permissions.can_lean(actor, display), _("登记住在这儿、社区核对过的邻居才能选。"))
    version = _shown(display)
    if version.pk != option.version_id or not display.takes_comments:
        raise Refused(_("这一版已经不在征询了，看看现在的一版。"))
    locks.hold_alone(f"designs.leaning:{version.pk}:{actor.pk}")
    leaning, _new = DesignLeaning.objects.update_or_create(
        version=version, person=actor, defaults={"option": option}
    )
    write_down("designs.leaned", actor, display, anonymous=True)
    return leaning


def _shown(display: DesignDisplay) -> DesignVersion:
    version = queries.current_version(display)
    if version is None:
        raise Refused(_("方案还没有公开。"))
    return version


def _with_receipt(receipt: UUID) -> DesignComment | None:
    locks.hold_alone(f"designs.receipt:{receipt}")
    return queries.comment_with_receipt(receipt)


def _held(comment: DesignComment) -> DesignComment:
    locks.hold_alone(f"designs.comment:{comment.pk}")
    return DesignComment.objects.select_related("display__topic__community").get(pk=comment.pk)

"""Give a name: on a phone, or through somebody who types what stands on paper."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.notices.actions import follow, unfollow
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.web.plain import plain

from .. import permissions, queries
from ..models import CandidateName, NameSubmission, NamingContest
from .holding import alone, beside, write_down

MOST_LINES = 200
LONGEST_KEY = 40
"""Some signs of one width become many of another."""


@transaction.atomic
def submit_name(
    *,
    actor: Person | None,
    contest: NamingContest,
    name: str,
    meaning: str = "",
    author_name: str = "",
    receipt: UUID | None = None,
) -> NameSubmission:
    """
    Give a name while names are collected; a visitor without an account is nobody as `actor`.

    The same receipt again is the same press of the button again.
    """
    require(permissions.can_give_name(actor, contest), _("这次起名字要先登录。"))
    contest = beside(contest)
    if receipt and (earlier := _with_receipt(receipt)):
        return earlier
    if not contest.is_collecting:
        raise Refused(_("征名已经截止了，谢谢您。"))
    candidate = _candidate(contest, name, shown=permissions.shows_at_once(actor, contest))
    if actor is not None:
        _keep_to_limit(actor, contest, candidate)
        follow(person=actor, thing=candidate)
        follow(person=actor, thing=contest)
    submission = NameSubmission.objects.create(
        candidate=candidate,
        written=name,
        meaning=meaning,
        given_by=actor,
        author_name="" if actor else author_name,
        **({"receipt": receipt} if receipt else {}),
    )
    write_down("naming.name_given", actor, contest, about=candidate, name=candidate.name)
    return submission


@transaction.atomic
def enter_names(
    *,
    actor: Person,
    contest: NamingContest,
    channel: str,
    lines: Sequence[tuple[str, str]],
) -> list[NameSubmission]:
    """
    Write down names that came on paper, at a meeting or in a chat, each with who gave it.

    What was handed in on time may be written down late, until there is a ballot.
    """
    contest = alone(actor, contest)
    if not contest.takes_names:
        raise Refused(_("已经开始投票了，不能再加名字。"))
    if channel == NameSubmission.Channel.PHONE:
        raise Refused(_("请选名字是怎么来的。"))
    if not lines or len(lines) > MOST_LINES:
        raise Refused(_("一次录 1 到 %(most)d 个名字。") % {"most": MOST_LINES})
    entered = [
        NameSubmission.objects.create(
            candidate=_candidate(contest, name, shown=True),
            written=name,
            author_name=author,
            channel=channel,
            entered_by=actor,
        )
        for name, author in lines
    ]
    write_down("naming.names_entered", actor, contest, channel=channel, names=len(entered))
    return entered


@transaction.atomic
def withdraw_name(*, actor: Person | None, submission: NameSubmission) -> None:
    """Take back a name one gave, as long as there is no ballot; whoever holds its slip may."""
    contest = beside(submission.candidate.contest)
    submission = NameSubmission.objects.select_for_update().get(pk=submission.pk)
    owner = submission.given_by_id
    require(owner is None or (actor is not None and owner == actor.pk))
    if not contest.takes_names:
        raise Refused(_("已经开始投票了，名字收不回来了。"))
    if submission.withdrawn_at:
        raise Refused(_("这个名字已经收回了。"))
    submission.withdrawn_at = timezone.now()
    submission.save(update_fields=["withdrawn_at"])
    if actor is not None:
        unfollow(person=actor, thing=submission.candidate)
    write_down("naming.name_withdrawn", actor, contest, about=submission.candidate)


def _with_receipt(receipt: UUID) -> NameSubmission | None:
    hold_alone(f"naming.receipt:{receipt}")
    return NameSubmission.objects.filter(receipt=receipt).first()


def _candidate(contest: NamingContest, name: str, *, shown: bool) -> CandidateName:
    """Return what this name is one of: the same name, however it is written, is one."""
    key = plain(name)[:LONGEST_KEY]
    if not key:
        raise Refused(_("“%(name)s”里没有字，请写一个名字。") % {"name": name})
    if key == plain(contest.place.name)[:LONGEST_KEY]:
        raise Refused(_("现在就叫“%(name)s”。") % {"name": contest.place.name})
    hold_alone(f"naming.name:{contest.pk}:{key}")
    candidate, _is_new = CandidateName.objects.get_or_create(
        contest=contest, key=key, defaults={"name": name}
    )
    if shown and candidate.awaits_review:
        candidate.shown_at = timezone.now()
        candidate.save(update_fields=["shown_at"])
    return candidate


def _keep_to_limit(actor: Person, contest: NamingContest, candidate: CandidateName) -> None:
    hold_alone(f"naming.limit:{contest.pk}:{actor.pk}")
    if candidate.submissions.filter(given_by=actor, withdrawn_at=None).exists():
        raise Refused(_("这个名字您已经起过了。"))
    most = contest.per_person
    if queries.times_given(contest, actor) >= most:
        raise Refused(
            ngettext(
                "每人最多起 %(most)s 个名字，您已经起满了。",
                "每人最多起 %(most)s 个名字，您已经起满了。",
                most,
            )
            % {"most": most}
        )

"""Prepare, announce, call off and count an owners' vote."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulin.commons.audit.actions import record
from mulin.commons.electorates.actions import freeze
from mulin.commons.electorates.models import Electorate
from mulin.commons.electorates.queries import roll_of
from mulin.commons.notices.actions import post_notice
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions
from ..counting import counts_of
from ..models import MatterNote, OwnersQuestion, OwnersVote
from ..notice_words import announcement, result_notice
from .holding import alone, write_down


@transaction.atomic
def prepare_vote(
    *, actor: Person, electorate: Electorate, questions: Sequence[str], **facts: Any
) -> OwnersVote:
    """
    Draft what the owners of a compound are asked.

    `facts`: title, item, explanation, rule, unreturned, unreturned_source, notice_days,
    opens_at, closes_at, contact.
    """
    require(permissions.can_hold_vote(actor, electorate.unit))
    electorate = Electorate.objects.select_for_update().get(pk=electorate.pk)
    if electorate.kind != Electorate.Kind.OWNERS or electorate.compound is None:
        raise Refused(_("业主共同决定只能用业主名册，住户名册和代表名册都不行。"))
    if electorate.is_frozen or OwnersVote.objects.filter(electorate=electorate).exists():
        raise Refused(_("这份名册已经用过了，请按今天的情况再建一份。"))
    vote = OwnersVote(
        unit=electorate.compound.community,
        compound=electorate.compound,
        electorate=electorate,
        prepared_by=actor,
    )
    _fill(vote, facts, questions)
    write_down(actor, "owners.prepared", vote, item=vote.item)
    return vote


@transaction.atomic
def change_vote(
    *, actor: Person, vote: OwnersVote, questions: Sequence[str], **facts: Any
) -> OwnersVote:
    """Change a draft; once announced nothing changes any more."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = alone(vote)
    _only_a_draft(vote)
    vote.questions.all().delete()
    _fill(vote, facts, questions)
    write_down(actor, "owners.changed", vote, item=vote.item)
    return vote


@transaction.atomic
def announce_vote(*, actor: Person, vote: OwnersVote) -> OwnersVote:
    """Freeze the roll and put the announcement on the board; the days of notice begin."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = alone(vote)
    _only_a_draft(vote)
    first = timezone.localdate() + timedelta(days=vote.notice_days)
    if timezone.localdate(vote.opens_at) <= first and vote.notice_days:
        raise Refused(
            _("要提前 %(days)s 天公告（贴出当天不算），最早 %(first)s 开始。")
            % {"days": vote.notice_days, "first": first + timedelta(days=1)}
        )
    if vote.opens_at <= timezone.now():
        raise Refused(_("开始的时间已经过了，请改一改。"))
    if bare := roll_of(vote.electorate).filter(area=0).first():
        raise Refused(_("名册第 %(number)s 行没有面积，请先补好。") % {"number": bare.number})
    freeze(actor=actor, electorate=vote.electorate)
    vote.announced_at = timezone.now()
    vote.save(update_fields=["announced_at"])
    with override(settings.LANGUAGE_CODE):
        post_notice(actor=actor, unit=vote.unit, about=vote, **announcement(vote))
    write_down(actor, "owners.announced", vote, compound=vote.compound.name)
    return vote


@transaction.atomic
def call_off_vote(*, actor: Person, vote: OwnersVote, because: str) -> OwnersVote:
    """End a vote without a result; what came in stays as it is."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = alone(vote)
    if vote.called_off_at or vote.concluded_at:
        raise Refused(_("这次表决已经结束了。"))
    vote.called_off_at, vote.called_off_because = timezone.now(), because
    vote.save(update_fields=["called_off_at", "called_off_because"])
    write_down(actor, "owners.called_off", vote, because=because)
    return vote


@transaction.atomic
def conclude_vote(*, actor: Person, vote: OwnersVote) -> OwnersVote:
    """Count every question, keep all figures, and put the result on the board."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = alone(vote)
    if vote.state != OwnersVote.State.CLOSED:
        raise Refused(_("截止以后才能计票，一次表决只计一次。"))
    counts = counts_of(vote)
    vote.outcome = {"questions": [one.as_dict() for one in counts]}
    vote.concluded_at = timezone.now()
    vote.save(update_fields=["outcome", "concluded_at"])
    with override(settings.LANGUAGE_CODE):
        post_notice(actor=actor, unit=vote.unit, about=vote, **result_notice(vote, counts))
    passed = [one.number for one in counts if one.outcome.passed]
    write_down(actor, "owners.concluded", vote, passed=passed)
    return vote


@transaction.atomic
def write_matter_note(
    *, actor: Person, unit: AdminUnit, topic: str, text: str, source: str
) -> MatterNote:
    """Write what a place's own rules add to the law; writing again replaces it."""
    require(permissions.can_hold_vote(actor, unit))
    note, _is_new = MatterNote.objects.update_or_create(
        unit=unit, topic=topic, defaults={"text": text, "source": source}
    )
    record(
        "owners.note_written",
        by=actor,
        role=role_at(actor, unit),
        about=note,
        unit=unit,
        topic=topic,
        text=text,
        source=source,
    )
    return note


def _fill(vote: OwnersVote, facts: dict[str, Any], questions: Sequence[str]) -> None:
    asked = [text.strip() for text in questions if text.strip()]
    if not asked:
        raise Refused(_("至少要问一件事。"))
    if facts["opens_at"] >= facts["closes_at"]:
        raise Refused(_("截止要在开始以后。"))
    for name, value in facts.items():
        setattr(vote, name, value)
    vote.save()
    OwnersQuestion.objects.bulk_create(
        OwnersQuestion(vote=vote, number=number, text=text)
        for number, text in enumerate(asked, start=1)
    )


def _only_a_draft(vote: OwnersVote) -> None:
    if not vote.is_draft:
        raise Refused(_("已经公告了，问什么、按什么规则都不能再改。"))

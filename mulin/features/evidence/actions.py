from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.files.actions import hide_photos, publish_photos, store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.commons.topics.gates import refuse_works
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Proposal, Step
from mulin.programmes.queries import topics_worked_off

from . import permissions, queries
from .models import Evidence, FinalReview

BEGUN = (Evidence.State.UNDER_WAY, Evidence.State.DONE)
"""What cannot be said of a proposal while an obstacle of its topic holds the works."""


@transaction.atomic
def record_evidence(
    *,
    actor: Person,
    step: Step,
    text: str,
    happened_on: date,
    community: AdminUnit | None = None,
    proposal: Proposal | None = None,
    photos: Iterable[Picture] = (),
    receipt: UUID | None = None,
    **figures: Any,
) -> Evidence:
    """
    Write down what was done; the same receipt again is the same press of the button again.

    `figures` is what else was told: number, state, due_on, shows.
    """
    community = proposal.community if proposal else community
    require(permissions.can_record(actor, step, community))
    step = enter(step, late=True)
    if receipt and (earlier := _with_receipt(receipt)):
        return earlier
    _fits(step, community, proposal)
    if happened_on > timezone.localdate():
        raise Refused(_("还没到这一天，做完了再来记。"))
    if proposal and figures.get("state") in BEGUN:
        refuse_works(topics_worked_off(step.cycle, proposal))
    evidence = Evidence.objects.create(
        step=step,
        community=community,
        proposal=proposal,
        text=text,
        happened_on=happened_on,
        recorded_by=actor,
        **({"receipt": receipt} if receipt else {}),
        **figures,
    )
    _attach(actor, evidence, photos)
    _write_down(actor, evidence)
    return evidence


@transaction.atomic
def record_list(*, actor: Person, step: Step, lines: Iterable[dict[str, Any]]) -> int:
    """Write down a whole list, all of it or nothing; return how many lines were new."""
    step = enter(step, late=True)
    locks.hold_alone(f"evidence.list:{step.pk}")
    known = {
        (one.proposal_id, one.community_id, one.happened_on, one.text)
        for one in queries.evidence_in_force(step)
    }
    new = 0
    for line in lines:
        if _key(**line) not in known:
            record_evidence(actor=actor, step=step, **line)
            known.add(_key(**line))
            new += 1
    return new


def _key(
    *,
    happened_on: date,
    text: str,
    community: AdminUnit | None = None,
    proposal: Proposal | None = None,
    **figures: Any,
) -> tuple[Any, ...]:
    place = proposal.community_id if proposal else community and community.pk
    return proposal and proposal.pk, place, happened_on, text


@transaction.atomic
def withdraw_evidence(*, actor: Person, evidence: Evidence, reason: str) -> Evidence:
    """Say that something written down does not hold, and why; it stays readable as such."""
    require(permissions.can_record(actor, evidence.step, evidence.community))
    enter(evidence.step, late=True)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.is_withdrawn:
        raise Refused(_("这一条已经撤回了。"))
    evidence.withdrawn_at = timezone.now()
    evidence.withdrawn_because = reason
    evidence.save(update_fields=["withdrawn_at", "withdrawn_because"])
    hide_photos(actor=actor, photos=evidence.photos.all())
    place = evidence.community or evidence.step.cycle.programme.host
    record(
        "evidence.withdrawn",
        by=actor,
        role=role_at(actor, place),
        about=evidence,
        unit=place,
        reason=reason,
    )
    return evidence


@transaction.atomic
def review_proposal(
    *,
    actor: Person,
    step: Step,
    proposal: Proposal,
    goal: str,
    result: str,
    satisfaction: str,
    lessons: str,
    reason: str = "",
) -> FinalReview:
    """Say what a proposal promised and what came of it; a second time only for a reason."""
    require(permissions.can_record(actor, step, proposal.community))
    step = enter(step, late=True)
    _fits(step, proposal.community, proposal)
    locks.hold_alone(f"evidence.review:{step.pk}:{proposal.pk}")
    last = queries.latest_by(step, "proposal").get(proposal.pk)
    if not last or not (last.is_done or last.is_halted):
        raise Refused(_("这个提案还没做完，先记一笔“做好了”或“停下了”，再来评估。"))
    _replace_review(step, proposal, reason)
    review = FinalReview.objects.create(
        step=step,
        proposal=proposal,
        goal=goal,
        result=result,
        satisfaction=satisfaction,
        lessons=lessons,
        reviewed_by=actor,
    )
    _record_about_proposal(
        "evidence.proposal_reviewed", actor, step, proposal, result=result[:80], reason=reason
    )
    return review


def _replace_review(step: Step, proposal: Proposal, reason: str) -> None:
    if not (before := queries.reviews_of(step).get(proposal.pk)):
        return
    if not reason:
        raise Refused(_("已经评估过了。要改，请写为什么改。"))
    before.replaced_at = timezone.now()
    before.replaced_because = reason
    before.save(update_fields=["replaced_at", "replaced_because"])


def _with_receipt(receipt: UUID) -> Evidence | None:
    locks.hold_alone(f"evidence.receipt:{receipt}")
    return queries.evidence_with_receipt(receipt)


def _fits(step: Step, community: AdminUnit | None, proposal: Proposal | None) -> None:
    per = step.settings["per"]
    if per == "selected_proposal":
        if proposal is None or proposal.cycle_id != step.cycle_id or not proposal.is_selected:
            raise Refused(_("请从这一季入选的提案里选一个。"))
    elif per == "community":
        if community is None or not queries.communities_of(step).filter(pk=community.pk).exists():
            raise Refused(_("请从参加的社区里选一个。"))
    elif community is not None:
        raise Refused(_("这一步整季只留一份佐证，不分社区。"))


def _attach(actor: Person, evidence: Evidence, pictures: Iterable[Picture]) -> None:
    unit = evidence.community or evidence.step.cycle.programme.host
    photos = [
        store_photo(actor=actor, upload=picture, alt=evidence.text[:60], unit=unit)
        for picture in pictures
    ]
    evidence.photos.set(photos)
    publish_photos(actor=actor, photos=photos)


def _write_down(actor: Person, evidence: Evidence) -> None:
    if evidence.proposal:
        _record_about_proposal(
            "evidence.proposal_noted",
            actor,
            evidence.step,
            evidence.proposal,
            state=str(evidence.get_state_display()),
            text=evidence.text[:80],
        )
        return
    place = evidence.community or evidence.step.cycle.programme.host
    record("evidence.recorded", by=actor, role=role_at(actor, place), about=evidence, unit=place)


def _record_about_proposal(
    verb: str, actor: Person, step: Step, proposal: Proposal, **details: Any
) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, proposal.community),
        about=proposal,
        unit=proposal.community,
        step=step.pk,
        title=proposal.title,
        **details,
    )

"""Sending visitors to doors, and writing down what they found there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.files.actions import store_photo
from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building
from mulin.errors import Refused, require
from mulin.locks import hold_each_alone
from mulin.web.formats import day as day_in_words

from .. import door_permissions as permissions
from .. import queries
from ..models import (
    Assignment,
    ConsentRound,
    HouseholdConsent,
    Objection,
    Visit,
    VisitCampaign,
)
from ..models.rounds import SAID, Answer
from ..queries import visits
from .answering import Told, add, entered
from .writing_down import write_down

Outcome = Visit.Outcome
LONGEST_WAY = timedelta(days=14)
"""How long an entry may have waited for a line."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One thing a household holds against the works, as it said it."""

    topic: str
    text: str
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Knock:
    """What somebody found behind one door."""

    elector: Elector
    outcome: str
    key: str
    """Names the request, so that the same one sent twice counts once."""

    answer: str = ""
    happened_at: datetime | None = None
    again_at: datetime | None = None
    note: str = ""
    evidence: Picture | None = None
    evidence_kind: str = ""
    objections: Sequence[Raised] = field(default_factory=tuple)


@transaction.atomic
def start_campaign(
    *, actor: Person, round: ConsentRound, name: str, starts_on: date, ends_on: date
) -> VisitCampaign:
    """Say on which days visitors go to every door of a round."""
    require(permissions.can_run_visits(actor, round))
    if round.step.is_closed:
        raise Refused(_("这一轮已经结束了，不用再入户。"))
    if ends_on < starts_on:
        raise Refused(_("最后一天不能早于第一天。"))
    campaign = VisitCampaign.objects.create(
        round=round, name=name.strip(), starts_on=starts_on, ends_on=ends_on
    )
    write_down("consents.campaign_started", actor, round, about=campaign, name=campaign.name)
    return campaign


@transaction.atomic
def assign_visitors(
    *,
    actor: Person,
    campaign: VisitCampaign,
    visitors: Sequence[Person],
    buildings: Sequence[Building],
    days: Sequence[date],
) -> int:
    """Send visitors to buildings on some days; return how many walks that adds."""
    round = campaign.round
    require(permissions.can_run_visits(actor, round))
    if outside := [day for day in days if not campaign.has_day(day)]:
        raise Refused(_("%(day)s不在这次入户的日子里。") % {"day": day_in_words(outside[0])})
    if {one.pk for one in buildings} - {one.pk for one in visits.buildings_in(round)}:
        raise Refused(_("有一栋楼不在这一轮的名册上。"))
    if {one.pk for one in visitors} - {one.pk for one in visits.visitors_for(round)}:
        raise Refused(_("只能派这个社区的工作人员和骨干。"))
    wanted = [
        Assignment(campaign=campaign, building=building, visitor=visitor, day=day)
        for visitor in visitors
        for building in buildings
        for day in days
    ]
    before = Assignment.objects.filter(campaign=campaign).count()
    Assignment.objects.bulk_create(wanted, ignore_conflicts=True)
    added = Assignment.objects.filter(campaign=campaign).count() - before
    write_down("consents.visitors_assigned", actor, round, about=campaign, count=added)
    return added


@transaction.atomic
def withdraw_assignment(*, actor: Person, assignment: Assignment) -> None:
    """Send a visitor to a building no more."""
    round = assignment.campaign.round
    require(permissions.can_run_visits(actor, round))
    write_down(
        "consents.assignment_withdrawn",
        actor,
        round,
        about=assignment.campaign,
        building=assignment.building_id,
        visitor=assignment.visitor_id,
    )
    assignment.delete()


@transaction.atomic
def record_visit(*, actor: Person, campaign: VisitCampaign, knock: Knock) -> Visit:
    """
    Write down one knock on a door, with the answer and the objections it brought.

    The same `key` sent again changes nothing and gives the same visit back.  What happened
    before the round's time was over may arrive later, until somebody closes it.
    """
    home = knock.elector.household
    require(
        home is not None
        and permissions.can_visit_building(actor, campaign, home.dwelling.entrance.building)
    )
    [visit] = _visits(actor, campaign, [knock])
    return visit


@transaction.atomic
def record_visits(
    *, actor: Person, campaign: VisitCampaign, knocks: Sequence[Knock]
) -> list[Visit]:
    """Write down what stands on a paper walk sheet, all of it or nothing."""
    require(permissions.can_run_visits(actor, campaign.round))
    if len({one.elector.pk for one in knocks}) < len(knocks):
        raise Refused(_("同一户在里面出现了两次，请核对。"))
    return _visits(actor, campaign, knocks)


def _visits(actor: Person, campaign: VisitCampaign, knocks: Sequence[Knock]) -> list[Visit]:
    """Add visits, one of each household, in a constant number of questions."""
    for knock in knocks:
        _refuse_nonsense(campaign.round, knock)
    hold_each_alone(f"consents.household:{campaign.round_id}:{one.elector.pk}" for one in knocks)
    sent = visits.visits_with(campaign, [one.key for one in knocks])
    fresh = []
    for knock in knocks:
        if before := sent.get(knock.key):
            _refuse_another(before, knock)
        else:
            fresh.append((knock, _happened_at(knock)))
    if fresh:
        made = _made(actor, campaign, fresh)
        sent |= {one.key: one for one in made}
    return [sent[knock.key] for knock in knocks]


def _made(
    actor: Person, campaign: VisitCampaign, fresh: list[tuple[Knock, datetime]]
) -> list[Visit]:
    last = max(happened_at for _knock, happened_at in fresh)
    round = entered(campaign.round, late=last < campaign.round.step.closes_at)
    if round.opened_at and min(when for _knock, when in fresh) < round.opened_at:
        raise Refused(_("这一轮那时候还没有开始问。"))
    answers = _answers(actor, round, fresh)
    made = []
    for knock, happened_at in fresh:
        photo = _kept(actor, round, knock)
        visit = Visit(
            campaign=campaign,
            elector=knock.elector,
            visitor=actor,
            outcome=knock.outcome,
            happened_at=happened_at,
            again_at=knock.again_at,
            note=knock.note.strip(),
            answer=answers.get(knock.key),
            evidence=photo,
            evidence_kind=knock.evidence_kind if photo else "",
            key=knock.key,
        )
        made.append(visit)
    Visit.objects.bulk_create(made)
    _raise(actor, round, list(zip((knock for knock, _when in fresh), made, strict=True)))
    _record(actor, round, made)
    return made


def _raise(actor: Person, round: ConsentRound, heard: list[tuple[Knock, Visit]]) -> None:
    Objection.objects.bulk_create(
        Objection(
            round=round,
            elector=visit.elector,
            visit=visit,
            topic=one.topic,
            text=one.text.strip(),
            wish=one.wish.strip(),
            raised_at=visit.happened_at,
            entered_by=actor,
        )
        for knock, visit in heard
        for one in knock.objections
    )


def _record(actor: Person, round: ConsentRound, made: list[Visit]) -> None:
    """Record that somebody knocked and what was behind the door; never what was answered."""
    if len(made) == 1:
        write_down("consents.visited", actor, round, about=made[0], outcome=made[0].outcome)
    else:
        campaign = made[0].campaign
        write_down("consents.visits_entered", actor, round, about=campaign, count=len(made))


def _refuse_nonsense(round: ConsentRound, knock: Knock) -> None:
    if not knock.key or len(knock.key) > 58:
        raise Refused(_("这一页不完整，请重新打开再记。"))
    if knock.outcome not in Outcome.values:
        raise Refused(_("请选一下门口的情况。"))
    if (knock.outcome == Outcome.ANSWERED) != (knock.answer in SAID):
        raise Refused(_("见到了就请选一个答复；没有答复，请选别的情况。"))
    if (knock.outcome == Outcome.REVISIT) != (knock.again_at is not None):
        raise Refused(_("约了再来，请写上约在什么时候。"))
    topics = dict(round.topics)
    for one in knock.objections:
        refuse_empty(one, topics)


def refuse_empty(raised: Raised, topics: dict[str, str]) -> None:
    """Refuse an objection about nothing, or about what the round does not know."""
    if raised.topic not in topics:
        raise Refused(_("请选一下是哪方面的意见。"))
    if not raised.text.strip():
        raise Refused(_("请写一句住户的意见。"))


def _happened_at(knock: Knock) -> datetime:
    now = timezone.now()
    happened_at = min(knock.happened_at or now, now)
    if happened_at < now - LONGEST_WAY:
        raise Refused(_("这是两个多星期前的事了，请交社区办公室补录。"))
    return happened_at


def _refuse_another(before: Visit, knock: Knock) -> None:
    """Refuse a request that says something else than when it was sent before."""
    said = before.answer.answer if before.answer and before.answer.is_said else ""
    if (before.elector_id, before.outcome, said) != (knock.elector.pk, knock.outcome, knock.answer):
        raise Refused(_("这一页已经交过一次了。要改，请打开新的一页。"))


def _kept(actor: Person, round: ConsentRound, knock: Knock) -> Photo | None:
    if knock.evidence is None:
        return None
    if knock.evidence_kind not in Visit.Evidence.values:
        raise Refused(_("请说明照片是签字还是纸质表。"))
    alt = str(Visit.Evidence(knock.evidence_kind).label)
    return store_photo(actor=actor, upload=knock.evidence, alt=alt, unit=round.electorate.unit)


def _answers(
    actor: Person, round: ConsentRound, fresh: list[tuple[Knock, datetime]]
) -> dict[str, HouseholdConsent]:
    """Let what was said count; that nobody was met counts for those who said nothing yet."""
    empty = [knock.elector.pk for knock, _when in fresh if knock.outcome == Outcome.ABSENT]
    heard = queries.standing_of(round, empty) if empty else {}
    told = []
    for knock, happened_at in fresh:
        absent = knock.outcome == Outcome.ABSENT and knock.elector.pk not in heard
        if said := Answer.NOT_REACHED if absent else knock.answer:
            told.append(Told(knock.elector, said, f"visit:{knock.key}", happened_at))
    kept = add(actor=actor, round=round, told=told, channel=HouseholdConsent.Channel.DOOR)
    return {one.key.removeprefix("visit:"): one for one in kept}


@transaction.atomic
def note_doors_taken(*, actor: Person, round: ConsentRound, what: str) -> None:
    """Write down that somebody took a list of doors with what was found there along."""
    require(permissions.can_run_visits(actor, round))
    write_down("consents.doors_taken", actor, round, what=what)

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
    return _visit(actor, campaign, knock)


@transaction.atomic
def record_visits(
    *, actor: Person, campaign: VisitCampaign, knocks: Sequence[Knock]
) -> list[Visit]:
    """Write down what stands on a paper walk sheet, all of it or nothing."""
    require(permissions.can_run_visits(actor, campaign.round))
    hold_each_alone(_name(campaign, knock) for knock in knocks)
    return [_visit(actor, campaign, knock) for knock in knocks]


def _name(campaign: VisitCampaign, knock: Knock) -> str:
    return f"consents.household:{campaign.round_id}:{knock.elector.pk}"


def _visit(actor: Person, campaign: VisitCampaign, knock: Knock) -> Visit:
    _refuse_nonsense(campaign.round, knock)
    happened_at = _happened_at(knock)
    hold_each_alone([_name(campaign, knock)])
    if before := visits.visit_with(campaign, knock.key):
        return _same(before, knock)
    round = entered(campaign.round, late=happened_at < campaign.round.step.closes_at)
    if round.opened_at and happened_at < round.opened_at:
        raise Refused(_("这一轮那时候还没有开始问。"))
    photo = _kept(actor, round, knock)
    visit = Visit.objects.create(
        campaign=campaign,
        elector=knock.elector,
        visitor=actor,
        outcome=knock.outcome,
        happened_at=happened_at,
        again_at=knock.again_at,
        note=knock.note.strip(),
        answer=_answered(actor, round, knock, happened_at),
        evidence=photo,
        evidence_kind=knock.evidence_kind if photo else "",
        key=knock.key,
    )
    Objection.objects.bulk_create(
        Objection(
            round=round,
            elector=knock.elector,
            visit=visit,
            topic=one.topic,
            text=one.text,
            wish=one.wish,
            raised_at=happened_at,
            entered_by=actor,
        )
        for one in knock.objections
    )
    write_down(
        "consents.visited",
        actor,
        round,
        about=visit,
        outcome=knock.outcome,
        objections=len(knock.objections),
    )
    return visit


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


def _same(before: Visit, knock: Knock) -> Visit:
    said = before.answer.answer if before.answer and before.answer.is_said else ""
    if (before.elector_id, before.outcome, said) != (knock.elector.pk, knock.outcome, knock.answer):
        raise Refused(_("这一页已经交过一次了。要改，请打开新的一页。"))
    return before


def _kept(actor: Person, round: ConsentRound, knock: Knock) -> Photo | None:
    if knock.evidence is None:
        return None
    if knock.evidence_kind not in Visit.Evidence.values:
        raise Refused(_("请说明照片是签字还是纸质表。"))
    alt = str(Visit.Evidence(knock.evidence_kind).label)
    return store_photo(actor=actor, upload=knock.evidence, alt=alt, unit=round.electorate.unit)


def _answered(
    actor: Person, round: ConsentRound, knock: Knock, happened_at: datetime
) -> HouseholdConsent | None:
    """Let the household's answer count; that nobody was met counts while it has none."""
    said = knock.answer
    if knock.outcome == Outcome.ABSENT:
        if queries.standing_of(round, [knock.elector.pk]):
            return None
        said = Answer.NOT_REACHED
    if not said:
        return None
    told = Told(knock.elector, said, f"visit:{knock.key}", happened_at)
    [kept] = add(actor=actor, round=round, told=[told], channel=HouseholdConsent.Channel.DOOR)
    return kept


@transaction.atomic
def note_doors_taken(*, actor: Person, round: ConsentRound, what: str) -> None:
    """Write down that somebody took a list of doors with what was found there along."""
    require(permissions.can_run_visits(actor, round))
    write_down("consents.doors_taken", actor, round, what=what)

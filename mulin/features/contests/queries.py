from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.queries import ancestors_of, memberships_now
from mulin.commons.places.roles import NEIGHBOURS, Role
from mulin.decisions import Entry, ReviewRule
from mulin.programmes.models import Participation, Proposal, Step
from mulin.programmes.queries import offices_of, steps_steered_by

from .models import Ballot, Publication, ScoreSheet, Vote

COMPETING = (Proposal.State.SUBMITTED, Proposal.State.SHORTLISTED)


def contests() -> QuerySet[Step]:
    """Return the contests; everybody may know of them."""
    return _steps("hold_contest")


def publishing_steps() -> QuerySet[Step]:
    return _steps("publish_result")


def _steps(kind: str) -> QuerySet[Step]:
    return Step.objects.filter(kind=kind).select_related("cycle__programme__host")


def contest_before(step: Step) -> Step | None:
    """Return the contest whose result a step publishes: the last one before it."""
    return contests().filter(cycle=step.cycle_id, order__lt=step.order).order_by("-order").first()


def publication_of(contest: Step) -> Publication | None:
    return Publication.objects.filter(contest=contest).select_related("notice").first()


def still_before(step: Step) -> Step | None:
    """Return an earlier step that is not closed, while which the list of entries may grow."""
    return step.cycle.steps.filter(order__lt=step.order, closed_at=None).order_by("order").first()


def entries_of(step: Step) -> QuerySet[Proposal]:
    """Return the proposals that compete, in the order of the ballot."""
    return (
        Proposal.objects.filter(cycle=step.cycle_id, state__in=COMPETING)
        .select_related("community")
        .order_by("number")
    )


def judges_of(step: Step) -> QuerySet[Person]:
    """Return those who are experts at the host or above it today."""
    host = step.cycle.programme.host
    units = [host.pk, *ancestors_of(host).values_list("pk", flat=True)]
    parts = memberships_now().filter(role=Role.JUDGE, unit__in=units)
    return Person.objects.filter(pk__in=parts.values("person")).order_by("pk")


def sheets_of(step: Step) -> QuerySet[ScoreSheet]:
    """Return all sheets of a contest, for the office and the count."""
    return (
        ScoreSheet.objects.filter(step=step)
        .select_related("judge", "proposal")
        .order_by("judge_id", "proposal__number")
    )


def missing_sheets(step: Step) -> QuerySet[ScoreSheet]:
    """Return the sheets that are awaited, of proposals that still compete."""
    return sheets_of(step).filter(submitted_at=None, recused_at=None, proposal__state__in=COMPETING)


def unjudged(step: Step) -> QuerySet[Proposal]:
    """Return the competing proposals that no judge is to score."""
    judged = ScoreSheet.objects.filter(step=step, recused_at=None).values("proposal")
    return entries_of(step).exclude(pk__in=judged)


def sheets_visible_to(viewer: Person) -> QuerySet[ScoreSheet]:
    """Return a judge's own sheets and nobody else's."""
    return (
        ScoreSheet.objects.filter(judge_id=viewer.pk)
        .select_related("step__cycle__programme__host", "proposal__community", "proposal__cycle")
        .order_by("proposal__number")
    )


def sheets_to_give_up(viewer: Person) -> QuerySet[ScoreSheet]:
    """Return the sheets a viewer may take off a judge: one's own, and those of one's office."""
    return ScoreSheet.objects.filter(
        Q(judge_id=viewer.pk) | Q(step__in=steps_steered_by(viewer), submitted_at=None),
        recused_at=None,
        step__closed_at=None,
    ).select_related("step__cycle__programme__host", "proposal__community", "judge")


def contests_helped_by(viewer: Person) -> QuerySet[Step]:
    """Return the contests for whose neighbours the viewer may enter ballots."""
    helped = Participation.objects.filter(community__in=_communities_worked_for(viewer))
    return contests().filter(cycle__in=helped.values("cycle"))


def _communities_worked_for(viewer: Person) -> QuerySet[AdminUnit]:
    below = [Q(path__startswith=unit.path) for unit in offices_of(viewer)]
    return AdminUnit.objects.filter(reduce(or_, below)) if below else AdminUnit.objects.none()


def choice_of(voter: Person, step: Step) -> set[int]:
    """Return the proposals a voter ticked, for that voter's own eyes."""
    if not voter.is_authenticated:
        return set()
    votes = Vote.objects.filter(ballot__step=step, ballot__voter=voter)
    return set(votes.values_list("proposal", flat=True))


def ballot_of(voter: Person, step: Step) -> Ballot | None:
    """Return a person's ballot while it has votes on it."""
    if not voter.is_authenticated:
        return None
    found = Ballot.objects.filter(step=step, voter=voter, votes__isnull=False)
    return found.select_related("entered_by").first()


def voters_of(step: Step) -> int:
    """Return how many have voted, without how."""
    return Vote.objects.filter(ballot__step=step).aggregate(n=Count("ballot", distinct=True))["n"]


def ballots_by_day(step: Step) -> list[tuple[date, int]]:
    """Return how many ballots came in on each day, without their direction."""
    ballots = Ballot.objects.filter(step=step, votes__isnull=False)
    days = ballots.annotate(day=TruncDate("first_cast_at")).values("day")
    counted = days.annotate(n=Count("pk", distinct=True)).order_by("day")
    return [(row["day"], row["n"]) for row in counted]


def neighbours_without_phone(communities: Iterable[AdminUnit], name: str) -> QuerySet[Membership]:
    """Return confirmed residents who cannot sign in themselves, found by part of their name."""
    return (
        memberships_now()
        .filter(
            unit__in=communities,
            role__in=NEIGHBOURS,
            confirmed_at__isnull=False,
            person__phone=None,
            person__login=None,
            person__full_name__contains=name,
        )
        .exclude(person__full_name="")
        .select_related("person", "unit", "building")
        .order_by("person__full_name", "person_id")
        .distinct("person__full_name", "person_id")
    )


def voters_without_phone() -> QuerySet[Person]:
    """Return those who cannot sign in themselves."""
    return Person.objects.filter(phone=None, login=None, is_active=True)


def communities_of(step: Step) -> QuerySet[AdminUnit]:
    """Return the communities that take part."""
    return AdminUnit.objects.filter(
        pk__in=Participation.objects.filter(cycle_id=step.cycle_id).values("community")
    )


def rule_of(step: Step) -> ReviewRule:
    """Return how this contest weighs, as it was settled before the vote."""
    given = step.settings
    return ReviewRule(
        expert_weight=given["expert_weight"],
        public_weight=given["public_weight"],
        public_method=given["public_method"],
        trim=given["trim"],
    )


def review_of(step: Step) -> list[Entry]:
    """Return what is to be counted: every competing proposal's sheets and votes."""
    scores: dict[int, list[Decimal]] = defaultdict(list)
    for proposal, score in (
        sheets_of(step).filter(submitted_at__isnull=False).values_list("proposal", "score")
    ):
        if score is not None:
            scores[proposal].append(score)
    votes = dict(
        Vote.objects.filter(ballot__step=step).values_list("proposal").annotate(n=Count("pk"))
    )
    queue = sorted(entries_of(step), key=lambda entry: (entry.submitted_at, entry.number))
    return [
        Entry(
            key=str(proposal.number),
            scores=tuple(scores[proposal.pk]),
            votes=votes.get(proposal.pk, 0),
            order=place,
        )
        for place, proposal in enumerate(queue, start=1)
    ]


def judges_who_scored(step: Step) -> int:
    scored = ScoreSheet.objects.filter(step=step, submitted_at__isnull=False)
    return scored.values("judge").distinct().count()


def comments_of(step: Step) -> dict[int, list[str]]:
    """Return what judges wrote about each proposal, without their names."""
    comments = defaultdict(list)
    sheets = ScoreSheet.objects.filter(step=step, submitted_at__isnull=False)
    for proposal, comment in (
        sheets.exclude(comment="").order_by("comment").values_list("proposal", "comment")
    ):
        comments[proposal].append(comment)
    return dict(comments)


def votes_of(person: Person) -> QuerySet[Vote]:
    """Return everything a person ever voted for, for that person's own eyes; newest first."""
    votes = Vote.objects.filter(ballot__voter=person).select_related("ballot__step", "proposal")
    return votes.order_by("-ballot__cast_at", "proposal__number")

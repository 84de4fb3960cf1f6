"""Names that were given, and how neighbours voted."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.commons.electorates.models import Elector
from mulin.commons.electorates.queries import elector_of, roll_of
from mulin.commons.people.models import Person
from mulin.commons.people.names import author_in_public
from mulin.commons.places.models import AdminUnit, Place
from mulin.commons.places.queries import public_places, units_worked_for_by

from .models import CandidateName, NameSubmission, NamingContest, NamingCount, NamingVote

STANDING = Q(submissions__withdrawn_at=None)


def public_contests() -> QuerySet[NamingContest]:
    """Return every contest: all of them are public."""
    return NamingContest.objects.select_related(
        "place__community", "place__compound", "electorate", "adopted"
    )


def contests_at(place: Place) -> QuerySet[NamingContest]:
    return public_contests().filter(place=place)


def contests_held_by(viewer: Person) -> QuerySet[NamingContest]:
    """Return the contests of the places whose community's work the viewer does."""
    return public_contests().filter(place__community__in=units_worked_for_by(viewer))


def places_to_name(viewer: Person) -> QuerySet[Place]:
    """Return the places the viewer may find a name for, without those being named now."""
    named_now = NamingContest.objects.filter(concluded_at=None, called_off_at=None)
    return (
        public_places()
        .filter(community__in=units_worked_for_by(viewer))
        .exclude(pk__in=named_now.values("place"))
        .order_by("community_id", "name")
    )


def communities_of(viewer: Person) -> QuerySet[AdminUnit]:
    return units_worked_for_by(viewer)


def given_names(contest: NamingContest) -> QuerySet[Any]:
    """Return the names somebody stands by, with how many do, in the order they first came."""
    return (
        CandidateName.objects.filter(contest=contest)
        .annotate(
            times=Count("submissions", filter=STANDING),
            first_given=Min("submissions__given_at", filter=STANDING),
        )
        .filter(times__gt=0)
        .order_by("first_given", "pk")
    )


def shown_names(contest: NamingContest) -> QuerySet[Any]:
    """Return the names that neighbours see."""
    return given_names(contest).filter(shown_at__isnull=False)


def ballot_of(contest: NamingContest) -> QuerySet[Any]:
    """Return the names neighbours choose from."""
    return shown_names(contest).filter(is_shortlisted=True)


def candidates_held_by(viewer: Person) -> QuerySet[CandidateName]:
    """Return the candidates of the contests the viewer holds."""
    return CandidateName.objects.filter(contest__in=contests_held_by(viewer)).select_related(
        "contest__place__community"
    )


def submission_with(receipt: UUID) -> NameSubmission | None:
    """Return what was given with this slip."""
    found = NameSubmission.objects.filter(receipt=receipt)
    return found.select_related("candidate__contest__place__community").first()


def submissions_of(contest: NamingContest) -> QuerySet[NameSubmission]:
    """Return everything that was given, for staff, the latest first."""
    return (
        NameSubmission.objects.filter(candidate__contest=contest)
        .select_related("candidate", "given_by", "entered_by")
        .order_by("-id")
    )


def submissions_by(person: Person) -> QuerySet[NameSubmission]:
    return (
        NameSubmission.objects.filter(given_by=person)
        .select_related("candidate__contest__place")
        .order_by("-id")
    )


def times_given(contest: NamingContest, person: Person) -> int:
    """Return how many names a person stands by."""
    return NameSubmission.objects.filter(
        candidate__contest=contest, given_by=person, withdrawn_at=None
    ).count()


def elector_line(contest: NamingContest, person: Person) -> Elector | None:
    """Return the person's line on the frozen roll."""
    if contest.electorate is None or not person.is_authenticated:
        return None
    return elector_of(contest.electorate, person)


def vote_of(contest: NamingContest, elector: Elector) -> NamingVote | None:
    found = NamingVote.objects.filter(contest=contest, elector=elector)
    return found.select_related("candidate").first()


def votes_by(person: Person) -> QuerySet[NamingVote]:
    return (
        NamingVote.objects.filter(elector__person=person)
        .select_related("contest__place", "candidate")
        .order_by("-id")
    )


def turnout(contest: NamingContest) -> dict[str, int]:
    """Return how many may vote, voted, and did so on paper; one question for all three."""
    votes = NamingVote.objects.filter(contest=OuterRef("pk"))
    roll = Elector.objects.filter(electorate=OuterRef("electorate"), struck_at=None)
    counted = NamingContest.objects.values(
        voted=_number_of(votes, "contest"),
        on_paper=_number_of(votes.filter(on_paper=True), "contest"),
        may_vote=_number_of(roll, "electorate"),
    )
    return cast(dict[str, int], counted.get(pk=contest.pk))


def _number_of(rows: QuerySet[Any], of: str) -> Coalesce:
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def votes_on_phones(contest: NamingContest) -> dict[int, int]:
    """Return the votes cast on phones by the candidate's key."""
    counted = (
        NamingVote.objects.filter(contest=contest, on_paper=False)
        .order_by()
        .values_list("candidate")
        .annotate(votes=Count("pk"))
    )
    return dict(counted)


def counts_now(contest: NamingContest) -> list[NamingCount]:
    """Return what was counted in the turn that goes on, or that settled it."""
    found = NamingCount.objects.filter(contest=contest)
    last = found.aggregate(last=Max("turn"))["last"]
    return list(found.filter(turn=last).select_related("counted_by"))


def settled_count(contest: NamingContest) -> dict[str, int] | None:
    """Return the paper ballots as two people counted them alike."""
    counts = counts_now(contest)
    if len(counts) < 2 or counts[0].counted != counts[1].counted:
        return None
    return counts[0].counted


def at_table(contest: NamingContest, words: str) -> list[tuple[Elector, NamingVote | None]]:
    """Return the lines of the roll that somebody may mean, each with its vote."""
    if not words or contest.electorate is None:
        return []
    meant = Q(name__icontains=words) | Q(address__icontains=words)
    if words.isascii() and words.isdigit() and len(words) < 9:
        meant |= Q(number=int(words))
    lines = list(roll_of(contest.electorate).filter(meant).order_by("number")[:20])
    votes = NamingVote.objects.filter(contest=contest, elector__in=lines)
    by_line = {vote.elector_id: vote for vote in votes}
    return [(line, by_line.get(line.pk)) for line in lines]


def first_to_give(name: CandidateName) -> str:
    """Return who first gave a name, as the public reads it; what a neighbour wrote is for staff."""
    first = name.submissions.filter(withdrawn_at=None).select_related("given_by").first()
    return author_in_public(first.given_by if first else None, "")


def hidden_and_waiting(names: Iterable[CandidateName]) -> dict[str, int]:
    """Return how many of these names neighbours do not see, and why not."""
    return {
        "hidden": sum(bool(one.hidden_because) for one in names),
        "waiting": sum(one.awaits_review for one in names),
    }

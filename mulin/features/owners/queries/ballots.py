from collections import Counter
from datetime import datetime

from django.db.models import Count, QuerySet

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person

from ..models import (
    BallotDelivery,
    BallotReading,
    OwnersBallot,
    OwnersProxy,
    OwnersVote,
    WithdrawalProposal,
)
from .votes import votes_held_by


def standing_ballots(vote: OwnersVote) -> QuerySet[OwnersBallot]:
    """Return the ballots that count: all that nobody withdrew."""
    return OwnersBallot.objects.filter(vote=vote, withdrawal=None)


def ballot_of(vote: OwnersVote, elector: Elector) -> OwnersBallot | None:
    """Return an owner's ballot that counts."""
    found = standing_ballots(vote).filter(elector=elector)
    return found.select_related("photo", "proxy", "entered_by", "confirmed_by").first()


def withdrawal_proposed(ballot: OwnersBallot) -> WithdrawalProposal | None:
    """Return what somebody wants withdrawn after the vote closed, while it waits for another."""
    found = WithdrawalProposal.objects.filter(ballot=ballot, ballot__withdrawal=None)
    return found.select_related("proposed_by").first()


def withdrawals_waiting(vote: OwnersVote) -> list[int]:
    """Return the roll numbers of ballots that one person wants withdrawn."""
    found = WithdrawalProposal.objects.filter(ballot__vote=vote, ballot__withdrawal=None)
    return sorted(found.values_list("ballot__elector__number", flat=True))


def history_of(vote: OwnersVote, elector: Elector) -> QuerySet[OwnersBallot]:
    """Return every ballot of an owner, withdrawn ones with their reasons."""
    return OwnersBallot.objects.filter(vote=vote, elector=elector).select_related(
        "withdrawal__withdrawn_by",
        "withdrawal_proposal",
        "entered_by",
        "confirmed_by",
        "photo",
        "proxy",
    )


def next_number(vote: OwnersVote, elector: Elector) -> int:
    """Return which ballot of this owner the next one is."""
    return OwnersBallot.objects.filter(vote=vote, elector=elector).count() + 1


def numbers_answered(vote: OwnersVote) -> dict[int, dict[str, str]]:
    """Return the answers that count by the owner's number on the roll."""
    return dict(standing_ballots(vote).values_list("elector__number", "answers"))


def open_readings(vote: OwnersVote, elector: Elector) -> list[BallotReading]:
    """Return what was read of the ballot that is being entered, in the turn that goes on."""
    number = next_number(vote, elector)
    found = list(
        BallotReading.objects.filter(vote=vote, elector=elector, number=number).select_related(
            "entered_by"
        )
    )
    last = max((one.turn for one in found), default=1)
    turn = [one for one in found if one.turn == last]
    return turn if len(turn) < 2 else []


def is_read_differently(vote: OwnersVote, elector: Elector) -> bool:
    """Whether two read the ballot that is being entered, and not the same."""
    number = next_number(vote, elector)
    found = BallotReading.objects.filter(vote=vote, elector=elector, number=number)
    return found.exists() and not open_readings(vote, elector)


def half_read(vote: OwnersVote) -> list[int]:
    """Return the roll numbers whose paper was read once, or differently, and does not count yet."""
    ballots = Counter(OwnersBallot.objects.filter(vote=vote).values_list("elector_id", flat=True))
    readings = BallotReading.objects.filter(vote=vote).values_list(
        "elector_id", "number", "elector__number"
    )
    return sorted(
        {line for elector, number, line in readings.distinct() if number > ballots[elector]}
    )


def deliveries_of(vote: OwnersVote) -> dict[int, datetime]:
    """Return when the ballot reached each owner, by the key of her line."""
    found = BallotDelivery.objects.filter(vote=vote, withdrawn_at=None)
    return dict(found.values_list("elector_id", "delivered_at"))


def delivery_of(vote: OwnersVote, elector: Elector) -> BallotDelivery | None:
    """Return the proof that an owner's ballot reached her."""
    found = BallotDelivery.objects.filter(vote=vote, elector=elector, withdrawn_at=None)
    return found.select_related("photo", "entered_by").first()


def returned_by_channel(vote: OwnersVote) -> list[tuple[str, int]]:
    """Return how many ballots that count came back each way, most first."""
    ways = standing_ballots(vote).order_by().values_list("channel")
    labels = dict(OwnersBallot.Channel.choices)
    return [(str(labels[way]), n) for way, n in ways.annotate(n=Count("pk")).order_by("-n")]


def proxy_of(vote: OwnersVote, elector: Elector) -> OwnersProxy | None:
    """Return the document by which somebody answers for this owner."""
    found = OwnersProxy.objects.filter(vote=vote, elector=elector, withdrawn_at=None)
    return found.select_related("photo", "entered_by").first()


def proxies_withdrawn(vote: OwnersVote, elector: Elector) -> QuerySet[OwnersProxy]:
    """Return the documents of this owner that do not hold any more, oldest first."""
    found = OwnersProxy.objects.filter(vote=vote, elector=elector, withdrawn_at__isnull=False)
    return found.select_related("photo")


def ballots_of(person: Person) -> QuerySet[OwnersBallot]:
    """Return what a person answered as an owner, for that person's own eyes."""
    return (
        OwnersBallot.objects.filter(elector__person=person, withdrawal=None)
        .select_related("vote")
        .order_by("-id")
    )


def ballots_held_by(viewer: Person) -> QuerySet[OwnersBallot]:
    """Return the ballots of the viewer's places that count, which she may withdraw."""
    return OwnersBallot.objects.filter(
        vote__in=votes_held_by(viewer), withdrawal=None
    ).select_related("vote__unit", "vote__compound", "vote__electorate", "elector")

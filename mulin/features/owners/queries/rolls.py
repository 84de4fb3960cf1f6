from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from mulin.commons.electorates.models import Elector
from mulin.commons.electorates.queries import elector_of, every_line_of, roll_of
from mulin.commons.people.models import Person

from ..models import BallotDelivery, BallotReading, OwnersBallot, OwnersVote


def elector_line(vote: OwnersVote, person: Person) -> Elector | None:
    """Return the line on which a person answers herself, if there is one."""
    return elector_of(vote.electorate, person) if person.is_authenticated else None


def elector_numbered(vote: OwnersVote, number: int) -> Elector | None:
    return roll_of(vote.electorate).filter(number=number).first()


def electors_of(vote: OwnersVote) -> QuerySet[Elector]:
    return roll_of(vote.electorate)


def board_lines(vote: OwnersVote) -> list[tuple[int, int, str]]:
    """Return key, area and building of every line that counts."""
    return list(roll_of(vote.electorate).values_list("pk", "area", "building"))


def roll_lines(vote: OwnersVote, words: str = "", building: str = "") -> QuerySet[Any]:
    """Return the roll with what happened to each owner's ballot."""
    here: dict[str, Any] = {"vote": vote, "elector": OuterRef("pk")}
    delivered = BallotDelivery.objects.filter(**here, withdrawn_at=None)
    returned = OwnersBallot.objects.filter(**here, withdrawal=None)
    lines = every_line_of(vote.electorate, words).filter(struck_at=None)
    if building:
        lines = lines.filter(building=building)
    return lines.annotate(
        delivered_at=Subquery(delivered.values("delivered_at")[:1]),
        returned_at=Subquery(returned.values("returned_at")[:1]),
        channel=Subquery(returned.values("channel")[:1]),
        is_half_read=Exists(BallotReading.objects.filter(**here)),
    )

"""Budget votes: who may vote on what, who has, and - once sealed - the ballots nobody signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mulin.commons.electorates.models import Elector, Electorate
from mulin.commons.electorates.queries import elector_of, electorates_of
from mulin.commons.people.models import Person
from mulin.programmes.models import Step

from ..filling import Paper
from ..models import BudgetVote, Channel, OpenBallot, Option, SecretBallot, TurnoutMark
from ..terms import terms_from

FEWEST = 10
"""With fewer ballots only the outcome is published: figures would say who wants what."""

HELD_READY = 64


def voting_steps() -> QuerySet[Step]:
    """Return the steps in which a budget is voted on; everybody may know of them."""
    return Step.objects.filter(kind="hold_budget_vote").select_related("cycle__programme__host")


def votes() -> QuerySet[BudgetVote]:
    return BudgetVote.objects.select_related("step__cycle__programme__host", "electorate__unit")


def vote_at(step_id: int) -> QuerySet[BudgetVote]:
    """Return the vote of a step with no more than casting a ballot needs."""
    return BudgetVote.objects.select_related("step").filter(step=step_id)


_begun: dict[int, BudgetVote] = {}


def begun_vote_at(step_id: int) -> BudgetVote | None:
    """
    Return the vote of a step once it has begun, as it then was.

    Its terms do not change any more, and whether it is still open is asked when a ballot is
    cast; so a process asks for it once and not for every ballot.
    """
    vote = _begun.get(step_id)
    if vote is None:
        vote = vote_at(step_id).exclude(begun_at=None).first()
        if vote is None:
            return None
        if len(_begun) >= HELD_READY:
            _begun.clear()
        _begun[step_id] = vote
    return vote


def vote_of(step: Step) -> BudgetVote | None:
    """Return what was prepared for a step, if anything was."""
    return votes().filter(step=step).first()


def options_of(vote: BudgetVote) -> list[Option]:
    """Return the ballot's options in their order."""
    return list(vote.options.select_related("community", "photo", "proposal"))


_papers: dict[tuple[int, datetime], Paper] = {}


def rolls_for(vote: BudgetVote) -> QuerySet[Electorate]:
    """Return the rolls by which a vote that has not begun may be held, its own among them."""
    others = BudgetVote.objects.exclude(pk=vote.pk).exclude(electorate=None)
    return (
        electorates_of(vote.step.cycle.programme.host)
        .filter(kind=terms_from(vote.step.settings).voters, frozen_at=None)
        .exclude(pk__in=others.values("electorate"))
    )


def paper_of(vote: BudgetVote) -> Paper:
    """
    Return the ballot as it is handed to everybody.

    What has begun does not change any more, and thousands ask for it in the same minute.
    """
    if vote.begun_at is None:
        return _paper(vote)
    name = (vote.pk, vote.begun_at)
    paper = _papers.get(name)
    if paper is None:
        if len(_papers) >= HELD_READY:
            _papers.clear()
        paper = _papers[name] = _paper(vote)
    return paper


def _paper(vote: BudgetVote) -> Paper:
    options = list(vote.options.all())
    budgets = {one.community_id: one.budget_cents for one in vote.envelopes.all()}
    return Paper(
        vote_id=vote.pk,
        terms=terms_from(vote.step.settings),
        budget=vote.budget_cents,
        costs={one.number: one.cost_cents for one in options},
        envelope={one.number: one.community_id for one in options if one.community_id in budgets},
        budgets=budgets,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a vote, and one person in it, stand at this moment."""

    elector: int | None
    has_mark: bool
    is_begun: bool
    is_open: bool
    """Whether its step is open: the clock says so, and nobody has closed it."""


def standing_of(vote: BudgetVote, person: Person) -> Standing:
    """Return how a vote and a person in it stand, as it is stored at this moment."""
    with connection.cursor() as cursor:
        asked: list[Any] = [vote.pk, person.pk, timezone.now(), timezone.localdate()]
        cursor.execute("SELECT * FROM budgets_standing(%s, %s, %s, %s)", asked)
        return Standing(*cursor.fetchone())


def elector_in(vote: BudgetVote, person: Person) -> Elector | None:
    """Return the line of the roll on which a person votes."""
    if vote.electorate is None or not person.is_authenticated:
        return None
    return elector_of(vote.electorate, person)


def mark_of(vote: BudgetVote, elector: Elector) -> TurnoutMark | None:
    """Return that somebody has voted, if so."""
    return TurnoutMark.objects.filter(vote=vote, elector=elector).first()


def has_voted_for_another(vote: BudgetVote, person: Person, elector: Elector) -> bool:
    """Return whether somebody has taken part for another household than hers of today."""
    with connection.cursor() as cursor:
        asked = [vote.pk, person.pk, elector.pk]
        cursor.execute("SELECT budgets_voted_for_another(%s, %s, %s)", asked)
        return bool(cursor.fetchone()[0])


def open_ballot_of(vote: BudgetVote, elector: Elector) -> OpenBallot | None:
    """Return what somebody voted in an open vote, for her own eyes until it is sealed."""
    return OpenBallot.objects.filter(vote=vote, elector=elector).first()


def money_of(vote: BudgetVote | None) -> dict[str, int]:
    """Return how much money a vote has, as the form for it is filled in; in cents."""
    if vote is None:
        return {}
    split = {f"envelope-{one.community_id}": one.budget_cents for one in vote.envelopes.all()}
    return {"budget": vote.budget_cents, **split}


def registered(vote: BudgetVote) -> int:
    """Return how many may vote; who was struck out after voting has voted, and is among them."""
    if vote.electorate is None:
        return 0
    voted = TurnoutMark.objects.filter(vote=vote, elector=OuterRef("pk"))
    lines = Elector.objects.filter(electorate=vote.electorate)
    return lines.filter(Q(struck_at=None) | Exists(voted)).count()


def turnout(vote: BudgetVote) -> int:
    """Return how many have voted, without how."""
    if vote.turnout is not None:
        return vote.turnout
    return TurnoutMark.objects.filter(vote=vote).count()


def turnout_by_day(vote: BudgetVote) -> list[tuple[date, int, int]]:
    """Return how many voted on each day: online, and on paper."""
    found: dict[date, dict[str, int]] = {}
    marks = TurnoutMark.objects.filter(vote=vote).values("made_on", "channel")
    for row in marks.annotate(n=Count("elector")).order_by("made_on"):
        found.setdefault(row["made_on"], {})[row["channel"]] = row["n"]
    return [(day, n.get(Channel.ONLINE, 0), n.get(Channel.PAPER, 0)) for day, n in found.items()]


@dataclass(frozen=True, slots=True)
class Numbers:
    """So many online, so many on paper."""

    online: int
    paper: int

    @property
    def all(self) -> int:
        return self.online + self.paper


def marks_and_ballots(vote: BudgetVote) -> tuple[Numbers, Numbers]:
    """Return how many took part and how many ballots there are, and nothing of what they say."""
    marks = TurnoutMark.objects.filter(vote=vote)
    paper_marks = marks.filter(channel=Channel.PAPER).count()
    is_secret = terms_from(vote.step.settings).is_secret
    table: QuerySet[Any] = (SecretBallot if is_secret else OpenBallot).objects.all()
    ballots = table.filter(vote=vote)
    on_paper = ballots.filter(on_paper=True).count()
    return (
        Numbers(marks.count() - paper_marks, paper_marks),
        Numbers(ballots.count() - on_paper, on_paper),
    )


def is_on_list(vote: BudgetVote, code: str) -> bool:
    """Return whether a ballot was cast under a code, for whoever has the key it follows from."""
    return SecretBallot.objects.filter(vote=vote, code=code).exists()


def ballots_of(vote: BudgetVote) -> QuerySet[SecretBallot]:
    """Return the ballots of a sealed vote by their codes; nobody reads them before."""
    if not vote.is_sealed:
        return SecretBallot.objects.none()
    return SecretBallot.objects.filter(vote=vote).order_by("code")


def open_ballots_of(vote: BudgetVote) -> QuerySet[OpenBallot]:
    """Return the ballots of a sealed open vote in the order of the roll."""
    if not vote.is_sealed:
        return OpenBallot.objects.none()
    found = OpenBallot.objects.filter(vote=vote).select_related("elector__person")
    return found.order_by("elector__number")


def rows_of(vote: BudgetVote) -> Iterator[tuple[list[int], list[int] | None]]:
    """Return what is on each ballot of a sealed vote, without anything else."""
    found = ballots_of(vote) if terms_from(vote.step.settings).is_secret else open_ballots_of(vote)
    yield from found.values_list("choices", "points").iterator()


def is_listed(vote: BudgetVote) -> bool:
    """Return whether the ballots of a vote are published one by one."""
    return vote.is_sealed and (vote.turnout or 0) >= FEWEST

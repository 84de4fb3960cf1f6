"""A vote in which each home has one ballot: open, so that a visitor can cast one."""

from typing import Any

from django.utils import timezone

from mulin.commons.electorates.models import Elector
from mulin.commons.electorates.queries import roll_of
from mulin.commons.people.models import Person
from mulin.commons.places.models import Membership
from mulin.features.budgets import actions as budgets
from mulin.features.budgets.models import BudgetVote
from mulin.features.budgets.receipts import new_key

from .clock import at
from .cycles import begin_cycle
from .data import Story
from .town import Town

CENTS = 100


def open_home_vote(story: Story, town: Town) -> None:
    """Begin the vote, and let some homes hand in their ballots, on the phone and on paper."""
    told, opened = story.rows["home_vote"], story.moment(story.rows["home_vote"]["opened_on"], 9)
    office = town.people[told["by"]]
    with at(opened):
        vote = _begin(told, office, town)
    with at(min(story.moment(told["opened_on"], 20), timezone.now())):
        homes = _homes_with_somebody(vote, town)
        for (_home, person), choices in zip(homes, told["ballots"], strict=False):
            budgets.cast_secret_ballot(
                actor=person, vote=vote, key=new_key(), choices=choices, is_blank=not choices
            )
        budgets.print_paper(actor=office, vote=vote, count=2 * told["paper"])
        for elector in _homes_with_nobody(vote)[: told["paper"]]:
            budgets.mark_on_paper(actor=office, vote=vote, elector=elector)


def _begin(told: dict[str, Any], office: Person, town: Town) -> BudgetVote:
    cycle = begin_cycle(told, office, town, where="budgets.yaml")
    vote = budgets.prepare_vote(
        actor=office, step=cycle.steps.get(), budget_cents=told["budget"] * CENTS
    )
    for one in told["options"]:
        budgets.add_option(
            actor=office,
            vote=vote,
            title=one["title"],
            text=one["text"],
            cost_cents=one["cost"] * CENTS,
        )
    return budgets.begin_vote(actor=office, vote=vote)


def _homes_with_somebody(vote: BudgetVote, town: Town) -> list[tuple[int, Person]]:
    """Return one person of each home that is known; the demo's own people vote themselves."""
    known = {person.pk for person in town.people.values()}
    parts = Membership.objects.filter(
        household__in=_roll(vote).values("household"), confirmed_at__isnull=False
    )
    found: dict[int, Person] = {}
    for part in parts.select_related("person").order_by("pk"):
        if part.household_id and part.person_id not in known:
            found.setdefault(part.household_id, part.person)
    return list(found.items())


def _homes_with_nobody(vote: BudgetVote) -> list[Elector]:
    lived_in = Membership.objects.filter(household__isnull=False).values("household")
    return list(_roll(vote).exclude(household__in=lived_in)[:50])


def _roll(vote: BudgetVote) -> Any:
    return roll_of(vote.electorate) if vote.electorate else Elector.objects.none()

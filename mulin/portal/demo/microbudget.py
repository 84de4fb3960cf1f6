"""A neighbourhood's budget from leaflets to the board: the delegates chose four of sixteen."""

from datetime import timedelta
from itertools import product
from typing import Any

from mulin.commons.electorates.queries import roll_of
from mulin.commons.people.actions import register_person
from mulin.commons.people.models import Person
from mulin.commons.places.actions import set_up_role
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.features.budgets import actions as budgets
from mulin.features.budgets.models import BudgetVote, PaperBatch
from mulin.features.budgets.receipts import new_key
from mulin.programmes import actions, blueprints
from mulin.programmes.models import Cycle, Step

from .clock import at
from .data import LONG_AGO, Story
from .town import Town

CENTS = 100
SPOILT = "x"


def hold_microbudget(story: Story, town: Town) -> None:
    """Act out the whole budget, up to the notice on the board."""
    told = story.rows
    office, community = town.people[told["by"]], town.units[told["community"]]
    with at(story.moment(LONG_AGO)):
        people = _delegates(told, community)
    with at(story.moment(told["began"])):
        cycle = _begin(told, office, community, story, town)
    collecting, voting, publishing = cycle.steps.all()
    _collect(told, collecting, office, story)
    with at(collecting.closes_at):
        actions.close_step(actor=office, step=collecting)
        vote = _prepare(told, voting, office)
        batch = budgets.print_paper(actor=office, vote=vote, count=told["paper"] + 7)
    _vote(told, voting, vote, people)
    with at(voting.closes_at):
        _read_paper(told, batch, [office, town.people[told["reader"]]])
        actions.close_step(actor=office, step=Step.objects.get(pk=voting.pk))
    with at(voting.closes_at + timedelta(hours=1)):
        budgets.publish_budget_result(actor=office, step=publishing)


def _delegates(told: dict[str, Any], community: AdminUnit) -> list[Person]:
    """Let delegates be chosen, some of them twice over."""
    numbers = told["delegates"]
    all_of_them = numbers["resident"] + numbers["party"] - numbers["both"]
    names = ["".join(name) for name in product(told["surnames"], told["given"])][:all_of_them]
    people = []
    for place, name in enumerate(names):
        person = register_person(actor=None, full_name=name)
        if place < numbers["resident"]:
            set_up_role(person=person, role=Role.RESIDENT_DELEGATE, unit=community)
        if place >= numbers["resident"] - numbers["both"]:
            set_up_role(person=person, role=Role.PARTY_DELEGATE, unit=community)
        people.append(person)
    return people


def _begin(
    told: dict[str, Any], office: Person, community: AdminUnit, story: Story, town: Town
) -> Cycle:
    plan = blueprints.load_named("participatory-budget")
    programme = actions.start_programme(
        actor=office, host=town.units[told["host"]], blueprint=plan, title=told["title"]
    )
    return actions.start_cycle(
        actor=office,
        programme=programme,
        blueprint=plan,
        communities=[community],
        opens_at=story.moment(told["began"]),
        year=story.day(told["began"]).year,
        name=told["name"],
    )


def _collect(told: dict[str, Any], step: Step, office: Person, story: Story) -> None:
    for round_made in told["leaflets"]:
        with at(story.moment(round_made["day"], 18)):
            for place, number in round_made["places"].items():
                budgets.count_leaflets(
                    actor=office,
                    step=step,
                    place=place,
                    number=number,
                    handed_on=story.day(round_made["day"]),
                )
    wanted = [
        {"title": one["title"], "text": one["text"], "category": one["category"]}
        for one in told["shortlist"]
    ]
    left_out = [
        (title, verdict, why["reason"])
        for verdict, why in told["left_out"].items()
        for title in why["items"]
    ]
    with at(step.closes_at - timedelta(days=10)):
        items = budgets.collect_items(
            actor=office,
            step=step,
            items=wanted + [{"title": title} for title, _verdict, _reason in left_out],
        )
        for item, one in zip(items, told["shortlist"], strict=False):
            budgets.judge_item(
                actor=office, item=item, verdict="shortlisted", cost_cents=one["cost"] * CENTS
            )
        for item, (_title, verdict, reason) in zip(items[len(wanted) :], left_out, strict=True):
            budgets.judge_item(actor=office, item=item, verdict=verdict, reason=reason)


def _prepare(told: dict[str, Any], step: Step, office: Person) -> BudgetVote:
    vote = budgets.prepare_vote(actor=office, step=step, budget_cents=told["budget"] * CENTS)
    budgets.put_shortlist_on_ballot(actor=office, vote=vote)
    return budgets.begin_vote(actor=office, vote=vote)


def _ballots(told: dict[str, Any]) -> list[list[int]]:
    """Return ballots that give every item its votes: they are dealt round like cards."""
    ballots: list[list[int]] = [
        [] for _one in range(told["online"] + told["paper"] - told["spoilt"])
    ]
    dealt = 0
    for number, item in enumerate(told["shortlist"], start=1):
        for _vote_of_it in range(item["votes"]):
            ballots[dealt % len(ballots)].append(number)
            dealt += 1
    return ballots


def _vote(told: dict[str, Any], step: Step, vote: BudgetVote, people: list[Person]) -> None:
    ballots = _ballots(told)
    lines = {one.person_id: one for one in roll_of(vote.electorate)} if vote.electorate else {}
    for day in range(2):
        with at(step.opens_at + timedelta(days=1 + 4 * day)):
            vote.refresh_from_db()
            for place in range(day, told["online"], 2):
                budgets.cast_secret_ballot(
                    actor=people[place], vote=vote, key=new_key(), choices=ballots[place]
                )
    with at(step.closes_at - timedelta(hours=6)):
        for person in people[told["online"] : told["online"] + told["paper"]]:
            budgets.mark_on_paper(
                actor=step.owner or people[0], vote=vote, elector=lines[person.pk]
            )


def _read_paper(told: dict[str, Any], batch: PaperBatch, readers: list[Person]) -> None:
    sheets = {
        serial: " ".join(map(str, choices))
        for serial, choices in enumerate(_ballots(told)[told["online"] :], start=batch.first)
    }
    sheets |= {max(sheets) + 1 + more: SPOILT for more in range(told["spoilt"])}
    for reader in readers:
        box = PaperBatch.objects.select_related("vote__step__cycle__programme__host").get(
            pk=batch.pk
        )
        budgets.enter_paper(actor=reader, batch=box, sheets=sheets)

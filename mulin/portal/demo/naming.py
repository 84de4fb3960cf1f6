"""Shared places of the demo, and how neighbours named some of them."""

from itertools import product
from typing import Any, cast

from mulin.commons.electorates.models import Elector
from mulin.commons.people.actions import register_person
from mulin.commons.people.models import Person
from mulin.commons.places.actions import found_place, set_up_role
from mulin.commons.places.models import Place
from mulin.commons.places.roles import Role
from mulin.features.naming import actions, queries
from mulin.features.naming.models import NamingContest

from .clock import at
from .data import LONG_AGO, Story
from .town import Town

SURNAMES, GIVEN = "方石姚谭邹熊", "玉兰 建军 秀梅 家明".split()


def name_places(story: Story, town: Town) -> None:
    """Write the town's places down, and let neighbours find names for some."""
    with at(story.moment(LONG_AGO)):
        places = {row.pop("ref"): _found(row, town) for row in story.rows["places"]}
        for row in story.rows["naming"]:
            _let_in(row, places[row["place"]])
    for row in story.rows["naming"]:
        _name(story, town, row, places[row["place"]])


def _found(row: dict[str, Any], town: Town) -> Place:
    community, compound = town.units[row.pop("community")], town.compounds[row.pop("compound")]
    return found_place(actor=None, community=community, compound=compound, **row)


def _name(story: Story, town: Town, row: dict[str, Any], place: Place) -> None:
    first, second = (town.people[ref] for ref in row["by"])
    with at(story.moment(row["opened_on"])):
        contest = actions.open_naming(
            actor=first,
            place=place,
            why=row["why"],
            collects_until=story.moment(row["collects_until"], 20),
        )
        for channel, written in row["names"].items():
            lines = [(name, author) for name, _c, author in (w.partition("，") for w in written)]
            actions.enter_names(actor=first, contest=contest, channel=channel, lines=lines)
    if "voted_on" not in row:
        return
    with at(story.moment(row["voted_on"])):
        contest = _put_to_vote(story, row, contest)
        _vote(row, contest, first)
    if "concluded_on" in row:
        with at(story.moment(row["concluded_on"])):
            for person in (first, second):
                _count(row["paper"], contest, person)
            actions.conclude_naming(actor=first, contest=contest)
        with at(story.moment(row["opening"])):
            actions.announce_opening(
                actor=first,
                contest=queries.public_contests().get(pk=contest.pk),
                opens_on=story.day(row["opening"]),
                text=row["opening_text"],
            )


def _let_in(row: dict[str, Any], place: Place) -> None:
    """Let some more neighbours live there, to vote."""
    names = ["".join(name) for name in product(SURNAMES, GIVEN)]
    for name in names[: row.get("voters", 0)]:
        person = register_person(actor=None, full_name=name)
        set_up_role(
            person=person, role=Role.RESIDENT, unit=place.community, compound=place.compound
        )


def _put_to_vote(story: Story, row: dict[str, Any], contest: NamingContest) -> NamingContest:
    names = {name.name: name.pk for name in queries.shown_names(contest)}
    contest = actions.shortlist_names(
        actor=contest.opened_by,
        contest=contest,
        chosen=[names[name] for name in row["shortlist"]],
        reasons=dict.fromkeys(names.values(), row["others"]),
        votes_until=story.moment(row["votes_until"], 20),
    )
    return queries.public_contests().get(pk=contest.pk)


def _vote(row: dict[str, Any], contest: NamingContest, staff: Any) -> None:
    names = {name.name: name for name in queries.ballot_of(contest)}
    lines = iter(Elector.objects.filter(electorate=contest.electorate).select_related("person"))
    for name, votes in row["votes"].items():
        for _n, line in zip(range(votes), lines, strict=False):
            voter = cast(Person, line.person)
            actions.vote_for_name(actor=voter, contest=contest, candidate=names[name])
    for _n, line in zip(range(sum(row.get("paper", {}).values())), lines, strict=False):
        actions.note_paper_voter(actor=staff, contest=contest, elector=line)


def _count(paper: dict[str, int], contest: NamingContest, person: Any) -> None:
    counted = {name.pk: paper.get(name.name, 0) for name in queries.ballot_of(contest)}
    actions.count_paper_names(actor=person, contest=contest, counted=counted, blank=0)

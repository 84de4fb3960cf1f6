from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from mulin.commons.people.models import Person
from mulin.features.contests import actions
from mulin.programmes.models import Step

from ..clock import at
from .season import HOUR, Season

Choices = list[tuple[Person, list[int]]]


def vote(season: Season, step: Step) -> None:
    """Let neighbours vote on their telephones, and on paper where the story says so."""
    boxes: dict[str, Choices] = {}
    for number, (community, voter, chosen) in enumerate(_choices(season, step)):
        if voter in _on_paper(season, community):
            boxes.setdefault(community, []).append((voter, chosen))
            continue
        with at(step.opens_at + timedelta(minutes=90 + number)):
            actions.cast_votes(actor=voter, step=step, proposals=chosen)
    for community, choices in boxes.items():
        _fill_a_box(season, step, community, choices)


def _choices(season: Season, step: Step) -> Iterator[tuple[str, Person, list[int]]]:
    """Let each choose those proposals that still want votes, the most wanted first."""
    most = step.settings["votes_per_person"]
    voters = [
        (community, person)
        for community in map(season.town.ref_of, season.cycle.communities.order_by("code"))
        for person in season.town.neighbours[community]
    ]
    wanted = _share_of_those_here(season, len(voters) * most)
    for community, voter in voters:
        chosen = sorted((pk for pk in wanted if wanted[pk]), key=lambda pk: -wanted[pk])[:most]
        if not chosen:
            return
        for pk in chosen:
            wanted[pk] -= 1
        yield community, voter, chosen


def _share_of_those_here(season: Season, votes: int) -> dict[int, int]:
    """Return how many votes each proposal gets when there are this many at most."""
    told = sum(row["votes"] for row, _proposal in season.proposals)
    share = min(1, votes / told)
    return {proposal.pk: int(row["votes"] * share) for row, proposal in season.proposals}


def _on_paper(season: Season, community: str) -> list[Person]:
    """Return who votes on paper: the last so many neighbours of a community."""
    told = season.rows.get("paper", {}).get(community)
    return season.town.neighbours[community][-told["ballots"] :] if told else []


def _fill_a_box(season: Season, step: Step, community: str, choices: Choices) -> None:
    counters = [season.town.people[ref] for ref in season.rows["paper"][community]["counters"]]
    with at(step.opens_at + HOUR):
        batch = actions.print_paper_ballots(
            actor=counters[0],
            step=step,
            community=season.town.units[community],
            count=len(choices) + 5,
        )
        for voter, _chosen in choices:
            actions.hand_out_paper_ballot(actor=counters[0], batch=batch, voter=voter)
    found = Counter(pk for _voter, chosen in choices for pk in chosen)
    with at(step.closes_at):
        for counter in counters:
            actions.enter_paper_tally(
                actor=counter,
                batch=batch,
                valid=len(choices),
                spoilt=0,
                votes={proposal.pk: found[proposal.pk] for _row, proposal in season.proposals},
            )

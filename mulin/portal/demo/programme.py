"""Act out the demo's programme: ideas are given, screened, worked out, scored and voted on."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from django.utils import timezone

from mulin.commons.people.actions import register_person
from mulin.commons.people.models import Person
from mulin.commons.places.actions import set_up_role
from mulin.commons.places.models import AdminUnit, Household
from mulin.commons.places.queries import communities_below, memberships_at
from mulin.commons.places.roles import Role
from mulin.features.contests import actions as contests
from mulin.features.contests.models import ScoreSheet
from mulin.features.ideas import actions as ideas
from mulin.features.ideas.actions.screening import Help
from mulin.features.ideas.models import Idea
from mulin.features.proposals import actions as proposals
from mulin.features.proposals.sections import Line
from mulin.programmes import actions as programmes
from mulin.programmes import blueprints
from mulin.programmes.models import Cycle, Programme, Proposal, Step

from . import rolls
from .clock import at
from .data import Story
from .town import Town

ENTERED_BY_STAFF = {"paper", "meeting", "phone", "visit", "school"}
HOUR = timedelta(hours=1)


@dataclass
class Run:
    """One cycle while it is acted out."""

    cycle: Cycle
    rows: dict[str, Any]
    town: Town
    story: Story
    ideas: dict[str, Idea] = field(default_factory=dict)
    proposals: list[tuple[dict[str, Any], Proposal]] = field(default_factory=list)

    def step(self, kind: str) -> Step:
        return self.cycle.steps.get(kind=kind)


def run_programme(story: Story, town: Town) -> None:
    """Act out the whole programme, up to now."""
    told = story.rows["programme"]
    blueprint = blueprints.load_named("neighbour-ideas")
    programme = None
    for rows in story.rows["cycles"]:
        plan = _plan(blueprint, rows)
        opens_at = _beginning(plan, rows, story)
        with at(opens_at):
            programme = programme or programmes.start_programme(
                actor=town.people[told["by"]],
                host=town.units[told["host"]],
                blueprint=plan,
                title=told["title"],
            )
            cycle = _begin(programme, plan, rows, opens_at, town)
        _act_out(Run(cycle, rows, town, story))


def let_neighbours_in(told: dict[str, Any], town: Town) -> None:
    """Let people move in who support ideas and vote, behind a door where doors are known."""
    names = ["".join(name) for name in product(told["surnames"], told["given"])]
    for community, compound in told["communities"].items():
        doors = rolls.homes_in(town, compound) if compound else []
        town.neighbours[community] = []
        for number in range(told["each"]):
            person = register_person(actor=None, full_name=names.pop(0))
            where = _behind(doors[number * 3]) if doors else {}
            set_up_role(
                person=person,
                role=Role.RESIDENT,
                unit=town.units[community],
                **where,
            )
            town.neighbours[community].append(person)


def _behind(door: Household) -> dict[str, Any]:
    building = door.dwelling.entrance.building
    return {"household": door, "building": building, "compound": building.compound}


def _plan(blueprint: dict[str, Any], rows: dict[str, Any]) -> dict[str, Any]:
    """Return the blueprint with the long steps of an old cycle made to fit its story."""
    plan = deepcopy(blueprint)
    for step in plan["steps"]:
        step["days"] = rows.get("days", {}).get(step["kind"], step["days"])
    return plan


def _beginning(plan: dict[str, Any], rows: dict[str, Any], story: Story) -> datetime:
    """Return when a cycle began: on its date, or so that the step it is at opened yesterday."""
    if "began" in rows:
        return story.moment(rows["began"], 9)
    before = 0
    for step in plan["steps"]:
        if step["kind"] == rows["step"]:
            break
        before += step["days"]
    opened = timezone.localtime() - (timedelta(days=1) if before else HOUR)
    return opened - timedelta(days=before)


def _begin(
    programme: Programme, plan: dict[str, Any], rows: dict[str, Any], opens_at: datetime, town: Town
) -> Cycle:
    return programmes.start_cycle(
        actor=town.people["p-shen"],
        programme=programme,
        blueprint=plan,
        communities=communities_below(programme.host),
        opens_at=opens_at,
        year=timezone.localtime(opens_at).year,
        name=rows["name"],
        theme=rows["theme"],
        policy_note=rows.get("policy_note", ""),
    )


def _act_out(run: Run) -> None:
    acts = [_collect, _screen, _prepare, _hold_contest, _publish]
    kinds = ["collect_ideas", "screen_ideas", "prepare_proposals", "hold_contest", "publish_result"]
    for act, kind in zip(acts, kinds, strict=True):
        step = run.step(kind)
        act(run, step)
        if run.rows.get("step") == kind:
            return
        with at(step.closes_at - HOUR if kind != "publish_result" else step.closes_at):
            programmes.close_step(actor=run.town.people["p-shen"], step=step)


def _collect(run: Run, step: Step) -> None:
    for number, row in enumerate(run.rows["ideas"]):
        moment = step.opens_at + timedelta(minutes=10 * number + 5)
        if "on" in row:
            moment = min(max(run.story.moment(row["on"]), moment), step.closes_at - 3 * HOUR)
        with at(min(moment, timezone.now())):
            idea = run.ideas[row["ref"]] = _give(run, step, row)
            supporters = run.town.neighbours[row["community"]][: row["supporters"]]
            for neighbour in supporters:
                if neighbour != idea.author:
                    ideas.support_idea(actor=neighbour, idea=idea)


def _give(run: Run, step: Step, row: dict[str, Any]) -> Idea:
    community = run.town.units[row["community"]]
    name = row.get("name", "")
    told: dict[str, Any] = {
        "step": step,
        "community": community,
        "category": row["category"],
        "title": row["title"],
        "text": row["text"],
        "channel": row["channel"],
        "is_anonymous": not name and "author" not in row,
    }
    if row["channel"] in ENTERED_BY_STAFF:
        return ideas.enter_idea(actor=_screener(run, row), author_name=name, **told)
    return ideas.submit_idea(actor=_author(run, row, name, community), **told)


def _author(run: Run, row: dict[str, Any], name: str, community: AdminUnit) -> Person:
    if ref := row.get("author"):
        return run.town.people[ref]
    if not name:
        return run.town.neighbours[row["community"]][-1]
    if known := memberships_at(community, words=name).first():
        return known.person
    person = register_person(actor=None, full_name=name)
    set_up_role(person=person, role=Role.RESIDENT, unit=community)
    return person


def _screener(run: Run, row: dict[str, Any]) -> Person:
    return run.town.people[run.story.rows["screeners"][row["community"]]]


def _screen(run: Run, step: Step) -> None:
    findings = {key: {"answer": "yes", "reason": ""} for key in run.cycle.criteria}
    with at(step.opens_at + HOUR):
        for row in run.rows["ideas"]:
            idea, screener = run.ideas[row["ref"]], _screener(run, row)
            if into := row.get("into"):
                ideas.merge_idea(
                    actor=screener, idea=idea, into=run.ideas[into], reply=row["reply"]
                )
            elif "verdict" in row:
                ideas.screen_idea(
                    actor=screener,
                    idea=idea,
                    findings={},
                    verdict=row["verdict"],
                    reply=row["reply"],
                    self_help=_help(run, row),
                )
            else:
                ideas.screen_idea(actor=screener, idea=idea, findings=findings, verdict="proposal")


def _help(run: Run, row: dict[str, Any]) -> Help | None:
    if "helper" not in row:
        return None
    helper = run.town.people[row["helper"]]
    return Help(helper_name=helper.full_name, text=row["title"], helper=helper)


def _prepare(run: Run, step: Step) -> None:
    with at(step.opens_at + HOUR):
        for row in run.rows["proposals"]:
            idea = run.ideas[row["idea"]]
            idea.refresh_from_db()
            if idea.proposal is None:
                raise LookupError(f"{row['idea']} did not become a proposal")
            proposal = proposals.submit_proposal(
                actor=idea.author or run.town.people["p-shen"],
                proposal=idea.proposal,
                title=row["title"],
                text=row["text"],
                budget=[Line("材料和工钱", 1, row["yuan"] * 100)],
                consent="" if idea.author else "提案人在纸质表上签字同意",
            )
            run.proposals.append((row, proposal))


def _hold_contest(run: Run, step: Step) -> None:
    names = run.rows.get("judges") or run.story.rows["judges"]
    judges = [run.town.people[name] for name in names]
    missing = {run.town.people[name].pk for name in run.rows.get("missing", [])}
    with at(step.opens_at):
        for judge in judges:
            contests.assign_judge(
                actor=run.town.people["p-shen"],
                step=step,
                judge=judge,
                proposals=[proposal.pk for _row, proposal in run.proposals],
            )
    with at(step.opens_at + HOUR):
        for place, judge in enumerate(judges):
            sheets = ScoreSheet.objects.filter(step=step, judge=judge)
            held = {sheet.proposal_id: sheet for sheet in sheets}
            for row, proposal in run.proposals[1 if judge.pk in missing else 0 :]:
                contests.submit_sheet(
                    actor=judge, sheet=held[proposal.pk], score=Decimal(row["scores"][place])
                )
    _vote(run, step)


def _vote(run: Run, step: Step) -> None:
    """Let each neighbour vote for those proposals that still want votes, the most wanted first."""
    most = step.settings["votes_per_person"]
    wanted = {proposal.pk: row["votes"] for row, proposal in run.proposals}
    voters = [person for people in run.town.neighbours.values() for person in people]
    for number, voter in enumerate(voters):
        chosen = sorted((pk for pk in wanted if wanted[pk]), key=lambda pk: -wanted[pk])[:most]
        if not chosen:
            return
        for pk in chosen:
            wanted[pk] -= 1
        with at(step.opens_at + timedelta(minutes=90 + number)):
            contests.cast_votes(actor=voter, step=step, proposals=chosen)


def _publish(run: Run, step: Step) -> None:
    with at(step.opens_at + HOUR):
        contests.publish_result(actor=run.town.people["p-shen"], step=step)

"""Act out the demo's programmes: each cycle step by step, up to where it is today."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from django.utils import timezone

from mulin.commons.people.actions import register_person
from mulin.commons.people.models import Person
from mulin.commons.places.actions import set_up_role
from mulin.commons.places.models import AdminUnit, Household
from mulin.commons.places.queries import communities_below
from mulin.commons.places.roles import Role
from mulin.programmes import actions, blueprints
from mulin.programmes.models import Cycle, Programme, Step

from . import rolls
from .acts import ACTS
from .acts.season import HOUR, Season
from .cast import name_cycle
from .clock import at
from .data import Story
from .town import Town


def act_out(story: Story, town: Town) -> None:
    """Act out every season in the order in which they began."""
    told = {row["ref"]: row for row in story.rows["programmes"]}
    programmes: dict[str, Programme] = {}
    for entry in story.rows["seasons"]:
        programme = told[entry["programme"]]
        rows = story.beside(entry["file"])
        plan = _plan(blueprints.load_named(programme["blueprint"]), rows)
        opens_at = _beginning(plan, rows, story)
        with at(opens_at):
            if programme["ref"] not in programmes:
                programmes[programme["ref"]] = _found(programme, plan, story, town)
            office = town.people[programme["by"]]
            cycle = _begin(programmes[programme["ref"]], plan, rows, opens_at, town, office)
            name_cycle(cycle, entry["file"].removesuffix(".yaml"))
        _go_through(Season(cycle, rows, story.rows, town, story, office))


def let_neighbours_in(told: dict[str, Any], host: AdminUnit, town: Town) -> None:
    """Let people move in who support ideas and vote, behind a door where doors are known."""
    names = ["".join(name) for name in product(told["surnames"], told["given"])]
    for community in communities_below(host):
        ref = town.ref_of(community)
        compound = told["compounds"].get(ref)
        doors = rolls.homes_in(town, compound) if compound else []
        town.neighbours[ref] = []
        for number in range(told["most"] if ref in told["stories"] else told["few"]):
            person = register_person(actor=None, full_name=names.pop(0))
            where = _behind(doors[number * 3]) if doors else {}
            set_up_role(person=person, role=Role.RESIDENT, unit=community, **where)
            town.neighbours[ref].append(person)


def _behind(door: Household) -> dict[str, Any]:
    building = door.dwelling.entrance.building
    return {"household": door, "building": building, "compound": building.compound}


def _found(told: dict[str, Any], plan: dict[str, Any], story: Story, town: Town) -> Programme:
    programme = actions.start_programme(
        actor=town.people[told["by"]],
        host=town.units[told["host"]],
        blueprint=plan,
        title=told["title"],
    )
    for year in told.get("earlier", []):
        actions.note_earlier_year(
            actor=town.people[told["by"]],
            programme=programme,
            **year | {"year": story.year(year["year"])},
        )
    return programme


def _plan(blueprint: dict[str, Any], rows: dict[str, Any]) -> dict[str, Any]:
    """Return the blueprint with its steps, zones and tags made to fit the story."""
    plan = deepcopy(blueprint)
    for step in plan["steps"]:
        step["days"] = rows.get("days", {}).get(step["kind"], step["days"])
        step["settings"] |= rows.get("settings", {}).get(step["kind"], {})
    if zones := rows.get("zones"):
        plan["zones"] = [
            {key: zone[key] for key in ("name", "focus", "priority_categories")} for zone in zones
        ]
    if tags := rows.get("policy_tags"):
        plan["policy_tags"] = tags
    plan["targets"] = rows.get("targets", [])
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
    programme: Programme,
    plan: dict[str, Any],
    rows: dict[str, Any],
    opens_at: datetime,
    town: Town,
    office: Person,
) -> Cycle:
    cycle = actions.start_cycle(
        actor=office,
        programme=programme,
        blueprint=plan,
        communities=_taking_part(programme, rows, town),
        opens_at=opens_at,
        year=timezone.localtime(opens_at).year,
        name=rows["name"],
        theme=rows["theme"],
        policy_note=rows.get("policy_note", ""),
    )
    if zones := rows.get("zones"):
        drawn = {zone.name: zone.pk for zone in cycle.zones.all()}
        actions.assign_zones(
            actor=office,
            cycle=cycle,
            zones={
                town.units[ref].pk: drawn[zone["name"]]
                for zone in zones
                for ref in zone["communities"]
            },
        )
    return cycle


def _taking_part(programme: Programme, rows: dict[str, Any], town: Town) -> Iterable[AdminUnit]:
    if refs := rows.get("communities"):
        return [town.units[ref] for ref in refs]
    return communities_below(programme.host)


def _go_through(season: Season) -> None:
    for step in season.cycle.steps.all():
        ACTS[step.kind](season, step)
        if season.rows.get("step") == step.kind:
            return
        with at(_end(step)):
            actions.close_step(actor=season.office, step=step)


def _end(step: Step) -> datetime:
    """Return when a step is closed: late where boxes are counted or a notice hangs, else early."""
    if step.kind == "publish_result":
        return step.closes_at
    return step.closes_at + (HOUR if step.kind == "hold_contest" else -HOUR)

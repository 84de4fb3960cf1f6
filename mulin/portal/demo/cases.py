"""The demo's cases, from the first word to the bus line."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from mulin.commons.organisations.actions import list_chat_group
from mulin.commons.organisations.models import ChatGroup
from mulin.commons.people.models import Person
from mulin.commons.places.actions import found_place
from mulin.commons.places.queries import buildings_of, places_of
from mulin.features.cases import actions
from mulin.features.cases.models import CalledUnit, Case, Whistle

from .clock import at
from .data import Story
from .town import Town

Row = dict[str, Any]
SAID = ("reporter_name", "reporter_phone", "text", "chat_group")


def tell_cases(story: Story, town: Town) -> None:
    """Let neighbours be heard, and what they said be followed to its end."""
    for row in story.rows["places"]:
        community = town.units[row["community"]]
        found_place(actor=None, **row | {"community": community})
    groups = {row["name"]: _list_group(town, dict(row)) for row in story.rows["groups"]}
    for row in story.rows["cases"]:
        group = {"chat_group": groups[row["group"]]} if "group" in row else {}
        _tell(story, town, row | group)
    for row in story.rows["reported"]:
        with at(story.moment(row["day"])):
            actions.report_case(
                actor=None,
                community=town.units[row["community"]],
                kind=row["kind"],
                title=row["title"],
                text=row["text"],
                is_anonymous=True,
            )


def _list_group(town: Town, row: Row) -> ChatGroup:
    row |= {"community": town.units[row["community"]], "keeper": town.people[row["keeper"]]}
    return list_chat_group(actor=town.people[row.pop("by")], **row)


def _tell(story: Story, town: Town, row: Row) -> None:
    told: Row = {name: row[name] for name in SAID if name in row}
    if "reporter" in row:
        told["reporter"] = town.people[row["reporter"]]
    if "shared_place" in row:
        here = places_of(town.units[row["community"]])
        told["shared_place"] = here.get(name=row["shared_place"])
    with at(story.moment(row["day"], 8)):
        case = actions.capture_case(
            actor=town.people[row["by"]],
            community=town.units[row["community"]],
            kind=row["kind"],
            title=row["title"],
            source=row["source"],
            may_be_public="public" in row,
            **told,
        )
        if "public" in row:
            actions.publish_case(actor=town.people[row["public"]], case=case)
    for act in row["acts"]:
        with at(story.moment(act["day"], act.get("at", 10))):
            facts = {name: act[name] for name in act if name not in ("do", "day", "at", "by")}
            DOING[act["do"]](town, town.people[act["by"]], case, facts)


def _check(town: Town, actor: Person, case: Case, told: Row) -> None:
    facts = [dict(zip(("label", "value", "unit"), fact, strict=True)) for fact in told["facts"]]
    told = told | {"facts": facts, "checked_at": timezone.now()}
    actions.note_field_check(actor=actor, case=case, **told)


def _whistle(town: Town, actor: Person, case: Case, told: Row) -> None:
    come_by = timezone.now() + timedelta(hours=told.pop("hours"))
    units = [town.organisations[ref] for ref in told.pop("units")]
    actions.sound_whistle(actor=actor, case=case, units=units, come_by=come_by, **told)


def _come(town: Town, actor: Person, case: Case, told: Row) -> None:
    called = CalledUnit.objects.select_related("whistle__case__community").get(
        whistle__in=Whistle.objects.filter(case=case), organisation=town.organisations[told["unit"]]
    )
    actions.check_in(actor=actor, called=called, name=told["name"])
    actions.note_deed(actor=actor, called=called, did=told["did"])
    rater = town.people[told["rated_by"]] if "rated_by" in told else actor
    actions.rate_unit(actor=rater, called=called, rating=told["rating"])


def _joint(town: Town, actor: Person, case: Case, told: Row) -> None:
    told |= {name: Decimal(told[name]) for name in ("before", "after")}
    actions.note_joint_handling(actor=actor, case=case, held_at=timezone.now(), **told)


def _relapse(town: Town, actor: Person, case: Case, told: Row) -> None:
    task = case.rechecks.get(done_at=None)
    actions.recheck_case(actor=actor, task=task, outcome="relapsed", **told)


def _sort(town: Town, actor: Person, case: Case, told: Row) -> None:
    if told.pop("building", False):
        told["building"] = buildings_of(case.community).first()
    actions.sort_case(actor=actor, case=case, **told)


def _answer_office(town: Town, actor: Person, case: Case, told: Row) -> None:
    raised = case.escalations.get(answered_at=None)
    actions.answer_escalation(actor=actor, escalation=raised, **told)


def _pass_on(town: Town, actor: Person, case: Case, told: Row) -> None:
    actions.pass_on_case(actor=actor, case=case, to=None, to_name=told["to"], reason=told["reason"])


def _plainly(action: Callable[..., Any]) -> Callable[[Town, Person, Case, Row], None]:
    def act(town: Town, actor: Person, case: Case, told: Row) -> None:
        action(actor=actor, case=case, **told)

    return act


DOING: dict[str, Callable[[Town, Person, Case, Row], None]] = {
    "answer": _plainly(actions.note_answer),
    "answer_office": _answer_office,
    "begin": _plainly(actions.begin_case),
    "bring_up": _plainly(actions.bring_up_case),
    "check": _check,
    "come": _come,
    "confirm": _plainly(actions.confirm_case),
    "escalate": _plainly(actions.escalate_case),
    "joint": _joint,
    "pass_on": _pass_on,
    "pause": _plainly(actions.pause_case),
    "relapse": _relapse,
    "resolve": _plainly(actions.resolve_case),
    "resume": _plainly(actions.resume_case),
    "sort": _sort,
    "told": _plainly(actions.note_told),
    "whistle": _whistle,
}

"""The demo's tasks of departments, from 106 to 34, and who was asked for advice."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from mulin.commons.organisations.models import Adviser, Organisation
from mulin.commons.places.models import AdminUnit
from mulin.commons.tasks import actions as tasks
from mulin.commons.topics.actions import open_topic
from mulin.commons.topics.models import Topic
from mulin.features.admissions import actions as admissions
from mulin.features.admissions.letters import USUAL
from mulin.features.admissions.models import TaskAdmission
from mulin.features.advice import actions as advice
from mulin.features.advice.models import ExpertRequest

from .clock import at
from .data import Story
from .town import Town

TERMS = ("frequency", "why", "basis")
EARLY = time(8, 10)


def look_through_tasks(story: Story, town: Town) -> None:
    """Let the street look through what departments put on its communities."""
    told = story.rows["admission"]
    unit, keeper = town.units[told["unit"]], town.people[told["by"]]
    with at(story.moment(told["opened_on"])):
        admissions.set_rule(
            actor=keeper, unit=unit, document=told["rule"], letter=USUAL, contact=told["contact"]
        )
        found = admissions.open_round(actor=keeper, unit=unit, name=told["round"])
        lines = [
            line | {"verdict": verdict}
            for verdict, group in _groups(told)
            for line in _lines(group)
        ]
        admissions.take_list(actor=keeper, unit=unit, lines=lines)
    with at(story.moment(told["closed_on"])):
        admissions.close_round(actor=keeper, found=found)
    _look_again(told["second_look"], unit, story, town)
    for row in told["requests"]:
        _answer_department(row, unit, story, town)


def _groups(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("admitted", told["admitted"]), *(("declined", one) for one in told["declined"])]


def _lines(group: dict[str, Any]) -> list[dict[str, Any]]:
    terms = group.get("terms", {})
    return [
        {"name": name, "department": department, "reason": group["reason"]}
        | _terms_of(terms.get(name, {}))
        for department, names in group["tasks"].items()
        for name in names
    ]


def _terms_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return on which paper a task rests, how often it comes, and what is paid for it."""
    told = {key: row[key] for key in ("frequency", "funding") if key in row}
    if "basis" not in row:
        return told | {"basis": None}
    return told | {"basis": {"title": row["basis"], "number": row.get("number", "")}}


def _look_again(row: dict[str, Any], unit: AdminUnit, story: Story, town: Town) -> None:
    task = TaskAdmission.objects.get(unit=unit, name=row["task"])
    with at(story.moment(row["asked_on"])):
        look = admissions.ask_second_look(
            actor=town.people[row["by"]], task=task, reason=row["reason"]
        )
    with at(story.moment(row["answered_on"])):
        admissions.answer_second_look(
            actor=town.people["p-shen"], look=look, is_changed=False, answer=row["answer"]
        )


def _answer_department(row: dict[str, Any], unit: AdminUnit, story: Story, town: Town) -> None:
    days = {key: story.day(row[key]) for key in ("from_on", "until_on") if key in row}
    with at(story.moment(row["asked_on"])):
        request = admissions.note_request(
            actor=town.people[row["by"]],
            unit=unit,
            department=Organisation.objects.get(name=row["from"]),
            name=row["name"],
            way=row["way"],
            asked_on=story.day(row["asked_on"]),
            community=town.units.get(row.get("community", "")),
            **{key: row[key] for key in TERMS if key in row},
        )
    if verdict := row.get("verdict"):
        keeper = town.people["p-shen"]
        with at(story.moment(row["answered_on"])):
            if verdict == "refused":
                admissions.refuse_request(
                    actor=town.people[row["by"]], request=request, reason=row["reason"]
                )
            else:
                admissions.admit_request(
                    actor=keeper,
                    request=request,
                    reason=row["reason"],
                    funding=row.get("funding"),
                    **days,
                )


def ask_for_advice(story: Story, town: Town) -> None:
    """Let committees ask advisers and departments, and residents propose what to ask."""
    topics = {row["ref"]: _open_topic(row, story, town) for row in story.rows["topics"]}
    for row in story.rows["requests"]:
        with at(story.moment(row["asked_on"])):
            request = _ask(row, topics, story, town)
        _answer(row, request, story, town)
    for row in story.rows["questions"]:
        _propose(row, story, town)
    _show_unanswered()


def _open_topic(row: dict[str, Any], story: Story, town: Town) -> Topic:
    with at(story.moment(row["opened_on"])):
        return open_topic(
            actor=town.people[row["by"]],
            community=town.units[row["community"]],
            title=row["title"],
            problem=row["problem"],
        )


def _ask(row: dict[str, Any], topics: dict[str, Topic], story: Story, town: Town) -> ExpertRequest:
    asked: dict[str, Any] = {"department": town.organisations.get(row.get("department", ""))}
    if person := town.people.get(row.get("adviser", "")):
        asked["adviser"] = Adviser.objects.get(person=person)
    return advice.ask_expert(
        actor=town.people[row["by"]],
        unit=town.units[row["community"]],
        title=row["title"],
        problem=row["problem"],
        topic=topics.get(row.get("topic", "")),
        wanted_on=story.day(row["wanted_on"]) if "wanted_on" in row else None,
        **asked,
    )


def _answer(row: dict[str, Any], request: ExpertRequest, story: Story, town: Town) -> None:
    worker, expert = town.people[row["by"]], town.people.get(row.get("adviser", ""))
    if expert and "accepted_on" in row:
        with at(story.moment(row["accepted_on"], 14)):
            advice.accept_expert_request(actor=expert, request=request)
    if "visited_on" in row:
        with at(story.moment(row["visited_on"], 15)):
            advice.note_expert_visit(
                actor=worker, request=request, visited_on=story.day(row["visited_on"])
            )
    if expert and "answered_on" in row:
        with at(story.moment(row["answered_on"], 17)):
            advice.answer_expert_request(actor=expert, request=request, answer=row["answer"])
    if came := row.get("entered"):
        with at(story.moment(came["came_on"], 17)):
            advice.enter_expert_answer(
                actor=worker,
                request=request,
                answer=came["answer"],
                signed_by=came["signed_by"],
                answered_on=story.day(came["came_on"]),
            )
    if promised := row.get("promise"):
        _promise(promised, row, request, story, town)


def _promise(
    promised: dict[str, Any],
    row: dict[str, Any],
    request: ExpertRequest,
    story: Story,
    town: Town,
) -> None:
    worker = town.people[row["by"]]
    with at(story.moment(row["entered"]["came_on"], 18)):
        item = tasks.promise(
            actor=worker,
            unit=request.unit,
            what=promised["what"],
            keeper=town.organisations[row["department"]],
            due_on=story.day(promised["due_on"]),
            origin=request,
            is_public=True,
        )
    with at(story.moment(promised["kept_on"], 16)):
        tasks.keep_promise(actor=worker, item=item, note=promised["note"])


def _propose(row: dict[str, Any], story: Story, town: Town) -> None:
    neighbour = town.neighbours[row["community"]][0]
    with at(story.moment(row["asked_on"], 20)):
        question = advice.propose_question(
            actor=neighbour,
            unit=town.units[row["community"]],
            text=row["text"],
            kind=row["kind"],
        )
    if "answered_on" in row:
        with at(story.moment(row["answered_on"])):
            advice.answer_advice_question(
                actor=town.people[row["by"]], question=question, answer=row["answer"]
            )


def _show_unanswered() -> None:
    """Let the clock go round on the mornings on which something became late."""
    late = ExpertRequest.objects.filter(state="asked").values_list("due_on", "escalates_on")
    mornings = {day + timedelta(days=1) for days in late for day in days}
    for day in sorted(mornings):
        if day <= timezone.localdate():
            with at(timezone.make_aware(datetime.combine(day, EARLY))):
                advice.show_unanswered()

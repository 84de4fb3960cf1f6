"""The demo's surveys: asked by phone, on paper and at the door, counted and published."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from mulin.commons.audit import things
from mulin.commons.people.models import Person
from mulin.commons.places.actions import issue_codes, open_letter
from mulin.commons.places.models import Household
from mulin.commons.places.queries import household_at
from mulin.commons.siteplans.actions import put_up_plan
from mulin.features.cases.models import Case
from mulin.features.surveys import actions, queries
from mulin.features.surveys.kits import kit
from mulin.features.surveys.models import Survey

from .clock import at
from .data import Story
from .drawings import site_plan
from .rolls import homes_in
from .town import Town

EVERY = 7
"""So far apart live the households that answer."""

Answers = dict[int, Any]


def ask_around(story: Story, town: Town) -> None:
    """Ask, count and publish, and ask once more a year later."""
    for row in story.rows["surveys"]:
        first, second = (town.people[ref] for ref in row["by"])
        homes = homes_in(town, row["compound"])[::EVERY][: len(row["answers"])]
        opens, closes = story.moment(row["opens_on"], 8), story.moment(row["closes_on"], 20)
        with at(opens - timedelta(days=2)):
            survey = _draft(row, town, first, (opens, closes))
            survey = actions.open_survey(actor=first, survey=survey)
            neighbours = _let_in(first, homes[: row["online"]])
        _answer(row, survey, (first, second), neighbours, homes, opens)
        with at(closes + timedelta(hours=1)):
            survey = actions.close_survey(actor=first, survey=survey)
        with at(story.moment(row["published_on"])):
            _publish(row, survey, second)
        with at(story.moment(row["again"]["opens_on"], 7)):
            _come_home(row, town, first)
        _ask_again(row["again"], story, survey, first, neighbours)


def _draft(
    row: dict[str, Any], town: Town, actor: Person, when: tuple[datetime, datetime]
) -> Survey:
    questions = [dict(one) for one in kit(row["kit"])["questions"]]
    plan = put_up_plan(
        actor=actor,
        community=town.units[row["community"]],
        compound=town.compounds[row["compound"]],
        name=row["plan"],
        picture=site_plan(),
    )
    questions[1]["settings"] = {"options": row["spots"], "buildings": True, "plan": plan.pk}
    return actions.draft_survey(
        actor=actor,
        unit=town.units[row["community"]],
        compound=town.compounds[row["compound"]],
        questions=questions,
        title=row["title"],
        intro=row["intro"],
        purpose=kit(row["kit"])["purpose"],
        opens_at=when[0],
        closes_at=when[1],
        origin=things.key_of(Case.objects.get(title=row["case"])),
    )


def _let_in(actor: Person, homes: Sequence[Household]) -> list[tuple[Person, Household]]:
    """Let some households come in with the codes on their letters."""
    codes = issue_codes(actor=actor, community=homes[0].community, households=homes)
    return [(open_letter(actor=None, code=code), home) for home, code in codes]


def _come_home(row: dict[str, Any], town: Town, actor: Person) -> None:
    """Let people of the story open their letters, so that a visitor of the demo can answer."""
    community = town.units[row["community"]]
    for ref, door in row["at_home"].items():
        home = household_at(community, town.compounds[row["compound"]].name + door)[1]
        if home is None:
            raise ValueError(f"{ref} has no door {door}")
        [(_home, code)] = issue_codes(actor=actor, community=community, households=[home])
        open_letter(actor=town.people[ref], code=code)


def _said(survey: Survey, answers: Sequence[Any]) -> Answers:
    """Return a line of the file as answers to the questions of the bus line."""
    ride, spot, where, times, minutes, fare, words = answers
    told = [
        ride,
        spot and {"square" if isinstance(spot, str) else "choice": spot},
        where,
        times,
        minutes and minutes * 100,
        fare and fare * 100,
        words,
    ]
    questions = queries.questions_of(survey)
    return {one.pk: value for one, value in zip(questions, told, strict=True) if value}


def _receipt(survey: Survey, home: Household) -> UUID:
    return uuid5(NAMESPACE_URL, f"mulin.demo:{survey.pk}:{home.pk}")


def _answer(
    row: dict[str, Any],
    survey: Survey,
    staff: tuple[Person, Person],
    neighbours: Sequence[tuple[Person, Household]],
    homes: Sequence[Household],
    opens: datetime,
) -> None:
    said = [_said(survey, one) for one in row["answers"]]
    last_on_paper = row["online"] + row["paper"]
    for place, (person, home) in enumerate(neighbours):
        with at(opens + timedelta(hours=7 * place + 1)):
            actions.answer_survey(
                actor=person,
                survey=survey,
                household=home,
                answers=said[place],
                receipt=_receipt(survey, home),
            )
    with at(opens + timedelta(days=9)):
        on_paper = homes[row["online"] : last_on_paper]
        sheets = actions.print_sheets(actor=staff[0], survey=survey, households=on_paper)
        for sheet, answers in zip(sheets, said[row["online"] : last_on_paper], strict=True):
            for reader in staff:
                actions.read_sheet(
                    actor=reader,
                    sheet=sheet,
                    answers=answers,
                    returned_on=(opens + timedelta(days=8)).date(),
                )
        for home, answers in zip(homes[last_on_paper:], said[last_on_paper:], strict=True):
            actions.answer_at_door(
                actor=staff[1],
                survey=survey,
                household=home,
                answers=answers,
                receipt=_receipt(survey, home),
            )


def _publish(row: dict[str, Any], survey: Survey, actor: Person) -> None:
    for answer in queries.texts_of(survey).filter(text__in=row["released"]):
        actions.release_answer(actor=actor, answer=answer, text=answer.text)
    actions.publish_results(actor=actor, survey=survey)


def _ask_again(
    row: dict[str, Any],
    story: Story,
    survey: Survey,
    actor: Person,
    neighbours: Sequence[tuple[Person, Household]],
) -> None:
    opens, closes = story.moment(row["opens_on"], 8), story.moment(row["closes_on"], 20)
    with at(opens - timedelta(days=1)):
        again = actions.copy_survey(
            actor=actor, survey=survey, title=row["title"], opens_at=opens, closes_at=closes
        )
        actions.open_survey(actor=actor, survey=again)
    for place, (person, home) in enumerate(neighbours[: row["answers"]]):
        with at(opens + timedelta(hours=9 + 5 * place)):
            actions.answer_survey(
                actor=person,
                survey=again,
                household=home,
                answers=_said(again, story.rows["surveys"][0]["answers"][place + 3]),
                receipt=_receipt(again, home),
            )

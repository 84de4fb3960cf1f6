"""What the demo's communities have taken on, from the first word to the last drawing."""

from datetime import date
from typing import Any

from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.topics import actions as topics
from mulin.commons.topics.models import Topic
from mulin.features.designs import actions as designs
from mulin.features.designs.models import DesignComment, DesignDisplay

from .clock import at
from .data import Story
from .drawings import rendering
from .town import Town


def take_on(story: Story, town: Town) -> None:
    """Let communities take matters on, talk them over and show drawings."""
    for row in story.rows["topics"]:
        _Matter(story, town, row).act_out()


class _Matter:
    """One topic while it is acted out."""

    def __init__(self, story: Story, town: Town, row: dict[str, Any]) -> None:
        self.story, self.town, self.row = story, town, row
        self.office: Person = town.people[row["by"]]
        self.community = town.units[row["community"]]
        self.topic: Topic

    def act_out(self) -> None:
        row = self.row
        with at(self.story.moment(row["opened_on"], 9)):
            self.topic = topics.open_topic(
                actor=self.office,
                community=self.community,
                compound=self.town.compounds.get(row.get("compound", "")),
                **{key: row[key] for key in ("title", "problem", "form")},
            )
        for opinion in row["opinions"]:
            self._say(opinion)
        for answer in row.get("answers", []):
            self._answer(answer)
        for group in row.get("groups", []):
            self._choose(group)
        for obstacle in row["obstacles"]:
            self._clear(obstacle)
        for display in row.get("displays", []):
            self._show(display)
        if closed_on := row.get("closed_on"):
            with at(self.story.moment(closed_on, 17)):
                topics.close_topic(
                    actor=self.office, topic=self.topic, state="settled", outcome=row["outcome"]
                )

    def _say(self, told: dict[str, Any]) -> None:
        with at(self.story.moment(told["day"], 11)):
            opinion = topics.note_opinion(
                actor=self.office,
                unit=self.community,
                topic=self.topic,
                kind=told["kind"],
                text=told["text"],
                said_on=self.story.day(told["day"]),
                speaker_name=told.get("who", ""),
                place=told.get("place", ""),
            )
        if "reply" in told:
            with at(self.story.moment(told.get("answered_on", told["day"]), 15)):
                topics.answer_opinion(
                    actor=self.office, opinion=opinion, reply=told["reply"], answer=told["answer"]
                )

    def _answer(self, told: dict[str, Any]) -> None:
        with at(self.story.moment(told["day"], 20)):
            topics.answer_question(
                actor=self.office,
                topic=self.topic,
                question=told["question"],
                whether=told.get("whether", ""),
                text=told["text"],
                decided_by=told["by"],
                decided_on=self.story.day(told["day"]),
            )

    def _choose(self, told: dict[str, Any]) -> None:
        with at(self.story.moment(told["day"], 20)):
            topics.form_working_group(
                actor=self.office,
                topic=self.topic,
                task=told["task"],
                members=told["members"],
                formed_on=self.story.day(told["day"]),
            )

    def _clear(self, told: dict[str, Any]) -> None:
        with at(self.story.moment(told["day"], 16)):
            obstacle = topics.raise_obstacle(
                actor=self.office,
                topic=self.topic,
                what=told["what"],
                keeper=self.town.people.get(told.get("keeper", "")),
                keeper_organisation=self._organisation(told.get("organisation", "")),
                affected=told.get("affected", ""),
            )
        if agreed_on := told.get("agreed_on"):
            with at(self.story.moment(agreed_on, 16)):
                topics.agree_on_obstacle(
                    actor=self.office, obstacle=obstacle, solution=told["solution"]
                )
        if solved_on := told.get("solved_on"):
            with at(self.story.moment(solved_on, 17)):
                topics.solve_obstacle(
                    actor=self.office,
                    obstacle=obstacle,
                    solution=told["solution"],
                    is_confirmed_by_affected=bool(told.get("affected")),
                )

    def _organisation(self, name: str) -> Any:
        known = self.town.organisations.values()
        return next((one for one in known if one.name == name), None)

    def _show(self, told: dict[str, Any]) -> None:
        first = told["versions"][0]["day"]
        with at(self.story.moment(first, 9)):
            display = designs.set_up_display(
                actor=self.office,
                topic=self.topic,
                opens_on=self.story.day(told["opens_on"]),
                closes_on=self.story.day(told["closes_on"]),
                **{key: told[key] for key in ("title", "text", "contact")},
            )
        self._draw(display, told["versions"][0], [])
        with at(self.story.moment(told["opens_on"], 8)):
            boards = {place: self._hang(display, place) for place in told["boards"]}
        self._lean(display, told.get("leanings", {}), told["opens_on"])
        said = [(self._comment(display, one, boards), one) for one in told["comments"]]
        for number, version in enumerate(told["versions"][1:], start=2):
            led_to = [comment.pk for comment, one in said if one.get("into") == number]
            self._draw(display, version, led_to)

    def _draw(self, display: DesignDisplay, told: dict[str, Any], led_to: list[int]) -> None:
        with at(self.story.moment(told["day"], 10)):
            version = designs.draw_version(
                actor=self.office,
                display=display,
                what_changed=told.get("what", ""),
                drawn_by=told["drawn_by"],
                comments=led_to,
            )
            for option in told["options"]:
                designs.add_option(
                    actor=self.office,
                    version=version,
                    rendering=[rendering(option["drawing"])],
                    cost_cents=option["cost"] * 100,
                    **{key: option[key] for key in ("title", "disruption", "pros", "cons")},
                )
            designs.publish_version(actor=self.office, version=version)

    def _hang(self, display: DesignDisplay, place: str) -> Any:
        return designs.hang_board(
            actor=self.office, display=display, place=place, hung_on=timezone.localdate()
        )

    def _lean(self, display: DesignDisplay, told: dict[int, int], on: date) -> None:
        neighbours = iter(self.town.neighbours.get(self.row["community"], []))
        options = display.versions.get(number=1).options
        with at(self.story.moment(on, 19)):
            for number, many in told.items():
                option = options.select_related("version__display__topic__community").get(
                    number=number
                )
                for _one, person in zip(range(many), neighbours, strict=False):
                    designs.lean_towards(actor=person, option=option)

    def _comment(
        self, display: DesignDisplay, told: dict[str, Any], boards: dict[str, Any]
    ) -> DesignComment:
        with at(self.story.moment(told["day"], 18)):
            comment = designs.enter_comment(
                actor=self.office,
                display=display,
                text=told["text"],
                board=boards.get(told.get("at", "")),
                author_name=told.get("who", ""),
            )
        if "answer" in told:
            with at(min(self.story.moment(told["day"], 20), timezone.now())):
                comment = designs.answer_comment(
                    actor=self.office,
                    comment=comment,
                    answer=told["answer"],
                    reason=told["reason"],
                )
        return comment

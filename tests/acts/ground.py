"""What acts are done to, and what an act in the list of acts is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.organisations import actions as registers
from mulin.commons.organisations.models import ChatGroup
from mulin.commons.people.models import Person
from mulin.commons.places import actions as places
from mulin.commons.places.models import Building, Compound, Household, Membership, RollImport
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_person, part_of
from mulin.commons.places.tests.rolls import table
from mulin.features.contests import actions as contests
from mulin.features.contests.models import (
    NoticeObjection,
    PaperBatch,
    Publication,
    ScoreSheet,
    Timetable,
)
from mulin.features.contests.tests.contests import Contest, make_contest
from mulin.features.evidence.tests.shown import AFTERWARDS, make_step, note, selected
from mulin.features.ideas import actions as ideas
from mulin.features.ideas.models import Idea, SelfHelpTask
from mulin.features.ideas.tests.people import (
    Season,
    make_building,
    make_household,
    make_season,
)
from mulin.features.proposals import actions as proposals
from mulin.features.proposals.models import CoachComment, ProposalRevision
from mulin.features.proposals.sections import Line
from mulin.programmes import actions as programmes
from mulin.programmes.models import Proposal, Step, Target, Zone
from mulin.programmes.tests.cycles import make_proposal, shift
from mulin.web.tests.doors import JUDGE, RESIDENT, STREET_OPERATOR

HOST = frozenset({STREET_OPERATOR})
JUDGES = frozenset({JUDGE})
UNCONFIRMED = "unconfirmed"
CONFIRMED = frozenset({RESIDENT})
LIVING_HERE = CONFIRMED | {UNCONFIRMED}
A_TARGET: dict[str, Any] = {
    "unit": None,
    "indicator": "ideas",
    "planned": 200,
    "minimum": 100,
    "due_on": date(2027, 1, 1),
}
NOBODY: frozenset[str] = frozenset()
LINE = ["北里一区", "3号楼", "2单元", "401"]


@dataclass
class Ground:
    """What acts are done to: all of it in the town's first community, or its street's."""

    town: Town

    @cached_property
    def season(self) -> Season:
        season = make_season(self.town)
        season.start_screening()
        season.start_preparing()
        return season

    @cached_property
    def contest(self) -> Contest:
        return make_contest(self.town, expert_weight=0, public_weight=100)

    @cached_property
    def target(self) -> Target:
        return programmes.save_target(
            actor=self.town.people[STREET_OPERATOR], cycle=self.season.cycle, **A_TARGET
        )

    @cached_property
    def zone(self) -> Zone:
        return programmes.save_zone(
            actor=self.town.people[STREET_OPERATOR],
            cycle=self.season.cycle,
            name="东片",
            focus="先看得见",
        )

    @cached_property
    def building(self) -> Building:
        return make_building(self.town)

    @property
    def compound(self) -> Compound:
        return self.building.compound

    @cached_property
    def home(self) -> Household:
        return make_household(self.town, self.building, "401")

    @cached_property
    def claim(self) -> Membership:
        somebody = make_person("来住的人")
        return places.claim_home(actor=somebody, community=self.town.community)

    @cached_property
    def steward(self) -> Membership:
        return part_of(self.town.join("仉小楼", Role.BUILDING_STEWARD, building=self.building))

    @cached_property
    def roll(self) -> RollImport:
        operator = self.town.people[STREET_OPERATOR]
        content = table(LINE)
        return places.upload_roll(
            actor=operator, community=self.town.community, name="户册.xlsx", content=content
        )

    @cached_property
    def checked_roll(self) -> RollImport:
        places.check_roll(actor=self.town.people[STREET_OPERATOR], roll=self.roll)
        self.roll.refresh_from_db()
        return self.roll

    @cached_property
    def organisation(self) -> Any:
        operator = self.town.people[STREET_OPERATOR]
        return registers.list_organisation(
            actor=operator, unit=self.town.community, name="众帆", kind="social_work"
        )

    @cached_property
    def partner(self) -> Any:
        operator = self.town.people[STREET_OPERATOR]
        return registers.join_partner(
            actor=operator, community=self.town.community, organisation=self.organisation
        )

    @cached_property
    def group(self) -> Any:
        operator = self.town.people[STREET_OPERATOR]
        return registers.found_group(actor=operator, community=self.town.community, name="舞蹈队")

    @cached_property
    def committee(self) -> Any:
        operator = self.town.people[STREET_OPERATOR]
        return registers.form_committee(
            actor=operator, unit=self.town.community, name="调解委员会", kind="specialist"
        )

    @cached_property
    def chat_group(self) -> ChatGroup:
        operator = self.town.people[STREET_OPERATOR]
        return registers.list_chat_group(
            actor=operator, community=self.town.community, name="邻里群"
        )

    @cached_property
    def coded_chat_group(self) -> ChatGroup:
        registers.show_code(
            actor=self.town.people[STREET_OPERATOR],
            group=self.chat_group,
            picture=redraw(a_photo()),
            until_on=timezone.localdate(),
        )
        return self.chat_group

    @cached_property
    def idea(self) -> Idea:
        return self.season.idea()

    @cached_property
    def unread(self) -> Idea:
        return self.season.visitors_idea()

    @cached_property
    def other_idea(self) -> Idea:
        return self.season.idea("长椅")

    @cached_property
    def merged(self) -> Idea:
        return ideas.merge_idea(
            actor=self.season.xiaozhou, idea=self.idea, into=self.other_idea, reply="一件事。"
        )

    @cached_property
    def draft(self) -> Proposal:
        return self.season.screen(self.idea).proposal

    @cached_property
    def revision(self) -> ProposalRevision:
        """The first version of a draft that has been written on since."""
        worker = self.season.xiaozhou
        proposals.write_proposal(actor=worker, proposal=self.draft, **to_write())
        return ProposalRevision.objects.get(proposal=self.draft, number=1)

    @cached_property
    def comment(self) -> CoachComment:
        return proposals.comment_on_proposal(
            actor=self.season.xiaozhou, proposal=self.draft, section="text", text="谁来管？"
        )

    @cached_property
    def flagship(self) -> Proposal:
        proposals.mark_flagship(
            actor=self.season.operator, proposal=self.submitted, reason="全楼受益"
        )
        return Proposal.objects.get(pk=self.submitted.pk)

    @cached_property
    def submitted(self) -> Proposal:
        return make_proposal(self.season.cycle, self.town.community, "感应灯")

    @cached_property
    def task(self) -> SelfHelpTask:
        self.season.screen(
            self.idea, "too_individual", self_help=ideas.Help("米奶奶", "一起搬下楼")
        )
        return SelfHelpTask.objects.get(idea=self.idea)

    @cached_property
    def sheet(self) -> ScoreSheet:
        judge, proposals = self.town.people[JUDGE], [self.contest.a.pk]
        contests.assign_judge(
            actor=self.contest.office, step=self.contest.step, judge=judge, proposals=proposals
        )
        return self.contest.sheet(judge, self.contest.a)

    @cached_property
    def declared_sheet(self) -> ScoreSheet:
        sheet = self.sheet
        contests.declare_conflicts(actor=sheet.judge, step=self.contest.step)
        return sheet

    @cached_property
    def batch(self) -> PaperBatch:
        return contests.print_paper_ballots(
            actor=self.contest.office,
            step=self.contest.step,
            community=self.town.community,
            count=5,
        )

    @cached_property
    def taken(self) -> PaperBatch:
        contests.hand_out_paper_ballot(
            actor=self.contest.office, batch=self.batch, voter=self.neighbour
        )
        return self.batch

    @cached_property
    def box(self) -> dict[str, Any]:
        """An open box without a ballot, and what is in it."""
        shift(self.batch.step, opens_in=-2, closes_in=-1)
        votes = {entry.pk: 0 for entry in self.contest.proposals}
        return {"batch": self.batch, "valid": 0, "spoilt": 0, "votes": votes}

    @cached_property
    def disputed_box(self) -> dict[str, Any]:
        """A box of which two found something else."""
        for name, spoilt in (("点票一", 0), ("点票二", 1)):
            counter = self.town.join(name, Role.SOCIAL_WORKER)
            contests.enter_paper_tally(actor=counter, **self.box | {"spoilt": spoilt})
        return self.box

    @cached_property
    def counted(self) -> Contest:
        programmes.close_step(actor=self.contest.office, step=self.contest.step)
        programmes.open_step(actor=self.contest.office, step=self.contest.publishing)
        return self.contest

    @cached_property
    def published(self) -> Publication:
        step = self.counted.publishing
        return contests.publish_result(actor=self.counted.office, step=step)

    @cached_property
    def objection(self) -> NoticeObjection:
        return contests.enter_objection(
            actor=self.contest.office,
            publication=self.published,
            text="票数好像不对",
            received_on=timezone.localdate(),
        )

    @cached_property
    def objected(self) -> NoticeObjection:
        resident = self.contest.resident("提异议的人")
        return contests.object_to_result(
            actor=resident, publication=self.published, text="票数好像不对"
        )

    @cached_property
    def timetable(self) -> Timetable:
        return contests.make_timetable(
            actor=self.contest.office,
            step=self.contest.step,
            order="number",
            starts_at=timezone.now(),
            minutes=5,
        )

    @cached_property
    def shown(self) -> Step:
        return make_step(self.town)[1]

    @property
    def told(self) -> dict[str, Any]:
        return {"text": "走访", "happened_on": date(2026, 1, 1), "community": self.town.community}

    @cached_property
    def afterwards(self) -> Step:
        return make_step(self.town, AFTERWARDS)[1]

    @cached_property
    def finished(self) -> Proposal:
        proposal = selected(self.afterwards, self.town)
        note(self.town, self.afterwards, proposal=proposal, state="done")
        return proposal

    @cached_property
    def neighbour(self) -> Person:
        person = self.town.join("石奶奶", Role.RESIDENT)
        person.phone = None
        person.save()
        return person


@dataclass(frozen=True)
class Act:
    """One act: who may do it, and how."""

    name: str
    may: frozenset[str]
    do: Callable[[Ground, Person], Any]


def to_write(**more: Any) -> dict[str, Any]:
    return {
        "title": "感应灯",
        "text": "装在三单元门口。" * 10,
        "budget": [Line("灯", 1, 100)],
    } | more

"""Every act that is not for everybody, who may do it, and something to do it to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils import timezone

from mulin.commons.calendar.plans import PlannedDay
from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.notices import actions as notices
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
from mulin.features.evidence import actions as evidence
from mulin.features.evidence.tests.shown import AFTERWARDS, ANSWERS, make_step, note, selected
from mulin.features.ideas import actions as ideas
from mulin.features.ideas.models import Idea, SelfHelpTask
from mulin.features.ideas.tests.people import (
    ALL_YES,
    Season,
    make_building,
    make_household,
    make_season,
)
from mulin.features.proposals import actions as proposals
from mulin.features.proposals.models import CoachComment, ProposalRevision
from mulin.features.proposals.sections import Line
from mulin.programmes import actions as programmes
from mulin.programmes import blueprints
from mulin.programmes.models import Proposal, Step, Target, Zone
from mulin.programmes.tests.cycles import make_proposal, shift
from mulin.web.tests.doors import GRID_WORKER, JUDGE, OFFICE_HERE, RESIDENT, STREET_OPERATOR

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


ORGANISATIONS = [
    Act(
        "list_organisation",
        OFFICE_HERE,
        lambda g, who: registers.list_organisation(
            actor=who, unit=g.town.community, name="众", kind="social_work"
        ),
    ),
    Act(
        "join_organisation",
        OFFICE_HERE,
        lambda g, who: registers.join_organisation(
            actor=who, organisation=g.organisation, person=make_person("社工甲")
        ),
    ),
    Act(
        "engage_coach",
        HOST,
        lambda g, who: registers.engage_coach(
            actor=who,
            host=g.town.street,
            organisation=g.organisation,
            year=2026,
            duties=["training"],
            communities=[g.town.community],
        ),
    ),
    Act(
        "join_partner",
        OFFICE_HERE,
        lambda g, who: registers.join_partner(
            actor=who, community=g.town.community, organisation=g.organisation
        ),
    ),
    Act(
        "agree",
        OFFICE_HERE,
        lambda g, who: registers.agree(
            actor=who,
            partner=g.partner,
            gives="场地",
            receives="志愿者",
            from_on=date(2026, 1, 1),
            until_on=date(2026, 12, 31),
        ),
    ),
    Act(
        "found_group",
        OFFICE_HERE,
        lambda g, who: registers.found_group(actor=who, community=g.town.community, name="球队"),
    ),
    Act(
        "count_members",
        OFFICE_HERE,
        lambda g, who: registers.count_members(
            actor=who, group=g.group, on=date(2026, 1, 1), members=9
        ),
    ),
    Act(
        "name_adviser",
        OFFICE_HERE,
        lambda g, who: registers.name_adviser(
            actor=who, unit=g.town.community, person=make_person("律师"), kind="legal"
        ),
    ),
    Act(
        "form_committee",
        OFFICE_HERE,
        lambda g, who: registers.form_committee(
            actor=who, unit=g.town.community, name="卫生委员会", kind="specialist"
        ),
    ),
    Act(
        "seat_member",
        OFFICE_HERE,
        lambda g, who: registers.seat_member(
            actor=who, committee=g.committee, person=make_person("委员")
        ),
    ),
    Act(
        "list_chat_group",
        OFFICE_HERE,
        lambda g, who: registers.list_chat_group(
            actor=who, community=g.town.community, name="一家亲"
        ),
    ),
    Act(
        "show_code",
        OFFICE_HERE,
        lambda g, who: registers.show_code(
            actor=who,
            group=g.chat_group,
            picture=redraw(a_photo()),
            until_on=timezone.localdate(),
        ),
    ),
    Act(
        "remove_code",
        OFFICE_HERE,
        lambda g, who: registers.remove_code(actor=who, group=g.coded_chat_group),
    ),
    Act("retire", OFFICE_HERE, lambda g, who: registers.retire(actor=who, thing=g.group)),
]

PLACES = [
    Act(
        "found_unit",
        HOST,
        lambda g, who: places.found_unit(
            actor=who, level="community", name="新社区", parent=g.town.street
        ),
    ),
    Act(
        "change_facts",
        OFFICE_HERE,
        lambda g, who: places.change_facts(
            actor=who,
            community=g.town.community,
            population=9,
            declared_households=3,
            area_km2=None,
            story="",
        ),
    ),
    Act(
        "add_compound",
        OFFICE_HERE,
        lambda g, who: places.add_compound(actor=who, community=g.town.community, name="二区"),
    ),
    Act(
        "change_compound",
        OFFICE_HERE,
        lambda g, who: places.change_compound(actor=who, compound=g.compound, name="三区"),
    ),
    Act(
        "add_building",
        OFFICE_HERE,
        lambda g, who: places.add_building(actor=who, compound=g.compound, name="9号楼"),
    ),
    Act(
        "change_building",
        OFFICE_HERE,
        lambda g, who: places.change_building(actor=who, building=g.building, name="8号楼"),
    ),
    Act(
        "draw_grid",
        OFFICE_HERE,
        lambda g, who: places.draw_grid(actor=who, community=g.town.community, name="一格"),
    ),
    Act(
        "change_grid",
        OFFICE_HERE,
        lambda g, who: places.change_grid(
            actor=who,
            grid=places.draw_grid(actor=None, community=g.town.community, name="二格"),
            name="三格",
        ),
    ),
    Act(
        "assign_buildings",
        OFFICE_HERE,
        lambda g, who: places.assign_buildings(
            actor=who,
            grid=places.draw_grid(actor=None, community=g.town.community, name="二格"),
            buildings=[g.building],
        ),
    ),
    Act(
        "issue_codes",
        OFFICE_HERE,
        lambda g, who: places.issue_codes(
            actor=who, community=g.town.community, households=[g.home]
        ),
    ),
    Act(
        "revoke_codes",
        OFFICE_HERE,
        lambda g, who: places.revoke_codes(
            actor=who, community=g.town.community, households=[g.home]
        ),
    ),
    Act(
        "give_role",
        OFFICE_HERE,
        lambda g, who: places.give_role(
            actor=who, person=make_person("新楼长"), role=Role.VOLUNTEER, unit=g.town.community
        ),
    ),
    Act("end_role", OFFICE_HERE, lambda g, who: places.end_role(actor=who, part=g.steward)),
    Act(
        "hand_over",
        OFFICE_HERE,
        lambda g, who: places.hand_over(actor=who, part=g.steward, person=make_person("下一位")),
    ),
    Act(
        "invite_to_staff",
        OFFICE_HERE,
        lambda g, who: places.invite_to_staff(
            actor=who, unit=g.town.community, full_name="新同事", phone="13999990000"
        ),
    ),
    Act("withdraw_claim", NOBODY, lambda g, who: places.withdraw_claim(actor=who, part=g.claim)),
    Act("confirm_home", OFFICE_HERE, lambda g, who: places.confirm_home(actor=who, part=g.claim)),
    Act(
        "refuse_home",
        OFFICE_HERE,
        lambda g, who: places.refuse_home(actor=who, part=g.claim, because="搬走了"),
    ),
    Act(
        "upload_roll",
        OFFICE_HERE,
        lambda g, who: places.upload_roll(
            actor=who, community=g.town.community, name="户册.xlsx", content=table(LINE)
        ),
    ),
    Act("check_roll", OFFICE_HERE, lambda g, who: places.check_roll(actor=who, roll=g.roll)),
    Act(
        "confirm_roll",
        OFFICE_HERE,
        lambda g, who: places.confirm_roll(
            actor=who, roll=g.checked_roll, new_compounds=["北里一区"], is_whole=False
        ),
    ),
    Act(
        "import_roll",
        OFFICE_HERE,
        lambda g, who: places.import_roll(actor=who, roll=g.checked_roll),
    ),
    Act(
        "note_household_viewing",
        OFFICE_HERE,
        lambda g, who: places.note_household_viewing(
            actor=who, unit=g.town.community, of=g.building, how="page"
        ),
    ),
    Act(
        "note_member_viewing",
        OFFICE_HERE,
        lambda g, who: places.note_member_viewing(actor=who, part=g.steward),
    ),
    Act(
        "note_members_export",
        OFFICE_HERE,
        lambda g, who: places.note_members_export(actor=who, unit=g.town.community),
    ),
]

NOTICES = [
    Act(
        "post_notice",
        OFFICE_HERE,
        lambda g, who: notices.post_notice(
            actor=who, unit=g.town.community, kind="notice", title="停水", body="明天。"
        ),
    ),
    Act(
        "plan_year",
        HOST,
        lambda g, who: notices.plan_year(
            actor=who, office=g.town.street, days=[PlannedDay(date(2031, 1, 1), False, "元旦")]
        ),
    ),
]

PROGRAMMES = [
    Act(
        "start_programme",
        HOST,
        lambda g, who: programmes.start_programme(
            actor=who, host=g.town.street, blueprint=blueprints.load_named("neighbour-ideas")
        ),
    ),
    Act(
        "start_cycle",
        HOST,
        lambda g, who: programmes.start_cycle(
            actor=who,
            programme=g.season.cycle.programme,
            blueprint=g.season.cycle.blueprint,
            communities=[g.town.community],
            opens_at=g.season.collecting.opens_at,
            year=2027,
            name="下一季",
        ),
    ),
    Act(
        "launch_programme",
        HOST,
        lambda g, who: programmes.launch_programme(
            actor=who,
            host=g.town.street,
            title="又一个计划",
            blueprint=blueprints.load_named("neighbour-ideas"),
            communities=[g.town.community],
            opens_at=g.season.collecting.opens_at,
            year=2027,
            name="第一季",
        ),
    ),
    Act(
        "note_earlier_year",
        HOST,
        lambda g, who: programmes.note_earlier_year(
            actor=who, programme=g.season.cycle.programme, year=2016, selected=68, source="总结"
        ),
    ),
    Act(
        "open_step",
        HOST,
        lambda g, who: programmes.open_step(actor=who, step=g.season.collecting),
    ),
    Act(
        "close_step",
        HOST,
        lambda g, who: programmes.close_step(actor=who, step=g.season.collecting),
    ),
    Act(
        "change_settings",
        HOST,
        lambda g, who: programmes.change_settings(
            actor=who,
            step=shift(g.contest.publishing, opens_in=3, closes_in=9),
            settings={"notice_days": 9},
        ),
    ),
    Act(
        "change_dates",
        HOST,
        lambda g, who: programmes.change_dates(
            actor=who,
            step=g.season.collecting,
            opens_at=g.season.collecting.opens_at,
            closes_at=g.season.collecting.closes_at + timedelta(days=9),
        ),
    ),
    Act(
        "name_owner",
        HOST,
        lambda g, who: programmes.name_owner(
            actor=who,
            step=g.season.collecting,
            owner=g.town.join("秦岚", Role.STREET_OPERATOR, g.town.street),
        ),
    ),
    Act(
        "save_zone",
        HOST,
        lambda g, who: programmes.save_zone(
            actor=who, cycle=g.season.cycle, name="绿色片", focus="多见绿"
        ),
    ),
    Act(
        "save_target",
        HOST,
        lambda g, who: programmes.save_target(actor=who, cycle=g.season.cycle, **A_TARGET),
    ),
    Act(
        "save_targets",
        HOST,
        lambda g, who: programmes.save_targets(actor=who, cycle=g.season.cycle, rows=[A_TARGET]),
    ),
    Act(
        "remove_target",
        HOST,
        lambda g, who: programmes.remove_target(actor=who, target=g.target),
    ),
    Act(
        "remove_zone",
        HOST,
        lambda g, who: programmes.remove_zone(actor=who, zone=g.zone),
    ),
    Act(
        "assign_zones",
        HOST,
        lambda g, who: programmes.assign_zones(
            actor=who, cycle=g.season.cycle, zones={g.town.community.pk: g.zone.pk}
        ),
    ),
    Act(
        "describe_cycle",
        HOST,
        lambda g, who: programmes.describe_cycle(
            actor=who,
            cycle=g.season.cycle,
            theme="少而精",
            policy_note="",
            policy_tags=[],
            parties=[],
        ),
    ),
    Act(
        "explain_cycle",
        HOST,
        lambda g, who: programmes.explain_cycle(
            actor=who, cycle=g.season.cycle, explainer={"staff": {"what": "八步"}}
        ),
    ),
]

IDEAS = [
    Act(
        "enter_idea",
        OFFICE_HERE | {GRID_WORKER},
        lambda g, who: ideas.enter_idea(
            actor=who,
            step=g.season.collecting,
            community=g.town.community,
            category="environment",
            title="亭子",
            channel="paper",
        ),
    ),
    Act(
        "enter_ideas",
        OFFICE_HERE | {GRID_WORKER},
        lambda g, who: ideas.enter_ideas(
            actor=who,
            step=g.season.collecting,
            told=[
                (
                    uuid4(),
                    {
                        "community": g.town.community,
                        "category": "environment",
                        "title": "亭子",
                        "channel": "paper",
                    },
                )
            ],
        ),
    ),
    Act("support_idea", LIVING_HERE, lambda g, who: ideas.support_idea(actor=who, idea=g.idea)),
    Act("show_idea", OFFICE_HERE, lambda g, who: ideas.show_idea(actor=who, idea=g.unread)),
    Act(
        "hide_idea",
        OFFICE_HERE,
        lambda g, who: ideas.hide_idea(actor=who, idea=g.idea, reason="广告"),
    ),
    Act(
        "screen_idea",
        OFFICE_HERE,
        lambda g, who: ideas.screen_idea(
            actor=who, idea=g.idea, findings=ALL_YES, verdict="proposal"
        ),
    ),
    Act(
        "merge_idea",
        OFFICE_HERE,
        lambda g, who: ideas.merge_idea(
            actor=who, idea=g.idea, into=g.other_idea, reply="是一件事。"
        ),
    ),
    Act(
        "unmerge_idea",
        OFFICE_HERE,
        lambda g, who: ideas.unmerge_idea(actor=who, idea=g.merged, reason="不是一件事"),
    ),
    Act(
        "screen_together",
        OFFICE_HERE,
        lambda g, who: ideas.screen_together(
            actor=who, chosen=[(g.idea, 0)], findings=ALL_YES, verdict="proposal", reply=""
        ),
    ),
    Act(
        "merge_together",
        OFFICE_HERE,
        lambda g, who: ideas.merge_together(
            actor=who, chosen=[(g.idea, 0)], into=g.other_idea, reply="是一件事。"
        ),
    ),
    Act(
        "weigh_together",
        OFFICE_HERE,
        lambda g, who: ideas.weigh_together(actor=who, chosen=[(g.idea, 0)], urgency=4),
    ),
    Act(
        "settle_self_help",
        OFFICE_HERE,
        lambda g, who: ideas.settle_self_help(actor=who, task=g.task, is_done=True),
    ),
    Act(
        "write_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.write_proposal(actor=who, proposal=g.draft, **to_write()),
    ),
    Act(
        "submit_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.submit_proposal(
            actor=who, proposal=g.draft, consent="林秋月在纸上签了字", **to_write()
        ),
    ),
    Act(
        "return_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.return_proposal(actor=who, proposal=g.submitted, reason="补预算"),
    ),
    Act(
        "withdraw_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.withdraw_proposal(actor=who, proposal=g.draft, reason="不做了"),
    ),
    Act(
        "restore_revision",
        OFFICE_HERE,
        lambda g, who: proposals.restore_revision(actor=who, revision=g.revision),
    ),
    Act(
        "comment_on_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.comment_on_proposal(
            actor=who, proposal=g.draft, section="steps", text="写上月份"
        ),
    ),
    Act(
        "answer_comment",
        OFFICE_HERE,
        lambda g, who: proposals.answer_comment(actor=who, comment=g.comment, answer="写了"),
    ),
    Act(
        "mark_flagship",
        OFFICE_HERE,
        lambda g, who: proposals.mark_flagship(actor=who, proposal=g.submitted, reason="全楼受益"),
    ),
    Act(
        "unmark_flagship",
        OFFICE_HERE,
        lambda g, who: proposals.unmark_flagship(actor=who, proposal=g.flagship, reason="换一个"),
    ),
    Act(
        "read_proposal_list",
        OFFICE_HERE,
        lambda g, who: proposals.read_proposal_list(
            actor=who, step=g.season.preparing, written={g.draft.number: to_write()}
        ),
    ),
]

CONTESTS = [
    Act(
        "assign_judge",
        HOST,
        lambda g, who: contests.assign_judge(
            actor=who,
            step=g.contest.step,
            judge=g.town.people[JUDGE],
            proposals=[g.contest.b.pk],
        ),
    ),
    Act(
        "change_assignment",
        HOST,
        lambda g, who: contests.change_assignment(
            actor=who,
            step=g.contest.step,
            added={(g.town.people[JUDGE].pk, g.contest.b.pk)},
        ),
    ),
    Act(
        "declare_conflicts",
        JUDGES,
        lambda g, who: contests.declare_conflicts(actor=who, step=g.sheet.step),
    ),
    Act(
        "print_paper_ballots",
        OFFICE_HERE,
        lambda g, who: contests.print_paper_ballots(
            actor=who, step=g.contest.step, community=g.town.community, count=5
        ),
    ),
    Act(
        "find_paper_voters",
        OFFICE_HERE,
        lambda g, who: contests.find_paper_voters(actor=who, batch=g.batch, name="石奶"),
    ),
    Act(
        "hand_out_paper_ballot",
        OFFICE_HERE,
        lambda g, who: contests.hand_out_paper_ballot(actor=who, batch=g.batch, voter=g.neighbour),
    ),
    Act(
        "take_paper_ballot_back",
        OFFICE_HERE,
        lambda g, who: contests.take_paper_ballot_back(actor=who, batch=g.taken, voter=g.neighbour),
    ),
    Act(
        "enter_paper_tally",
        OFFICE_HERE,
        lambda g, who: contests.enter_paper_tally(actor=who, **g.box),
    ),
    Act(
        "decide_paper_tally",
        HOST,
        lambda g, who: contests.decide_paper_tally(actor=who, reason="重新点过", **g.disputed_box),
    ),
    Act(
        "draft_sheet",
        JUDGES,
        lambda g, who: contests.draft_sheet(actor=who, sheet=g.declared_sheet, score=Decimal(80)),
    ),
    Act(
        "submit_sheet",
        JUDGES,
        lambda g, who: contests.submit_sheet(actor=who, sheet=g.declared_sheet, score=Decimal(80)),
    ),
    Act(
        "recuse",
        HOST | JUDGES,
        lambda g, who: contests.recuse(actor=who, sheet=g.sheet, reason="亲戚"),
    ),
    Act(
        "cast_votes",
        CONFIRMED,
        lambda g, who: contests.cast_votes(
            actor=who, step=g.contest.step, proposals=[g.contest.a.pk]
        ),
    ),
    Act(
        "take_back_votes",
        CONFIRMED,
        lambda g, who: contests.take_back_votes(actor=who, step=g.contest.step),
    ),
    Act(
        "cast_votes_for",
        OFFICE_HERE,
        lambda g, who: contests.cast_votes_for(
            actor=who, step=g.contest.step, voter=g.neighbour, proposals=[g.contest.a.pk]
        ),
    ),
    Act(
        "find_neighbours",
        OFFICE_HERE,
        lambda g, who: contests.find_neighbours(actor=who, step=g.contest.step, name="石奶"),
    ),
    Act(
        "publish_result",
        HOST,
        lambda g, who: contests.publish_result(actor=who, step=g.counted.publishing),
    ),
    Act(
        "decide_flagship",
        HOST,
        lambda g, who: contests.decide_flagship(
            actor=who, step=g.counted.publishing, proposal=g.contest.a.pk, is_flagship=True
        ),
    ),
    Act(
        "object_to_result",
        CONFIRMED,
        lambda g, who: contests.object_to_result(
            actor=who, publication=g.published, text="票数好像不对"
        ),
    ),
    Act(
        "enter_objection",
        OFFICE_HERE,
        lambda g, who: contests.enter_objection(
            actor=who, publication=g.published, text="票数", received_on=timezone.localdate()
        ),
    ),
    Act(
        "acknowledge_objection",
        HOST,
        lambda g, who: contests.acknowledge_objection(actor=who, objection=g.objected),
    ),
    Act(
        "answer_objection",
        HOST,
        lambda g, who: contests.answer_objection(actor=who, objection=g.objection, answer="没有错"),
    ),
    Act(
        "make_timetable",
        HOST,
        lambda g, who: contests.make_timetable(
            actor=who, step=g.contest.step, order="number", starts_at=timezone.now(), minutes=5
        ),
    ),
    Act(
        "move_slot",
        HOST,
        lambda g, who: contests.move_slot(
            actor=who,
            slot=g.timetable.slots.first(),
            place=1,
            starts_at=timezone.now(),
            minutes=6,
        ),
    ),
    Act(
        "load_timetable",
        HOST,
        lambda g, who: contests.load_timetable(
            actor=who,
            step=g.timetable.step,
            lines=[(n, timezone.now() + timedelta(hours=n), 5) for n in (1, 2, 3)],
        ),
    ),
]

EVIDENCE = [
    Act(
        "record_evidence",
        OFFICE_HERE,
        lambda g, who: evidence.record_evidence(actor=who, step=g.shown, **g.told),
    ),
    Act(
        "record_list",
        OFFICE_HERE,
        lambda g, who: evidence.record_list(actor=who, step=g.shown, lines=[g.told]),
    ),
    Act(
        "withdraw_evidence",
        OFFICE_HERE,
        lambda g, who: evidence.withdraw_evidence(
            actor=who, evidence=note(g.town, g.shown), reason="记错了"
        ),
    ),
    Act(
        "review_proposal",
        OFFICE_HERE,
        lambda g, who: evidence.review_proposal(
            actor=who, step=g.afterwards, proposal=g.finished, **ANSWERS
        ),
    ),
]

ACTS = [*ORGANISATIONS, *PLACES, *NOTICES, *PROGRAMMES, *IDEAS, *CONTESTS, *EVIDENCE]

"""A street with its communities, workers and judges, and a clock that can be turned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.actions import found_unit
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.features.contests import actions as contests
from mulin.features.contests.models import ScoreSheet
from mulin.features.contests.rubric import rubric_of, shared_out
from mulin.features.evidence import actions as evidence
from mulin.features.ideas import actions as ideas
from mulin.features.ideas.models import Idea
from mulin.features.listening import actions as listening
from mulin.features.listening.tests.heard import A_WHOLE_STUDY
from mulin.features.proposals import actions as proposals
from mulin.features.proposals.sections import Line
from mulin.programmes import actions as programmes
from mulin.programmes import blueprints
from mulin.programmes.models import Cycle, Proposal, Step
from mulin.programmes.tasks import close_due_steps

YES = {"answer": "yes", "reason": ""}
WRITTEN = {
    "text": "一块空地，下雨全是泥。种上耐阴的草，摆两条石板路，孩子放学也有个歇脚的地方。",
    "goal": "下雨天也能走过去，老人孩子有个坐的地方。",
    "beneficiaries": "三栋楼的老人和孩子",
    "beneficiary_count": 120,
    "steps": "五月整地，六月种草，七月铺石板。",
    "sustainability": "每月轮两户浇水，花友队看着。",
}


@dataclass
class Clock:
    """What time it is for everybody."""

    now: datetime

    def turn_to(self, moment: datetime) -> None:
        assert moment >= self.now, "time goes one way"
        self.now = moment

    def wait(self, **how: float) -> None:
        self.now += timedelta(**how)


def clock_from(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> Clock:
    """Let the house read its time from a clock that a test turns."""
    clock = Clock(timezone.make_aware(moment))
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@dataclass
class Street:
    """One street, its operator, its judges, and a social worker for each community."""

    town: Town
    clock: Clock
    shen: Person
    communities: list[AdminUnit]
    workers: dict[AdminUnit, Person] = field(default_factory=dict)
    judges: list[Person] = field(default_factory=list)

    def launch(self, blueprint: str, *, year: int, name: str, **how: Any) -> Cycle:
        return programmes.launch_programme(
            actor=self.shen,
            host=self.town.street,
            blueprint=blueprints.load_named(blueprint),
            communities=self.communities,
            opens_at=self.clock.now,
            year=year,
            name=name,
            **how,
        )

    def show(self, step: Step, **what: Any) -> None:
        """Let every community's worker write down what was done."""
        for community, worker in self.workers.items():
            evidence.record_evidence(
                actor=worker,
                step=step,
                community=community,
                happened_on=timezone.localdate(),
                **{"text": "走访了三栋楼，一户一户问过"} | what,
            )

    def study(self, **written: Any) -> None:
        """Let every community's worker write down what it looks like before anything is begun."""
        for community, worker in self.workers.items():
            listening.write_study(actor=worker, community=community, **A_WHOLE_STUDY | written)

    def reach_collecting(self, cycle: Cycle) -> Step:
        """Let a cycle of eight steps come to where ideas are given."""
        surveyed, told, collecting, *_later = cycle.steps.all()
        self.study()
        assert self.run_out(surveyed).is_closed
        self.show(told, number=1)
        assert self.run_out(told).is_closed
        self.draw_zones(cycle)
        return cycle.steps.get(pk=collecting.pk)

    def draw_zones(self, cycle: Cycle) -> None:
        """Put the communities into the cycle's zones in turn."""
        zones = list(cycle.zones.all())
        chosen = {unit.pk: zones[n % len(zones)].pk for n, unit in enumerate(self.communities)}
        programmes.assign_zones(actor=self.shen, cycle=cycle, zones=chosen)

    def neighbour(self, name: str, community: AdminUnit | None = None) -> Person:
        """Return a confirmed resident of that name."""
        known = self.town.people.get(name)
        return known or self.town.join(name, Role.RESIDENT, community or self.communities[0])

    def run_out(self, step: Step) -> Step:
        """Let a step's time pass, and the worker come round."""
        self.clock.turn_to(max(self.clock.now, step.closes_at))
        close_due_steps(timestamp=0)
        step.refresh_from_db()
        return step

    def close(self, step: Step) -> Step:
        return programmes.close_step(actor=self.shen, step=step)

    def open(self, step: Step) -> Step:
        return programmes.open_step(actor=self.shen, step=step)

    def screen(self, idea: Idea, verdict: str = "proposal", **how: Any) -> Idea:
        """Let the community's social worker screen an idea, which meets every criterion."""
        findings = dict.fromkeys(idea.step.cycle.criteria, YES)
        return ideas.screen_idea(
            actor=self.workers[idea.community],
            idea=idea,
            verdict=verdict,
            **{"findings": findings} | how,
        )

    def hand_in(self, idea: Idea, **written: Any) -> Proposal:
        """Let an idea's author, or the social worker for somebody without, hand it in."""
        idea.refresh_from_db()
        author = idea.author or self.workers[idea.community]
        how = {} if idea.author else {"consent": "本人在窗口签了字"}
        given = WRITTEN | {"budget": [Line("材料和工钱", 1, 5_000_00)]} | how | written
        return proposals.submit_proposal(actor=author, proposal=idea.proposal, **given)

    def judge(self, step: Step, scores: Sequence[tuple[Proposal, str]]) -> None:
        """Let every judge give these proposals these scores."""
        pks = [proposal.pk for proposal, _score in scores]
        given = {proposal.pk: Decimal(score) for proposal, score in scores}
        for judge in self.judges:
            contests.assign_judge(actor=self.shen, step=step, judge=judge, proposals=pks)
            contests.declare_conflicts(actor=judge, step=step)
            for sheet in ScoreSheet.objects.filter(step=step, judge=judge).select_related("step"):
                score(sheet, given[sheet.proposal_id])


def score(sheet: ScoreSheet, figure: Decimal) -> None:
    """Let a sheet's judge hand it in, line by line where its contest has a rubric."""
    points = shared_out(rubric_of(sheet.step), figure)
    contests.submit_sheet(
        actor=sheet.judge, sheet=sheet, score=None if points else figure, points=points
    )


def make_street(clock: Clock, *, communities: int = 22, judges: Iterable[str] = ()) -> Street:
    """Found a street with so many communities and the people who work there."""
    town = make_town()
    units = [town.community, town.next_community][:communities]
    units += [
        found_unit(
            actor=None,
            level=AdminUnit.Level.COMMUNITY,
            name=f"禾苑{number}社区",
            parent=town.street,
        )
        for number in range(3, communities + 1)
    ]
    street = Street(town, clock, town.join("沈亦舟", Role.STREET_OPERATOR, town.street), units)
    for number, unit in enumerate(units, start=1):
        street.workers[unit] = town.join(f"社工{number}", Role.SOCIAL_WORKER, unit)
    street.judges = [town.join(name, Role.JUDGE, town.street) for name in judges]
    return street

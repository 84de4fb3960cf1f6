"""A contest under way, for this room's tests."""

from dataclasses import dataclass
from decimal import Decimal

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.programmes.models import Cycle, Proposal, Step
from mulin.programmes.tests.cycles import make_cycle, make_proposal

from .. import queries
from ..actions import assign_judge, cast_votes, declare_conflicts, submit_sheet
from ..models import ScoreSheet


@dataclass
class Contest:
    """A street's contest of three proposals between its two communities."""

    town: Town
    cycle: Cycle
    step: Step
    publishing: Step
    a: Proposal
    b: Proposal
    c: Proposal
    office: Person

    @property
    def proposals(self) -> list[Proposal]:
        return [self.a, self.b, self.c]

    def resident(self, name: str, unit: AdminUnit | None = None) -> Person:
        return self.town.join(name, Role.RESIDENT, unit)

    def judge(self, name: str, *proposals: Proposal) -> Person:
        """Let a judge join and give them sheets; for all proposals unless told otherwise."""
        person = self.town.join(name, Role.JUDGE, self.town.street)
        chosen = [p.pk for p in proposals or self.proposals]
        assign_judge(actor=self.office, step=self.step, judge=person, proposals=chosen)
        if not queries.has_declared(person, self.step):
            declare_conflicts(actor=person, step=self.step)
        return person

    def score(self, judge: Person, proposal: Proposal, score: str) -> ScoreSheet:
        return submit_sheet(
            actor=judge, sheet=self.sheet(judge, proposal), score=Decimal(score), comment="不错"
        )

    def sheet(self, judge: Person, proposal: Proposal) -> ScoreSheet:
        return ScoreSheet.objects.get(step=self.step, judge=judge, proposal=proposal)

    def vote(self, voter: Person, *proposals: Proposal):
        return cast_votes(actor=voter, step=self.step, proposals=[p.pk for p in proposals])


def make_contest(town: Town | None = None, **settings) -> Contest:
    town = town or make_town()
    office = town.people.get("沈亦舟") or town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    steps = [
        {"kind": "hold_contest", "days": 3, "settings": {"number": 2, **settings}},
        {"kind": "publish_result", "days": 14},
    ]
    cycle = make_cycle(office, town.street, [town.community, town.next_community], steps)
    contest, publishing = cycle.steps.all()
    return Contest(
        town,
        cycle,
        contest,
        publishing,
        make_proposal(cycle, town.community, "楼道声控灯"),
        make_proposal(cycle, town.next_community, "榕树下的长椅"),
        make_proposal(cycle, town.community, "外墙彩绘"),
        office,
    )

"""The cycle of 2018: 27 proposals of 22 communities in three zones, judged and voted on."""

from dataclasses import dataclass, field
from decimal import Decimal

from mulin.commons.people.models import Person
from mulin.commons.places.actions import found_unit
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.programmes.actions import close_step
from mulin.programmes.models import Cycle, Proposal, Step
from mulin.programmes.tests.cycles import make_cycle, make_proposal

from ..actions import assign_judge, cast_votes
from ..models import ScoreSheet

ZONES = ("国际化社区先行区", "绿色宜居文明区", "环境安全提升区")
TAGS = ("国际人才社区", "国家卫生城区", "党员双报到")


@dataclass
class QualityCycle:
    """The cycle and whoever works in it."""

    town: Town
    office: Person
    cycle: Cycle
    contest: Step
    publishing: Step
    communities: list[AdminUnit]
    proposals: list[Proposal] = field(default_factory=list)
    judge: Person | None = None

    def close(self) -> Step:
        self.contest = close_step(actor=self.office, step=self.contest)
        return self.contest


def make_quality_cycle(
    *,
    communities: int = 22,
    proposals: int = 27,
    town: Town | None = None,
    called: str = "禾苑",
    **settings,
) -> QualityCycle:
    """Let experts score and neighbours vote; closing is left to the test."""
    town = town or make_town()
    office = _somebody(town, "沈亦舟", Role.STREET_OPERATOR, town.street)
    units = [town.community, town.next_community] + [
        found_unit(
            actor=None,
            level=AdminUnit.Level.COMMUNITY,
            name=f"{called}{number}社区",
            parent=town.street,
        )
        for number in range(3, communities + 1)
    ]
    cycle = make_cycle(
        office,
        town.street,
        units,
        [
            {"kind": "hold_contest", "days": 3, "settings": {"number": proposals} | settings},
            {"kind": "publish_result", "days": 14, "settings": {"flagships_per_community": 1}},
        ],
        name="2018 精品季",
    )
    cycle.policy_tags = list(TAGS)
    cycle.save()
    _draw_zones(cycle)
    contest, publishing = cycle.steps.all()
    quality = QualityCycle(town, office, cycle, contest, publishing, units)
    for number in range(proposals):
        entry = make_proposal(cycle, units[number % communities], f"第{number + 1}个好主意")
        entry.category = ("culture", "environment")[number % 2]
        entry.policy_tags = [TAGS[number % 3]]
        entry.cost_cents = 1_000_000 + number * 50_001
        entry.save()
        quality.proposals.append(entry)
    _judge(quality)
    return quality


def flag_all_but(quality: QualityCycle, *names: str) -> None:
    """Let every community but these have stood up for its first proposal."""
    for entry in quality.proposals[: len(quality.communities)]:
        entry.refresh_from_db()
        entry.is_flagship = entry.community.name not in names
        entry.save()


def _draw_zones(cycle: Cycle) -> None:
    zones = [cycle.zones.create(name=name, focus="先做好一件事") for name in ZONES]
    for place, part in enumerate(cycle.participations.order_by("pk")):
        part.zone = zones[place % 3]
        part.save()


def _judge(quality: QualityCycle) -> None:
    quality.judge = _somebody(quality.town, "顾文柏", Role.JUDGE, quality.town.street)
    chosen = [entry.pk for entry in quality.proposals]
    assign_judge(actor=quality.office, step=quality.contest, judge=quality.judge, proposals=chosen)
    sheets = list(ScoreSheet.objects.filter(step=quality.contest).order_by("proposal__number"))
    for place, sheet in enumerate(sheets):
        sheet.score = Decimal(95 - place)
        sheet.submitted_at = sheet.assigned_at
        sheet.comment = "做得下去"
    ScoreSheet.objects.bulk_update(sheets, ["score", "submitted_at", "comment"])
    for place, entry in enumerate(quality.proposals[:3]):
        voter = _somebody(quality.town, f"米桂枝{place}", Role.RESIDENT)
        cast_votes(actor=voter, step=quality.contest, proposals=[entry.pk])


def _somebody(town: Town, name: str, role: Role, unit: AdminUnit | None = None) -> Person:
    return town.people.get(name) or town.join(name, role, unit)

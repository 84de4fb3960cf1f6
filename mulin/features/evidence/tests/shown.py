"""A step that is shown with evidence, for this room's tests."""

from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.programmes.models import Proposal, Step
from mulin.programmes.tests.cycles import make_cycle, make_proposal

from ..actions import record_evidence
from ..models import Evidence

WHAT = {"per": "community", "what": "社区底数表"}
AFTERWARDS = {"per": "selected_proposal", "what": "每个提案的进展"}


def make_step(town: Town | None = None, settings: dict | None = None) -> tuple[Town, Step]:
    """Open a step in a street of two communities."""
    town = town or make_town()
    office = town.people.get("street_operator") or town.join(
        "street_operator", Role.STREET_OPERATOR, town.street
    )
    steps = [{"kind": "show_evidence", "days": 30, "settings": settings or WHAT}]
    cycle = make_cycle(office, town.street, [town.community, town.next_community], steps)
    return town, cycle.steps.get()


def selected(step: Step, town: Town, title: str = "榕树下的长椅") -> Proposal:
    return make_proposal(step.cycle, town.community, title, state=Proposal.State.SELECTED)


def note(town: Town, step: Step, **more) -> Evidence:
    """Let the street write one thing down."""
    told = {"text": "走访了三栋楼", "happened_on": timezone.localdate()} | more
    if step.settings["per"] == "community":
        told.setdefault("community", town.community)
    if told.get("proposal"):
        told.setdefault("state", Evidence.State.UNDER_WAY)
    return record_evidence(actor=town.people["street_operator"], step=step, **told)


ANSWERS = {
    "goal": "装八张长椅",
    "result": "装了八张",
    "satisfaction": "老人说坐得住了",
    "lessons": "先问树荫在哪",
}

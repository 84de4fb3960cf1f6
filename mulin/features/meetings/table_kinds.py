"""What meetings there are (GLOSSARY §9), and who is expected at each."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.calendar.cadence import Cadence, Stretch
from mulin.commons.occasions.models import Occasion
from mulin.commons.occasions.registry import OccasionKind, register
from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role

from . import actions

OFFICE, GRID, NEIGHBOUR, UNIT = (
    Role.COMMUNITY_STAFF,
    Role.GRID_WORKER,
    Role.RESIDENT,
    Role.PARTNER_CONTACT,
)
SATURDAY = 5


def page_of(occasion: Occasion) -> str:
    return reverse("meetings:of_occasion", args=[occasion.pk])


def begin(actor: Person | None, occasions: Sequence[Occasion]) -> None:
    actions.lay_tables(actor=actor, occasions=occasions)


def register_kinds() -> None:
    """Let meetings take place."""
    monthly, workday = Stretch.MONTH, 2
    kinds = [
        ("talk_day", _("恳谈日"), (OFFICE, GRID, NEIGHBOUR, UNIT), Cadence(monthly, day=10)),
        ("steward", _("楼长会"), (OFFICE, Role.BUILDING_STEWARD), Cadence(monthly, day=5)),
        ("joint", _("联席会"), (OFFICE, UNIT), Cadence(monthly, 2, weekday=workday, nth=2)),
        ("council", _("议事会"), (OFFICE, NEIGHBOUR), Cadence(monthly, 3, day=20)),
        ("forum", _("居民论坛"), (OFFICE, NEIGHBOUR), Cadence(monthly, 6, day=15)),
        ("coordination", _("协调会"), (OFFICE, NEIGHBOUR), None),
        ("mediation", _("调解会"), (OFFICE,), None),
        ("owner_delegates", _("业主代表会"), (Role.OWNER_DELEGATE,), None),
        ("delegates", _("居民代表会"), (OFFICE, Role.RESIDENT_DELEGATE), None),
        ("upkeep", _("例行养护"), (), Cadence(monthly, weekday=SATURDAY, nth=2)),
    ]
    for key, label, roles, usual in kinds:
        icon = "handshake" if key == "mediation" else "messages-square"
        register(OccasionKind(key, label, page_of, begin, usual, roles, icon))

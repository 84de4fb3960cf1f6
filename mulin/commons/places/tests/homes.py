"""Build a compound and let households live in it, for tests."""

from .. import actions
from ..models import Building, Dwelling, Household
from .people import Town


def build(
    town: Town, name: str = "3号楼", *, doors: int = 2, compound: str = "北里一区"
) -> Building:
    """Put a building with one entrance and so many households into the first community."""
    around = town.community.compounds.filter(name=compound).first() or actions.add_compound(
        actor=None, community=town.community, name=compound
    )
    building = actions.add_building(actor=None, compound=around, name=name, entrances=1)
    entrance = building.entrances.get()
    for number in range(1, doors + 1):
        dwelling = Dwelling.objects.create(entrance=entrance, room=str(100 * number + 1))
        Household.objects.create(
            dwelling=dwelling,
            community=town.community,
            contact_name="王建国",
            contact_phone="13800000009",
        )
    return building


def door(building: Building, room: str) -> Household:
    return Household.objects.select_related("dwelling__entrance__building__compound").get(
        dwelling__entrance__building=building, dwelling__room=room
    )

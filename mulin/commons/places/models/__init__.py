from .homes import Building, Compound, Dwelling, Entrance, Grid, Household, Ownership
from .letters import HouseholdCode
from .memberships import Membership
from .rolls import RollImport
from .spaces import Place, PlaceAlias
from .units import AdminUnit, Community

__all__ = [
    "AdminUnit",
    "Building",
    "Community",
    "Compound",
    "Dwelling",
    "Entrance",
    "Grid",
    "Household",
    "HouseholdCode",
    "Membership",
    "Ownership",
    "Place",
    "PlaceAlias",
    "RollImport",
]

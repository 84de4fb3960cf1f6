from .grids import assign_buildings, change_grid, draw_grid
from .homes import add_building, add_compound, change_building, change_compound
from .memberships import give_role
from .units import change_facts, found_unit

__all__ = [
    "add_building",
    "add_compound",
    "assign_buildings",
    "change_building",
    "change_compound",
    "change_facts",
    "change_grid",
    "draw_grid",
    "found_unit",
    "give_role",
]

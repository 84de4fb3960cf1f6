from .grids import assign_buildings, change_grid, draw_grid
from .homes import add_building, add_compound, change_building, change_compound
from .memberships import give_role
from .rolls import (
    check_roll,
    confirm_roll,
    fail_roll,
    forget_roll_files,
    import_roll,
    note_roll_viewing,
    resume_roll,
    upload_roll,
)
from .units import change_facts, found_unit

__all__ = [
    "add_building",
    "add_compound",
    "assign_buildings",
    "change_building",
    "change_compound",
    "change_facts",
    "change_grid",
    "check_roll",
    "confirm_roll",
    "draw_grid",
    "fail_roll",
    "forget_roll_files",
    "found_unit",
    "give_role",
    "import_roll",
    "note_roll_viewing",
    "resume_roll",
    "upload_roll",
]

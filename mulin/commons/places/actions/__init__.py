from .grids import assign_buildings, change_grid, draw_grid
from .homes import add_building, add_compound, change_building, change_compound
from .letters import CODE_LASTS, issue_codes, open_letter, revoke_codes
from .memberships import end_role, give_role, hand_over, invite_to_staff, set_up_role
from .residence import claim_home, confirm_home, refuse_home, withdraw_claim
from .rolls import (
    check_roll,
    confirm_roll,
    fail_roll,
    forget_roll_files,
    import_roll,
    resume_roll,
    upload_roll,
)
from .spaces import change_place, found_place, rename_place
from .units import change_facts, found_unit
from .viewings import note_household_viewing, note_member_viewing, note_members_export

__all__ = [
    "CODE_LASTS",
    "add_building",
    "add_compound",
    "assign_buildings",
    "change_building",
    "change_compound",
    "change_facts",
    "change_grid",
    "change_place",
    "check_roll",
    "claim_home",
    "confirm_home",
    "confirm_roll",
    "draw_grid",
    "end_role",
    "fail_roll",
    "forget_roll_files",
    "found_place",
    "found_unit",
    "give_role",
    "hand_over",
    "import_roll",
    "invite_to_staff",
    "issue_codes",
    "note_household_viewing",
    "note_member_viewing",
    "note_members_export",
    "open_letter",
    "refuse_home",
    "rename_place",
    "resume_roll",
    "revoke_codes",
    "set_up_role",
    "upload_roll",
    "withdraw_claim",
]

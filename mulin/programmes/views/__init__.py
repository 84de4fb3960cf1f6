from .boards import board, board_sheet
from .describing import describe, explain
from .desks import desk, launch, next_cycle
from .public import blueprint, cycle, explainer, explainer_sheet, proposal, proposals
from .steering import close_step, dates, open_step, owner, settings, steer
from .targets import new_target, remove_target, target, target_file, target_sheet, targets
from .topics import take_up
from .years import earlier_years
from .zoning import new_zone, remove_zone, zone, zone_file, zone_sheet, zones

__all__ = [
    "blueprint",
    "board",
    "board_sheet",
    "close_step",
    "cycle",
    "dates",
    "describe",
    "desk",
    "earlier_years",
    "explain",
    "explainer",
    "explainer_sheet",
    "launch",
    "new_target",
    "new_zone",
    "next_cycle",
    "open_step",
    "owner",
    "proposal",
    "proposals",
    "remove_target",
    "remove_zone",
    "settings",
    "steer",
    "take_up",
    "target",
    "target_file",
    "target_sheet",
    "targets",
    "zone",
    "zone_file",
    "zone_sheet",
    "zones",
]

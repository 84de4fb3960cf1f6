from .conditions import condition_brought
from .proposals import draft_proposal, settle_proposals
from .starting import launch_programme, start_cycle, start_programme
from .steering import (
    change_dates,
    change_settings,
    close_step,
    enter,
    name_owner,
    note_why_open,
    open_step,
)
from .targets import remove_target, save_target, save_targets
from .topics import let_go_of_topic, take_up_topic
from .years import note_earlier_year
from .zoning import assign_zones, describe_cycle, explain_cycle, remove_zone, save_zone

__all__ = [
    "assign_zones",
    "change_dates",
    "change_settings",
    "close_step",
    "condition_brought",
    "describe_cycle",
    "draft_proposal",
    "enter",
    "explain_cycle",
    "launch_programme",
    "let_go_of_topic",
    "name_owner",
    "note_earlier_year",
    "note_why_open",
    "open_step",
    "remove_target",
    "remove_zone",
    "save_target",
    "save_targets",
    "save_zone",
    "settle_proposals",
    "start_cycle",
    "start_programme",
    "take_up_topic",
]

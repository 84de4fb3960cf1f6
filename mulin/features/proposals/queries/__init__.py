"""What can be asked about proposals while they are worked out."""

from .preparing import (
    drafts_of,
    is_being_prepared,
    is_public,
    is_submitted,
    mark_of,
    own_proposals,
    preparing_step_of,
    preparing_steps,
    preparing_steps_worked_on_by,
    proposal_counts,
    proposals_being_prepared,
    proposals_handed_in_by,
    proposals_worked_on_by,
    proposals_written_by,
    reasons_for_return,
    traces_of,
)

__all__ = [
    "drafts_of",
    "is_being_prepared",
    "is_public",
    "is_submitted",
    "mark_of",
    "own_proposals",
    "preparing_step_of",
    "preparing_steps",
    "preparing_steps_worked_on_by",
    "proposal_counts",
    "proposals_being_prepared",
    "proposals_handed_in_by",
    "proposals_worked_on_by",
    "proposals_written_by",
    "reasons_for_return",
    "traces_of",
]

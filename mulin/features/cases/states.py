"""Which acts a case takes in which state.  Pure."""

from enum import StrEnum


class State(StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"


OPEN = (
    State.NEW,
    State.ASSIGNED,
    State.ACCEPTED,
    State.IN_PROGRESS,
    State.WAITING,
    State.REOPENED,
)
HELD = (State.ACCEPTED, State.IN_PROGRESS, State.WAITING, State.REOPENED)
"""Somebody has it in hand."""

RUNNING = (State.NEW, State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS, State.REOPENED)
"""The clock runs."""

DONE = (State.RESOLVED, State.CONFIRMED)

FROM: dict[str, tuple[State, ...]] = {
    "accept": (State.NEW,),
    "assign": (State.NEW,),
    "begin": (State.ACCEPTED, State.REOPENED),
    "pause": (State.ACCEPTED, State.IN_PROGRESS, State.REOPENED),
    "resume": (State.WAITING,),
    "resolve": HELD,
    "transfer": HELD,
    "escalate": OPEN,
    "pass_on": OPEN,
    "confirm": (State.RESOLVED,),
    "reopen": DONE,
    "whistle": HELD,
    "recheck": DONE,
}
"""In which states an act can be done."""

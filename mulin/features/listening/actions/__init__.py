from .baselines import write_study
from .gridlogs import write_log
from .interviews import note_interview
from .letters import (
    answer_letter,
    answer_opinions,
    correct_return,
    enter_return,
    plan_letters,
    print_letters,
    publish_letter,
    send_letter,
    write_letter,
)
from .opinions import hear_log
from .outreach import (
    end_team,
    form_team,
    note_outreach,
    print_leaflets,
    take_back_leaflets,
    take_back_outreach,
)
from .taking import note_taken_along

__all__ = [
    "answer_letter",
    "answer_opinions",
    "correct_return",
    "end_team",
    "enter_return",
    "form_team",
    "hear_log",
    "note_interview",
    "note_outreach",
    "note_taken_along",
    "plan_letters",
    "print_leaflets",
    "print_letters",
    "publish_letter",
    "send_letter",
    "take_back_leaflets",
    "take_back_outreach",
    "write_letter",
    "write_log",
    "write_study",
]

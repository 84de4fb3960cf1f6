from .baselines import baseline, baseline_write, study
from .desk import desk, mine
from .gridlogs import log, log_entry, logs, logs_xlsx
from .interviews import interview, interview_new, interviews, interviews_xlsx
from .letter_office import (
    letter_answer,
    letter_desk,
    letter_enter,
    letter_publish,
    letter_send,
    letter_write,
    letter_xlsx,
    return_correct,
)
from .letter_paper import letter_pdf, letter_print, letter_sheets
from .letters import letter, slip
from .outreach import (
    leaflets_back,
    leaflets_new,
    outreach,
    outreach_back,
    outreach_desk,
    outreach_note,
    outreach_xlsx,
    team_end,
    team_new,
)
from .studies import studies, studies_desk

__all__ = [
    "baseline",
    "baseline_write",
    "desk",
    "interview",
    "interview_new",
    "interviews",
    "interviews_xlsx",
    "leaflets_back",
    "leaflets_new",
    "letter",
    "letter_answer",
    "letter_desk",
    "letter_enter",
    "letter_pdf",
    "letter_print",
    "letter_publish",
    "letter_send",
    "letter_sheets",
    "letter_write",
    "letter_xlsx",
    "log",
    "log_entry",
    "logs",
    "logs_xlsx",
    "mine",
    "outreach",
    "outreach_back",
    "outreach_desk",
    "outreach_note",
    "outreach_xlsx",
    "return_correct",
    "slip",
    "studies",
    "studies_desk",
    "study",
    "team_end",
    "team_new",
]

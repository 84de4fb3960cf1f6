from .lines import (
    line,
    paper,
    proxy,
    roll,
    withdraw_ballot,
    withdraw_delivery,
    withdraw_proxy,
)
from .office import announce, call_off, change, conclude, deliveries, desk, held, new, note
from .public import answer, matters, outcome, statement, statement_pdf, vote, votes
from .sheets import confirm_official, export, official, paper_ballots, posting, posting_sheet

__all__ = [
    "announce",
    "answer",
    "call_off",
    "change",
    "conclude",
    "confirm_official",
    "deliveries",
    "desk",
    "export",
    "held",
    "line",
    "matters",
    "new",
    "note",
    "official",
    "outcome",
    "paper",
    "paper_ballots",
    "posting",
    "posting_sheet",
    "proxy",
    "roll",
    "statement",
    "statement_pdf",
    "vote",
    "votes",
    "withdraw_ballot",
    "withdraw_delivery",
    "withdraw_proxy",
]

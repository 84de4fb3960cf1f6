from .experts import accept, answer, decline, mine, visit
from .office import ask, desk, enter, offices, promise, question, sheet, term, withdraw
from .public import advisers, propose, request

__all__ = [
    "accept",
    "advisers",
    "answer",
    "ask",
    "decline",
    "desk",
    "enter",
    "mine",
    "offices",
    "promise",
    "propose",
    "question",
    "request",
    "sheet",
    "term",
    "visit",
    "withdraw",
]

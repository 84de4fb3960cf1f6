from .households import answers_xlsx, building, household
from .office import desk, start, start_desk
from .paper import forms, paper, paper_form
from .public import mine, round

__all__ = [
    "answers_xlsx",
    "building",
    "desk",
    "forms",
    "household",
    "mine",
    "paper",
    "paper_form",
    "round",
    "start",
    "start_desk",
]

"""Which questions are asked, given what was answered before: pure, for the server and the sheet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar


class Asks(Protocol):
    """A question as far as branching knows it."""

    pk: int
    only_if_id: int | None
    only_if_choices: list[int]


Q = TypeVar("Q", bound=Asks)
Given = Mapping[int, Any]
"""Answers by the key of their question; a choice is a number, several are a list."""


def asked(questions: Sequence[Q], given: Given) -> list[Q]:
    """
    Return the questions that are asked, in their order.

    A question whose condition was itself not asked is not asked either, whatever was once
    answered there.
    """
    found: list[Q] = []
    keys: set[int] = set()
    for question in questions:
        if question.only_if_id is None or (
            question.only_if_id in keys
            and choices_in(given.get(question.only_if_id)) & set(question.only_if_choices)
        ):
            found.append(question)
            keys.add(question.pk)
    return found


def kept(questions: Sequence[Q], given: Given) -> dict[int, Any]:
    """Return the answers that are kept: none of a question that was not asked."""
    return {
        one.pk: given[one.pk] for one in asked(questions, given) if given.get(one.pk) is not None
    }


def choices_in(value: Any) -> set[int]:
    """Return the numbers of the choices in an answer."""
    if isinstance(value, int):
        return {value}
    return set(value) if isinstance(value, list) else set()


def runs_backwards(questions: Iterable[Q]) -> bool:
    """Whether every condition names an earlier question, so that nothing runs in circles."""
    before: set[int] = set()
    for question in questions:
        if question.only_if_id is not None and question.only_if_id not in before:
            return False
        before.add(question.pk)
    return True

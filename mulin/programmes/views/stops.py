"""Steps as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .. import kinds
from ..conditions import lacking_in_words


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as it is shown on a page."""

    step: Any
    url: str
    desk: str
    settings: list[tuple[str, str]]
    invitation: str
    waits_for: str


def stops_of(steps: Iterable[Any]) -> list[Stop]:
    """Return the steps with where each leads and what it waits for."""
    return [
        Stop(
            step=step,
            url=reverse(kind.page, args=[step.pk]),
            desk=reverse(kind.desk, args=[step.pk]) if kind.desk else "",
            settings=kinds.settings_in_words(step),
            invitation=str(kind.invitation),
            waits_for=lacking_in_words(step) if step.lacks else "",
        )
        for step in steps
        if (kind := kinds.get(step.kind))
    ]


def matrix_of(cycle: Any, steps: Iterable[Any]) -> list[tuple[Any, list[str]]]:
    """Return who leads and who helps in each step: `leads`, `helps` or nothing for each party."""
    keys = [party["key"] for party in cycle.parties]
    if not keys:
        return []
    return [
        (
            step,
            [
                "leads" if key == step.owner_role else "helps" if key in step.helper_roles else ""
                for key in keys
            ],
        )
        for step in steps
    ]


def row_of(steps: Iterable[Any]) -> list[dict[str, str]]:
    """Return the row of steps; of several under way, the one where something can be done is now."""
    steps = list(steps)
    now = [step for step in steps if step.state == "now"]
    current = next((step for step in now if step.is_open), now[0] if now else None)
    return [
        {"name": str(step), "state": "now" if step is current else _other(step)} for step in steps
    ]


def _other(step: Any) -> str:
    return "done" if step.is_closed else "next"

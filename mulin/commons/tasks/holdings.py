"""
What a person answers for, so that all of it can be given to another when she leaves (A35).

A room hands in what its people hold:

    holdings.register(Holding("cases", _("手上的诉求"), queries.held_by, actions.hand_over_cases))

`count(person, unit)` says how many there are at a unit and below it; `hand_over(actor=, leaver=,
successor=, unit=, because=)` gives them on, one record for each, and returns how many.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit


@dataclass(frozen=True)
class Holding:
    """One kind of thing that people answer for."""

    key: str
    label: str | Promise
    count: Callable[[Person, AdminUnit], int]
    hand_over: Callable[..., int]


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Let things of this kind be handed over with the rest."""
    if holding.key in _holdings:
        raise ImproperlyConfigured(f"two rooms call their holding {holding.key!r}")
    _holdings[holding.key] = holding


def holdings() -> list[Holding]:
    return list(_holdings.values())


def held_by(person: Person, unit: AdminUnit) -> list[tuple[Holding, int]]:
    """Return what a person answers for at a unit and below it, kind by kind."""
    counted = ((holding, holding.count(person, unit)) for holding in _holdings.values())
    return [(holding, count) for holding, count in counted if count]

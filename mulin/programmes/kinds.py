"""
The kinds of step that a programme can be made of.

A room adds a kind by subclassing `StepKind` and registering it in its `apps.py`.
Programmes never import rooms.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person

from . import queries
from .models import Cycle, Proposal, Step


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of a proposal's public history, and where to read more."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one community is in one step, as the street's board shows it."""

    done: int
    total: int | None = None
    """Of how many; None when nobody can know beforehand."""

    words: str = ""
    """What was counted: “12 条点子”."""

    @property
    def is_complete(self) -> bool:
        return self.total is not None and self.done >= self.total


@dataclass(frozen=True, slots=True)
class Late:
    """What somebody should have done by now in a step, in words, and where to do it."""

    step: Step
    words: str
    url: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to stand before a step opens, where a machine can see it."""

    missing: Callable[[Step], Sequence[str]]
    """Return who of a step's cycle lacks it still, by name."""

    in_words: Callable[[int, str], str]
    """Return as a sentence how many lack it, and who."""


class StepKind:
    """One kind of step."""

    name: ClassVar[str]
    """The word used in blueprints."""

    label: ClassVar[Any]
    """What people call it, when a blueprint gives no name of its own."""

    page: ClassVar[str]
    """The URL name of the step's public page; it takes the step's id."""

    invitation: ClassVar[Any] = gettext_lazy("去看看")
    """What the button to that page says while the step is open: a verb and a thing."""

    asks: ClassVar[Any] = ""
    """What residents are asked in such a step, “大家提点子”; nothing where nobody asks them."""

    desk: ClassVar[str] = ""
    """The URL name of the page where staff work on this step, if it has one."""

    Settings: ClassVar[type[forms.Form]] = forms.Form
    """Checks a blueprint's settings, and draws them for staff."""

    indicators: ClassVar[dict[str, Any]] = {}
    """What this kind can count for a target: key → what people call it."""

    conditions: ClassVar[dict[str, Condition]] = {}
    """What a step of any kind may require that is brought about here: a blueprint's word → it."""

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        """Return the outcome of a step that is being closed, or raise Refused."""
        return {}

    def check_new_end(self, step: Step) -> None:
        """Raise Refused when the end of a step cannot be moved any more."""

    def check_new_settings(self, step: Step) -> None:
        """Raise Refused when the rules of a step that has not begun cannot be changed any more."""

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        """Return the steps of this kind whose desk opens for the viewer: whoever steers them."""
        return queries.steps_steered_by(viewer).filter(kind=self.name)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count what waits in this step for a member of staff."""
        return 0

    def late(self, steps: Sequence[Step], viewer: Person) -> list[Late]:
        """Return what the viewer is late with in these steps, in a constant number of queries."""
        return []

    def progress(self, step: Step) -> dict[int, Progress]:
        """Return how far each community is, by its key, in a constant number of queries."""
        return {}

    def figures(self, cycle: Cycle) -> dict[str, dict[int, int]]:
        """Count each indicator in a cycle, by community's key, in a constant number of queries."""
        return {}

    def traces(self, step: Step, proposal: Proposal) -> list[Trace]:
        """Return what the public page of a proposal tells of it from this step."""
        return []

    def body(self, step: Step, proposal: Proposal, viewer: Person) -> str:
        """Return a part of a proposal's public page that this step answers for, drawn."""
        return ""


_kinds: dict[str, StepKind] = {}


def register(kind: type[StepKind]) -> None:
    """Make a kind known by its name."""
    if not (isinstance(kind, type) and issubclass(kind, StepKind)):
        raise TypeError(f"{kind} is not a StepKind")
    if kind.name in _kinds:
        raise ImproperlyConfigured(f"two step kinds are named {kind.name!r}")
    _kinds[kind.name] = kind()


def get(name: str) -> StepKind:
    """Return the kind of that name, or raise KeyError."""
    return _kinds[name]


def names() -> list[str]:
    return sorted(_kinds)


def conditions() -> dict[str, Condition]:
    """Return what the kinds let a step require: a blueprint's word → how it is seen."""
    return {word: one for kind in _kinds.values() for word, one in kind.conditions.items()}


def indicators(of: Iterable[str]) -> dict[str, str]:
    """Return what these kinds of step can count: key → what people call it."""
    return {
        key: str(label) for name in dict.fromkeys(of) for key, label in get(name).indicators.items()
    }


def settings_in_words(step: Step) -> list[tuple[str, str]]:
    """Return a step's settings as a neighbour reads them: what it is called, and its value."""
    lines = []
    for name, field in get(step.kind).Settings.base_fields.items():
        value = step.settings.get(name)
        if value in (None, "", []):
            continue
        choices = dict(getattr(field, "choices", []))
        if isinstance(field, forms.BooleanField):
            choices = {True: _("是"), False: _("否")}
        if hasattr(field, "in_words"):
            lines.append((str(field.label or name), field.in_words(value)))
        else:
            words = choices.get(value) or (_(value) if isinstance(value, str) else value)
            lines.append((str(field.label or name), str(words)))
    return lines

"""Doing the same with several ideas: each is done whole or refused with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Proposal

from .. import permissions, queries
from ..models import MOST_URGENT, Idea
from .counting import hold_merging
from .merging import merge_idea
from .screening import screen_idea
from .taking_up import Findings
from .writing_down import write_down

Chosen = Iterable[tuple[Idea, int]]
"""Ideas, each with the version of its sheet that the screener had in front of them."""


@dataclass
class Together:
    """What became of ideas that were chosen together."""

    done: list[Idea] = field(default_factory=list)
    refused: list[tuple[Idea, str]] = field(default_factory=list)


@transaction.atomic
def screen_together(
    *,
    actor: Person,
    chosen: Chosen,
    verdict: str,
    reply: str,
    findings: Findings,
    joins: Proposal | None = None,
) -> Together:
    """Give several ideas one verdict and one reply; as a proposal they become a single one."""
    proposal = joins

    def screen(idea: Idea, seen: int) -> None:
        nonlocal proposal
        screened = screen_idea(
            actor=actor,
            idea=idea,
            findings=findings,
            verdict=verdict,
            reply=reply,
            joins=proposal,
            seen=seen,
        )
        proposal = screened.proposal

    return _each(actor, chosen, screen)


@transaction.atomic
def merge_together(*, actor: Person, chosen: Chosen, into: Idea, reply: str) -> Together:
    """Merge several ideas into one."""
    hold_merging(into)
    others = [(idea, seen) for idea, seen in chosen if idea.pk != into.pk]
    return _each(
        actor,
        others,
        lambda idea, seen: merge_idea(actor=actor, idea=idea, into=into, reply=reply, seen=seen),
    )


@transaction.atomic
def weigh_together(*, actor: Person, chosen: Chosen, urgency: int) -> Together:
    """Say how pressing several ideas are, from 1 to 5."""
    if not 1 <= urgency <= MOST_URGENT:
        raise Refused(_("缓急从 1 到 5，请重新选。"))

    def weigh(idea: Idea, _seen: int) -> None:
        require(permissions.can_screen(actor, idea), _("自己提的点子，请同事来筛。"))
        step = queries.screening_step_of(idea.step.cycle)
        enter(step or idea.step, early=True, late=True)
        idea.urgency = urgency
        idea.save(update_fields=["urgency"])
        write_down("ideas.weighed", actor, idea, urgency=urgency)

    return _each(actor, chosen, weigh)


def _each(actor: Person, chosen: Chosen, act: Callable[[Idea, int], Any]) -> Together:
    """Do one after another, always in the same order, so that two at it do not wait in a ring."""
    came, chosen = Together(), list(chosen)
    require(all(permissions.can_review(actor, idea) for idea, _seen in chosen))
    for idea, seen in sorted(chosen, key=lambda one: one[0].pk):
        try:
            with transaction.atomic():
                act(idea, seen)
        except Refused as reason:
            came.refused.append((idea, str(reason)))
        else:
            came.done.append(idea)
    return came

"""When residents were asked on the way of a proposal, so that a long time without it is seen."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.topics import parts, presenting, queries
from mulin.commons.topics.parts import Asked

from .kinds import StepKind
from .models import Proposal, Step

A_MOMENT = timedelta(seconds=1)


def marks_of(
    proposal: Proposal, steps: Sequence[tuple[Step, StepKind]], viewer: Person
) -> list[presenting.Mark]:
    """Return when residents were asked of a proposal: by steps, and by the topic it works off."""
    asked = [_asked_by(step, kind) for step, kind in steps if kind.asks and step.state != "next"]
    if proposal.topic:
        asked += _asked_of(proposal, viewer)
    if not asked:
        return []
    today = timezone.localdate()
    ended = [timezone.localdate(step.closed_at) for step, _kind in steps if step.closed_at]
    is_over = len(ended) == len(steps) or not proposal.is_under_way
    until = max(max(one.last_on for one in asked), *ended) if is_over and ended else today
    return presenting.marks_between(min(one.on for one in asked), min(until, today), asked)


def _asked_by(step: Step, kind: StepKind) -> Asked:
    first, last = timezone.localdate(step.opens_at), timezone.localdate(step.closes_at - A_MOMENT)
    words = _("%(step)s：%(asks)s") % {"step": step, "asks": kind.asks}
    url = reverse(kind.page, args=[step.pk])
    return Asked(first, words, url, until=last if last > first else None)


def _asked_of(proposal: Proposal, viewer: Person) -> list[Asked]:
    topic = proposal.topic
    if topic is None:
        return []
    by_rooms = [one for part in parts.sections(topic, viewer) for one in part.asked]
    said = list(queries.opinions_on(topic).filter(is_public=True)[: presenting.MOST])
    return by_rooms + presenting.asked_here(presenting.questions_of(topic), said)

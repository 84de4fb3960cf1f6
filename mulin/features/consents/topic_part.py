"""What the page of a topic shows of its households' answers: a lift, stairwell by stairwell."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.topics.models import Topic
from mulin.commons.topics.parts import Asked, Part, Section, register
from mulin.commons.topics.permissions import can_look_after
from mulin.decisions import ThresholdLine

from . import queries
from .models import ConsentRound
from .rules import kept_outcome


@dataclass(frozen=True)
class Line:
    """One round, and once it is over how it came out."""

    round: ConsentRound
    url: str
    outcome: ThresholdLine | None
    passed: bool

    @property
    def words(self) -> str:
        """Who said so, as an answer of the topic names it."""
        if self.outcome is None:
            return ""
        figures = {"have": self.outcome.have, "base": self.outcome.base}
        said = _("同意 %(have)d / %(base)d 户") % figures
        return f"{self.round.electorate.name}，{said}"


def show(topic: Topic, viewer: Person) -> Section:
    """Draw the rounds in which a topic was put to every household."""
    lines = [_line(one) for one in queries.rounds_of_topic(topic)]
    if not lines:
        return Section()
    decided = next((one for one in lines if one.passed and one.words), None)
    may_record = topic.asks_first and topic.is_open and can_look_after(viewer, topic.community)
    by = urlencode({"by": decided.words}) if decided else ""
    gate = f"{reverse('topics:question', args=[topic.pk, 'whether'])}?{by}" if by else ""
    context = {"lines": lines, "gate": gate if may_record else ""}
    return Section(
        render_to_string("consents/_of_a_topic.html", context), [_asked(one) for one in lines]
    )


def _line(round: ConsentRound) -> Line:
    outcome = kept_outcome(round.step)
    return Line(
        round,
        reverse("consents:round", args=[round.step_id]),
        outcome.lines[0] if outcome else None,
        bool(outcome and outcome.passed),
    )


def _asked(line: Line) -> Asked:
    opened, closes = line.round.opened_at, line.round.step.closed_at or line.round.step.closes_at
    return Asked(
        on=timezone.localdate(opened),
        until=timezone.localdate(closes) if closes else None,
        words=_("入户征询：%(what)s") % {"what": line.round.question},
        url=line.url,
        heard=line.words,
    )


def register_part() -> None:
    """Let the page of a topic show what every household was asked."""
    register(Part("consents", show, order=20))

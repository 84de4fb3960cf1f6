"""What the page of a topic shows beside its rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import queries
from .models import Obstacle, Opinion, Topic, TopicAnswer, WorkingGroup
from .parts import Asked

LONG_WITHOUT_ASKING = 60
"""After so many days without a question to residents, the line says so."""

SHOWN = 8
"""How many opinions of a kind stand on the page of a topic."""

KINDS = Opinion.Kind.choices

MOST = 400
"""Of how many opinions the page of a topic is drawn; the list has all."""

QUESTIONS = {
    Topic.Form.THREE_QUESTIONS: {
        "whether": gettext_lazy("改不改？"),
        "what": gettext_lazy("改什么？"),
        "how": gettext_lazy("怎么改？"),
    },
    Topic.Form.LIFT: {
        "whether": gettext_lazy("装不装？"),
        "what": gettext_lazy("装在哪儿、钱怎么分？"),
        "how": gettext_lazy("怎么装、装好了怎么养？"),
    },
}
"""What the three questions are called in each form of talking it over."""

YES_AND_NO = {
    Topic.Form.THREE_QUESTIONS: {"yes": gettext_lazy("改"), "no": gettext_lazy("不改")},
    Topic.Form.LIFT: {"yes": gettext_lazy("装"), "no": gettext_lazy("不装")},
}


GROUPS = {
    WorkingGroup.Task.FINANCE: gettext_lazy("管账：收了谁的、付给谁，每月贴出来"),
    WorkingGroup.Task.LIAISON: gettext_lazy("跑腿：跟各家说、跟施工和部门说"),
    WorkingGroup.Task.SUPERVISION: gettext_lazy("盯着：钱、料、工期，不兼管账"),
}
"""What each of a lift's three working groups does."""


@dataclass(frozen=True)
class Chair:
    """One of the three groups, formed or still to be formed."""

    task: str
    label: str
    does: str
    formed: WorkingGroup | None


def chairs_of(topic: Topic) -> list[Chair]:
    """Return the three working groups of a lift; none where there is no lift to look after."""
    if topic.form != Topic.Form.LIFT:
        return []
    formed = {one.task: one for one in queries.working_groups_of(topic)}
    return [
        Chair(task.value, str(task.label), str(does), formed.get(task.value))
        for task, does in GROUPS.items()
    ]


@dataclass(frozen=True)
class Question:
    """One of the three questions, and where it stands."""

    key: str
    title: str
    answer: TopicAnswer | None
    waits: bool
    """Whether it is not to be asked yet, because residents have not said yes."""

    said: str = ""
    """The yes or no in the words of this form."""


def questions_of(topic: Topic) -> list[Question]:
    """Return the three questions in their order; none where they are not asked."""
    form = Topic.Form(topic.form)
    titles = QUESTIONS.get(form)
    if titles is None:
        return []
    answers = queries.answers_in_force(topic)
    gate = answers.get(TopicAnswer.Question.WHETHER)
    is_yes = gate is not None and gate.is_yes
    return [
        Question(
            key,
            str(title),
            answers.get(key),
            waits=key != TopicAnswer.Question.WHETHER and not is_yes,
            said=str(YES_AND_NO[form].get(answers[key].whether, "")) if key in answers else "",
        )
        for key, title in titles.items()
    ]


def has_yes(questions: Iterable[Question]) -> bool:
    """Return whether residents said that something shall be done."""
    return any(one.answer is not None and one.answer.is_yes for one in questions)


@dataclass
class Group:
    """Opinions of one kind."""

    kind: str
    label: str
    opinions: list[Opinion] = field(default_factory=list)
    total: int = 0
    answered: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.opinions)


def groups_of(opinions: Iterable[Opinion]) -> list[Group]:
    """Group what was said by kind, what must not happen first, and count the answers."""
    kinds = (Opinion.Kind.CONSTRAINT, Opinion.Kind.NEED, Opinion.Kind.SUGGESTION)
    groups = {kind: Group(kind, str(Opinion.Kind(kind).label)) for kind in kinds}
    for opinion in opinions:
        group = groups[Opinion.Kind(opinion.kind)]
        group.total += 1
        group.answered += opinion.is_answered
        if opinion.is_constraint or len(group.opinions) < SHOWN:
            group.opinions.append(opinion)
    return [group for group in groups.values() if group.total]


@dataclass(frozen=True)
class Obstacles:
    """The hurdles on the way, and how many are left."""

    all: list[Obstacle]

    @property
    def left(self) -> int:
        return sum(one.holds_works for one in self.all)

    @property
    def passed(self) -> int:
        return sum(not one.is_open for one in self.all)


@dataclass(frozen=True)
class Mark:
    """One line of when residents were asked: an asking, or a long time without one."""

    title: str
    when: Any = ""
    url: str = ""
    text: str = ""
    is_gap: bool = False
    first_on: date | None = None
    last_on: date | None = None


def marks_of(topic: Topic, asked: Iterable[Asked]) -> list[Mark]:
    """Return when residents were asked of a topic, from its first day to its last."""
    until = timezone.localdate(topic.closed_at) if topic.closed_at else timezone.localdate()
    return marks_between(timezone.localdate(topic.opened_at), until, asked)


def marks_between(since: date, until: date, asked: Iterable[Asked]) -> list[Mark]:
    """Return when residents were asked, with the gaps between, so that nobody overlooks them."""
    today, last = timezone.localdate(), since
    marks = []
    for one in sorted(asked, key=lambda one: one.on):
        marks += _gap(last, one.on)
        marks.append(
            Mark(one.words, url=one.url, text=one.heard, first_on=one.on, last_on=one.until)
        )
        last = max(last, min(one.last_on, today))
    return marks + _gap(last, until)


def asked_here(questions: Iterable[Question], opinions: Iterable[Opinion]) -> list[Asked]:
    """Return when residents decided a question or were listened to, as the topic itself knows."""
    decided = [
        Asked(
            one.answer.decided_on,
            _("居民定了：%(question)s") % {"question": one.title},
            heard=one.answer.decided_by,
        )
        for one in questions
        if one.answer
    ]
    days = Counter(one.said_on for one in opinions if one.occasion_id is None)
    listened = [
        Asked(on, _("听大家说"), heard=ngettext("%(n)s 句话", "%(n)s 句话", n) % {"n": n})
        for on, n in days.items()
    ]
    return decided + listened


def _gap(last: date, on: date) -> list[Mark]:
    days = (on - last).days
    if days < LONG_WITHOUT_ASKING:
        return []
    words = ngettext("%(days)s 天没有问过居民", "%(days)s 天没有问过居民", days)
    return [Mark(words % {"days": days}, is_gap=True)]


def share_words(topic: Topic) -> str:
    """Return what to paste into a group about a topic."""
    lines = [_("看看“%(title)s”商量到哪一步了") % {"title": topic.title}, topic.community.name]
    return "\n".join(lines)

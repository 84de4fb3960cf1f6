"""What the house says about what a community has taken on."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Audience, Sentence, register


def _topic(record: Record) -> str:
    return reverse("topics:topic", args=[record.about_id])


def _of_opinion(record: Record) -> str:
    topic = record.details.get("topic")
    return reverse("topics:topic", args=[topic]) + "#opinions" if topic else ""


SENTENCES = (
    Sentence(
        "topics.opened",
        timeline=_("立了议题"),
        message=_("新立了议题“%(title)s”，来说说您怎么看"),
        url=_topic,
        audience=Audience.PLACE,
        icon="messages-square",
        tone="lamp",
    ),
    Sentence(
        "topics.question_answered",
        timeline=_("%(question)s：%(said)s（%(decided_by)s）"),
        icon="vote",
    ),
    Sentence(
        "topics.opinion_answered",
        message=_("您说的“%(text)s”，%(reply)s：%(answer)s"),
        url=_of_opinion,
        icon="message-square-reply",
    ),
    Sentence(
        "topics.opinion_withdrawn",
        message=_("您说的一句话收起来了：%(because)s"),
        url=_of_opinion,
        icon="eye-off",
        tone="lamp",
    ),
    Sentence("topics.obstacle_raised", timeline=_("记下一道坎：%(what)s"), icon="triangle-alert"),
    Sentence(
        "topics.obstacle_agreed",
        timeline=_("“%(what)s”有办法了：%(solution)s"),
        icon="handshake",
    ),
    Sentence(
        "topics.obstacle_solved",
        timeline=_("“%(what)s”过去了：%(solution)s"),
        icon="circle-check",
    ),
    Sentence(
        "topics.obstacle_dropped", timeline=_("“%(what)s”不算坎了：%(because)s"), icon="minus"
    ),
    Sentence(
        "topics.group_formed",
        timeline=_("选出了%(group)s，%(members)s 人"),
        icon="users",
    ),
    Sentence(
        "topics.group_changed",
        timeline=_("%(group)s换了人：%(because)s"),
        icon="users",
        tone="lamp",
    ),
    Sentence(
        "topics.closed",
        timeline=_("%(state)s：%(outcome)s"),
        message=_("“%(title)s”%(state)s：%(outcome)s"),
        url=_topic,
        audience=Audience.PLACE,
        icon="flag",
    ),
)


def register_sentences() -> None:
    """Let the house say what happens to a topic."""
    register(*SENTENCES)

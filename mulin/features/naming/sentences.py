"""What is said of naming contests: to the neighbours, and to those who gave a name."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Audience, Sentence, register


def _contest(record: Record) -> str:
    return reverse("naming:contest", args=[record.details["contest"]])


def register_sentences() -> None:
    """Let the house say what happens to a contest and to each name."""
    register(*OF_A_CONTEST, *OF_A_NAME)


OF_A_CONTEST = (
    Sentence(
        "naming.opened",
        timeline=_("开始征名"),
        message=_("“%(title)s”要起个新名字，请您出主意"),
        url="naming:contest",
        audience=Audience.PLACE,
        icon="tag",
    ),
    Sentence(
        "naming.prolonged",
        timeline=_("延长了：%(because)s"),
        message=_("“%(title)s”征名延长了：%(because)s"),
        url="naming:contest",
        icon="clock",
    ),
    Sentence("naming.names_entered", timeline=_("录入 %(names)s 个纸上的名字"), icon="pencil"),
    Sentence(
        "naming.put_to_vote",
        timeline=_("挑出 %(names)s 个名字，开始投票"),
        message=_("“%(title)s”叫什么好？%(names)s 个名字，请您投一票"),
        url="naming:contest",
        audience=Audience.PLACE,
        icon="vote",
        tone="lamp",
    ),
    Sentence(
        "naming.concluded",
        timeline=_("计票，定名“%(name)s”"),
        message=_("“%(title)s”从今天起叫“%(name)s”，得了 %(votes)s 票"),
        url="naming:contest",
        audience=Audience.PLACE,
        icon="party-popper",
    ),
    Sentence(
        "naming.called_off",
        timeline=_("取消：%(because)s"),
        message=_("“%(title)s”的征名取消了：%(because)s"),
        url="naming:contest",
        icon="circle-x",
        tone="zhu",
    ),
    Sentence("naming.opening_announced", timeline=_("贴出启用公告"), icon="megaphone"),
)

OF_A_NAME = (
    Sentence(
        "naming.name_shown",
        message=_("您起的名字“%(name)s”挂出来了"),
        url=_contest,
        icon="eye",
    ),
    Sentence(
        "naming.name_hidden",
        message=_("您起的名字“%(name)s”没有挂出来：%(because)s"),
        url=_contest,
        icon="eye-off",
        tone="lamp",
    ),
    Sentence(
        "naming.shortlisted",
        message=_("您起的名字“%(name)s”上了选票"),
        url=_contest,
        icon="star",
    ),
    Sentence(
        "naming.left_out",
        message=_("您起的名字“%(name)s”没挑上：%(because)s"),
        url=_contest,
        icon="message-circle",
        tone="dian",
    ),
    Sentence(
        "naming.name_won",
        message=_("选中了您起的名字“%(name)s”，谢谢您"),
        url=_contest,
        icon="party-popper",
    ),
)

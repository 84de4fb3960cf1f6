"""What is said of each act on a proposal: in public timelines, and to those who follow."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register


def _withdrawn(record: Record) -> str:
    reason = record.details.get("reason", "")
    return f"{_('提案撤回了')}\n{reason}" if reason else _("提案撤回了")


def _flagged(record: Record) -> str:
    return _("社区推为精品：%(reason)s") % {"reason": record.details.get("reason", "")}


def _unflagged(record: Record) -> str:
    return _("不再推为精品：%(reason)s") % {"reason": record.details.get("reason", "")}


def register_sentences() -> None:
    """Let the house say what happens to proposals."""
    register(*SENTENCES)


SENTENCES = (
    Sentence(
        "ideas.proposal_drafted",
        message=gettext_lazy("“%(title)s”可以写成提案了，请您补充怎么做、要多少钱"),
        url="proposals:prepare",
        icon="file-pen",
        tone="lamp",
    ),
    Sentence(
        "proposals.submitted",
        timeline=gettext_lazy("提案提交"),
        message=gettext_lazy("提案“%(title)s”提交了"),
        url="programmes:proposal",
        icon="file-check",
    ),
    Sentence(
        "proposals.returned",
        timeline=gettext_lazy("提案退回修改"),
        message=gettext_lazy("提案“%(title)s”要改一改：%(reason)s"),
        url="proposals:prepare",
        icon="file-pen",
        tone="lamp",
    ),
    Sentence(
        "proposals.withdrawn",
        timeline=_withdrawn,
        message=gettext_lazy("提案“%(title)s”撤回了"),
        icon="undo-2",
        tone="lamp",
    ),
    Sentence(
        "proposals.submitted_for",
        timeline=gettext_lazy("提案提交（工作人员代交，提案人已同意）"),
        message=gettext_lazy("提案“%(title)s”由工作人员代您交了"),
        url="programmes:proposal",
        icon="file-check",
    ),
    Sentence(
        "proposals.commented",
        message=gettext_lazy("提案“%(title)s”有一条意见（%(part)s）：%(text)s"),
        url="proposals:prepare",
        icon="message-circle",
        tone="dian",
    ),
    Sentence(
        "proposals.answered",
        message=gettext_lazy("提案“%(title)s”的意见（%(part)s）有回话：%(answer)s"),
        url="proposals:prepare",
        icon="message-circle",
        tone="dian",
    ),
    Sentence(
        "proposals.flagship_marked",
        timeline=_flagged,
        message=gettext_lazy("提案“%(title)s”被推为社区的精品：%(reason)s"),
        url="programmes:proposal",
        icon="star",
    ),
    Sentence(
        "proposals.flagship_unmarked",
        timeline=_unflagged,
        message=gettext_lazy("提案“%(title)s”不再是社区的精品：%(reason)s"),
        url="programmes:proposal",
        icon="star",
        tone="lamp",
    ),
)

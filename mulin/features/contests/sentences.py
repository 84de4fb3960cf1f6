"""What is said of each act in a contest: in public timelines, and to those it concerns."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register


def _sheets(record: Record) -> str:
    return reverse("contests:sheets", args=[record.details["step"]])


def _result(record: Record) -> str:
    return reverse("contests:result", args=[record.details["step"]])


def _publication(record: Record) -> str:
    return reverse("contests:publication", args=[record.details["step"]])


def register_sentences() -> None:
    """Let the house say what happens in contests."""
    register(
        Sentence(
            "contests.judge_assigned",
            message=_("“%(name)s”请您打分，一共 %(count)s 个提案"),
            url=_sheets,
            icon="pencil",
            tone="lamp",
        ),
        Sentence(
            "contests.selected",
            timeline=_("评选总分 %(total)s，第 %(rank)s 名，入选"),
            message=_("提案“%(title)s”入选了，总分 %(total)s"),
            url=_result,
            icon="award",
        ),
        Sentence(
            "contests.shortlisted",
            timeline=_("评选总分 %(total)s，第 %(rank)s 名，入围"),
            message=_("提案“%(title)s”入围了，总分 %(total)s，还有下一轮"),
            url=_result,
            icon="award",
        ),
        Sentence(
            "contests.not_selected",
            timeline=_("评选总分 %(total)s，第 %(rank)s 名，没有入选"),
            message=_("提案“%(title)s”这次没有入选，每一分怎么来的都能看"),
            url=_result,
            icon="award",
            tone="dian",
        ),
        Sentence(
            "contests.waitlisted",
            timeline=_("评选总分 %(total)s，第 %(rank)s 名，候补"),
            message=_("提案“%(title)s”是候补，有空位就轮到它"),
            url=_result,
            icon="award",
            tone="dian",
        ),
        Sentence("contests.flagship_marked", timeline=_("标为精品项目"), icon="award"),
        Sentence(
            "contests.flagship_unmarked", timeline=_("不再是精品项目"), icon="award", tone="dian"
        ),
        Sentence(
            "contests.objection_acknowledged",
            message=_("您对评选结果的异议收到了，正在查"),
            url=_publication,
            icon="message-circle",
        ),
        Sentence(
            "contests.objection_answered",
            message=_("您对评选结果的异议有答复了"),
            url=_publication,
            icon="message-circle",
        ),
    )

"""What is said of requests and questions: in public timelines, and to both sides."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register


def _answered(record: Record) -> str:
    late = int(record.details.get("late") or 0)
    if not late:
        return str(_("答复了"))
    return ngettext("答复了，晚了 %(n)s 天", "答复了，晚了 %(n)s 天", late) % {"n": late}


def _shown_up(record: Record) -> str:
    if record.details.get("level") == 1:
        return str(_("到期没有答复，街道看得到了"))
    return str(_("还是没有答复，区里也看得到了"))


def _page_of_question(record: Record) -> str:
    return reverse("advice:propose", args=[record.unit_id])


def register_sentences() -> None:
    """Let the house say how it goes on between a committee and those it asks."""
    page = "advice:request"
    register(
        Sentence(
            "advice.asked",
            timeline=_("%(place)s请%(whom)s出主意"),
            message=_("%(place)s想请您帮忙：%(title)s"),
            url=page,
            icon="graduation-cap",
        ),
        Sentence(
            "advice.accepted",
            timeline=_("%(whom)s答应了"),
            message=_("%(whom)s答应了：%(title)s"),
            url=page,
            icon="check",
        ),
        Sentence(
            "advice.declined",
            timeline=_("%(whom)s来不了：%(reason)s"),
            message=_("%(whom)s来不了：%(title)s。%(reason)s"),
            url=page,
            icon="x",
            tone="lamp",
        ),
        Sentence(
            "advice.visited",
            timeline=_("%(whom)s来看过了"),
            message=_("%(whom)s来看过了：%(title)s"),
            url=page,
            icon="footprints",
        ),
        Sentence(
            "advice.answered",
            timeline=_answered,
            message=_("%(whom)s答复了：%(title)s"),
            url=page,
            icon="message-circle-reply",
        ),
        Sentence(
            "advice.withdrawn",
            message=_("%(place)s撤回了约请“%(title)s”：%(reason)s"),
            icon="undo-2",
        ),
        Sentence(
            "advice.shown_up",
            timeline=_shown_up,
            message=_("到期没有答复：%(place)s请%(whom)s帮忙，“%(title)s”"),
            url=page,
            icon="clock-alert",
            tone="zhu",
        ),
        Sentence(
            "advice.question_taken_up",
            message=_("您提的问题，社区去请教%(whom)s了：%(text)s"),
            url=_page_of_question,
            icon="graduation-cap",
        ),
        Sentence(
            "advice.question_answered",
            message=_("您提的问题，社区答了：%(answer)s"),
            url=_page_of_question,
            icon="message-circle-reply",
        ),
    )

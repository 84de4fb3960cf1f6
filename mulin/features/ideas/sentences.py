"""What is said of each act in a room of ideas: in public timelines, and to those who follow."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register

from .models import Idea


def _verdict(record: Record) -> str:
    verdict = record.details.get("verdict", "")
    return str(dict(Idea.Verdict.choices).get(verdict, verdict))


def _screened(record: Record) -> str:
    """Two lines: what came out, and what was said to the author."""
    return _with_reply(_("初筛：%(verdict)s") % {"verdict": _verdict(record)}, record)


def _merged(record: Record) -> str:
    return _with_reply(
        _("并入“%(title)s”") % {"title": record.details.get("into_title", "")}, record
    )


def _unmerged(record: Record) -> str:
    said = _("从“%(title)s”里拆出来") % {"title": record.details.get("into_title", "")}
    return _with_reply(said, record, "reason")


def _let_go(record: Record) -> str:
    said = _("“%(title)s”拆了出去") % {"title": record.details.get("merged_title", "")}
    return _with_reply(said, record, "reason")


def _answered(record: Record) -> str:
    return _with_reply(_("先回了一句"), record)


def _hidden(record: Record) -> str:
    return _with_reply(_("没有挂出来"), record, "reason")


def _helped(record: Record) -> str:
    return _with_reply(_("请邻里一起动手"), record, "text")


def _done(record: Record) -> str:
    return _with_reply(_("邻里一起办好了"), record, "note")


def _not_done(record: Record) -> str:
    return _with_reply(_("邻里没办成"), record, "note")


def _with_reply(said: str, record: Record, name: str = "reply") -> str:
    reply = record.details.get(name, "")
    return f"{said}\n{reply}" if reply else said


def _news(record: Record) -> str:
    return _("您关注的点子“%(title)s”有结果了：%(verdict)s") % {
        "title": record.details.get("title", ""),
        "verdict": _verdict(record),
    }


def _asked_for(record: Record) -> str:
    return reverse("ideas:idea", args=[record.details["idea"]])


def register_sentences() -> None:
    """Let the house say what happens to ideas."""
    register(*IDEAS)


IDEAS = (
    Sentence("ideas.submitted", timeline=gettext_lazy("提出"), icon="lightbulb"),
    Sentence("ideas.entered", timeline=gettext_lazy("提出，工作人员代录"), icon="lightbulb"),
    Sentence(
        "ideas.shown",
        timeline=gettext_lazy("社工看过，挂出来了"),
        message=gettext_lazy("您的点子“%(title)s”挂出来了"),
        url="ideas:idea",
        icon="eye",
    ),
    Sentence(
        "ideas.hidden",
        timeline=_hidden,
        message=gettext_lazy("您的点子“%(title)s”没有挂出来：%(reason)s"),
        url="ideas:idea",
        icon="eye-off",
        tone="lamp",
    ),
    Sentence(
        "ideas.answered",
        timeline=_answered,
        message=gettext_lazy("您关注的点子“%(title)s”有回话：%(reply)s"),
        url="ideas:idea",
        icon="message-circle",
        tone="dian",
    ),
    Sentence(
        "ideas.screened",
        timeline=_screened,
        message=_news,
        url="ideas:idea",
        icon="clipboard-check",
    ),
    Sentence(
        "ideas.merged",
        timeline=_merged,
        message=gettext_lazy("您关注的点子“%(title)s”并入了“%(into_title)s”"),
        url="ideas:idea",
        icon="merge",
    ),
    Sentence(
        "ideas.took_in",
        timeline=gettext_lazy("“%(merged_title)s”并了进来"),
        message=gettext_lazy("“%(merged_title)s”并入了您关注的点子“%(title)s”，一起往前走"),
        url="ideas:idea",
        icon="merge",
    ),
    Sentence(
        "ideas.unmerged",
        timeline=_unmerged,
        message=gettext_lazy(
            "您关注的点子“%(title)s”从“%(into_title)s”里拆出来，重新筛：%(reason)s"
        ),
        url="ideas:idea",
        icon="split",
        tone="dian",
    ),
    Sentence(
        "ideas.let_go",
        timeline=_let_go,
        message=gettext_lazy("“%(merged_title)s”从您关注的点子“%(title)s”里拆出去了：%(reason)s"),
        url="ideas:idea",
        icon="split",
    ),
    Sentence(
        "ideas.proposal_joined",
        message=gettext_lazy("“%(idea_title)s”并进了提案“%(title)s”，一起写"),
        icon="merge",
    ),
    Sentence(
        "ideas.self_help_offered",
        timeline=_helped,
        message=gettext_lazy("您关注的“%(title)s”，请邻里一起动手：%(text)s"),
        url="ideas:idea",
        icon="hand-helping",
        tone="lamp",
    ),
    Sentence(
        "ideas.help_asked",
        message=gettext_lazy("“%(title)s”想请您搭把手：%(text)s"),
        url=_asked_for,
        icon="hand-helping",
        tone="lamp",
    ),
    Sentence(
        "ideas.self_help_done",
        timeline=_done,
        message=gettext_lazy("您关注的“%(title)s”，邻里一起办好了"),
        url="ideas:idea",
        icon="hand-helping",
    ),
    Sentence(
        "ideas.self_help_not_done",
        timeline=_not_done,
        message=gettext_lazy("您关注的“%(title)s”没办成：%(note)s"),
        url="ideas:idea",
        icon="hand-helping",
        tone="lamp",
    ),
)

"""What is said of each act on a case: in its story, and to those who follow it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register

from .models import Case

LEVELS = dict(Case.Level.choices)
CAUSES = dict(Case.Cause.choices)
SOURCES = dict(Case.Source.choices)
TELLINGS = dict(Case.Telling.choices)
ANSWERINGS = dict(Case.Answering.choices)


def _two_lines(said: str, record: Record, name: str) -> str:
    more = record.details.get(name, "")
    return f"{said}\n{more}" if more else said


def _known(labels: dict[str, Any], record: Record, name: str) -> str:
    key = record.details.get(name, "")
    return str(labels.get(key, key))


def _captured(record: Record) -> str:
    return _("记下来了：%(source)s") % {"source": _known(SOURCES, record, "source")}


def _paused(record: Record) -> str:
    said = _("停表，等%(whom)s") % {"whom": record.details.get("waiting_for", "")}
    return _two_lines(said, record, "reason")


def _resolved(record: Record) -> str:
    return _two_lines(_("办好了"), record, "result")


def _told(record: Record) -> str:
    return _("告诉了报的人：%(how)s") % {"how": _known(TELLINGS, record, "how")}


def _passed_on(record: Record) -> str:
    said = _("依法转给%(to)s") % {"to": record.details.get("to", "")}
    return _two_lines(said, record, "reason")


def _escalated(record: Record) -> str:
    said = _("上报到%(level)s") % {"level": _known(LEVELS, record, "level")}
    return _two_lines(said, record, "reason")


def _answer_noted(record: Record) -> str:
    said = {"how": _known(ANSWERINGS, record, "came"), "who": record.details.get("who", "")}
    if record.details.get("is_solved"):
        words = _("报的人%(how)s：办好了（%(who)s记）") % said
    else:
        words = _("报的人%(how)s：还没办好（%(who)s记）") % said
    return _two_lines(words, record, "opinion")


def _answer_told(record: Record) -> str:
    said = {"title": record.details.get("title", "")}
    if record.details.get("is_solved"):
        return _("“%(title)s”，报的人说办好了") % said
    return _("“%(title)s”，报的人说还没办好") % said


def _office_answered(record: Record) -> str:
    said = _("%(level)s答复") % {"level": _known(LEVELS, record, "level")}
    return _two_lines(said, record, "answer")


def _reopened(record: Record) -> str:
    return _two_lines(_("报的人说还没办好"), record, "opinion")


def _relapsed(record: Record) -> str:
    if not record.details.get("cause"):
        return _two_lines(_("复查：又反复了"), record, "note")
    said = _("复查：又反复了，原因是%(cause)s") % {"cause": _known(CAUSES, record, "cause")}
    return _two_lines(said, record, "note")


def _rechecked(record: Record) -> str:
    return _two_lines(_("复查：没反复"), record, "note")


def _checked(record: Record) -> str:
    return _two_lines(_("实地走了一趟"), record, "measured")


def _handled(record: Record) -> str:
    said = _("现场联合处置：%(units)s") % {"units": record.details.get("units", "")}
    return _two_lines(_two_lines(said, record, "done"), record, "measured")


def _measured(record: Record) -> str:
    return _two_lines(_("又量了一次"), record, "measured")


def _whistled(record: Record) -> str:
    said = _("社区吹哨：%(units)s") % {"units": record.details.get("units", "")}
    return _two_lines(said, record, "task")


def _acted(record: Record) -> str:
    return _two_lines(str(record.details.get("unit_name", "")), record, "did")


def _whistle_escalated(record: Record) -> str:
    said = {"level": _known(LEVELS, record, "level"), "units": record.details.get("units", "")}
    return _("没到的报到%(level)s：%(units)s") % said


def _of_case(record: Record) -> str:
    return reverse("cases:desk_case", args=[record.details["case"]])


def _of_whistle(record: Record) -> str:
    return reverse("cases:whistle", args=[record.details["whistle"]])


def register_sentences() -> None:
    """Let the house say what happens to cases."""
    register(*CASES)


PAGE = "cases:case"
CASES = (
    Sentence("cases.reported", timeline=gettext_lazy("邻居报来"), icon="message-circle"),
    Sentence("cases.captured", timeline=_captured, icon="message-circle"),
    Sentence(
        "cases.accepted",
        timeline=gettext_lazy("%(who)s接了，一直办到底"),
        message=gettext_lazy("您报的“%(title)s”，%(who)s接了，一直办到底"),
        url=PAGE,
        icon="user",
    ),
    Sentence("cases.assigned", timeline=gettext_lazy("派给%(to)s"), icon="user-plus"),
    Sentence(
        "cases.asked_to_take",
        message=gettext_lazy("有人请您接手“%(title)s”：%(reason)s"),
        url=_of_case,
        icon="users-round",
        tone="lamp",
    ),
    Sentence(
        "cases.taken_over",
        timeline=gettext_lazy("%(who)s接手"),
        message=gettext_lazy("“%(title)s”由%(who)s接着办"),
        url=PAGE,
        icon="users-round",
    ),
    Sentence("cases.begun", timeline=gettext_lazy("动手办了"), icon="wrench"),
    Sentence(
        "cases.paused",
        timeline=_paused,
        message=gettext_lazy("“%(title)s”要等%(waiting_for)s：%(reason)s"),
        url=PAGE,
        icon="pause",
        tone="lamp",
    ),
    Sentence("cases.resumed", timeline=gettext_lazy("等到了，接着办"), icon="play"),
    Sentence("cases.checked", timeline=_checked, icon="map-pin", tone="dian"),
    Sentence("cases.whistled", timeline=_whistled, icon="megaphone", tone="dian"),
    Sentence(
        "cases.called",
        message=gettext_lazy("%(place)s吹哨，请贵单位来：%(task)s"),
        url=_of_whistle,
        icon="megaphone",
        tone="zhu",
    ),
    Sentence("cases.checked_in", timeline=gettext_lazy("%(unit_name)s报到"), icon="map-pin"),
    Sentence("cases.acted", timeline=_acted, icon="wrench"),
    Sentence(
        "cases.whistle_escalated", timeline=_whistle_escalated, icon="trending-up", tone="lamp"
    ),
    Sentence("cases.handled", timeline=_handled, icon="users", tone="dian"),
    Sentence("cases.measured", timeline=_measured, icon="ruler"),
    Sentence("cases.brought_up", timeline=gettext_lazy("带到联席会上议"), icon="messages-square"),
    Sentence(
        "cases.escalated",
        timeline=_escalated,
        message=gettext_lazy("“%(title)s”社区办不了，报上去了：%(reason)s"),
        url=PAGE,
        icon="trending-up",
        tone="lamp",
    ),
    Sentence(
        "cases.passed_on",
        timeline=_passed_on,
        message=gettext_lazy("“%(title)s”转给了%(to)s：%(reason)s"),
        url=PAGE,
        icon="share-2",
        tone="lamp",
    ),
    Sentence(
        "cases.resolved",
        timeline=_resolved,
        message=gettext_lazy("您报的“%(title)s”办好了：%(result)s。请说说满意不满意。"),
        url=PAGE,
        icon="check",
    ),
    Sentence("cases.told", timeline=_told, icon="phone"),
    Sentence(
        "cases.confirmed",
        timeline=gettext_lazy("报的人确认办好了"),
        message=gettext_lazy("“%(title)s”确认办好了，打了 %(satisfaction)s 分"),
        url=PAGE,
        icon="circle-check",
    ),
    Sentence(
        "cases.closed_itself",
        timeline=gettext_lazy("七天没有回音，自动办结"),
        message=gettext_lazy("“%(title)s”七天没有回音，先办结了。没办好随时说，还能再办。"),
        url=PAGE,
        icon="circle-check",
    ),
    Sentence(
        "cases.reopened",
        timeline=_reopened,
        message=gettext_lazy("“%(title)s”还没办好：%(opinion)s"),
        url=PAGE,
        icon="rotate-ccw",
        tone="zhu",
    ),
    Sentence(
        "cases.answer_noted",
        timeline=_answer_noted,
        message=_answer_told,
        url=PAGE,
        icon="clipboard-check",
    ),
    Sentence(
        "cases.escalation_answered",
        timeline=_office_answered,
        message=gettext_lazy("“%(title)s”，上面有了答复：%(answer)s"),
        url=PAGE,
        icon="message-square-reply",
    ),
    Sentence("cases.rechecked", timeline=_rechecked, icon="clipboard-check"),
    Sentence(
        "cases.relapsed",
        timeline=_relapsed,
        message=gettext_lazy("“%(title)s”又反复了，重新办"),
        url=PAGE,
        icon="rotate-ccw",
        tone="zhu",
    ),
)

"""What is said of tasks and requests: in public timelines, and to those who asked."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register

from .models import TaskAdmission


def _decided(record: Record) -> str:
    is_in = record.details.get("verdict") == TaskAdmission.State.ADMITTED
    words = _("准入：%(reason)s") if is_in else _("不准入：%(reason)s")
    return str(words) % {"reason": record.details.get("reason", "—")}


def register_sentences() -> None:
    """Let the house say what became of tasks, and of what departments ask for."""
    register(
        Sentence("admissions.decided", timeline=_decided, icon="clipboard-check"),
        Sentence(
            "admissions.second_look_asked",
            timeline=_("%(asked_for)s请再看一次：%(reason)s"),
            message=_("%(asked_for)s请街道把“%(name)s”再看一次"),
            url="admissions:task",
            icon="undo-2",
        ),
        Sentence(
            "admissions.second_look_answered",
            timeline=_("再看了一次：%(answer)s"),
            message=_("“%(name)s”再看了一次，有答复了：%(answer)s"),
            url="admissions:task",
            icon="clipboard-check",
        ),
        Sentence(
            "admissions.requested",
            message=_("%(department)s要社区做“%(name)s”，街道会答复"),
            url="admissions:request",
            icon="inbox",
        ),
        Sentence(
            "admissions.request_admitted",
            message=_("“%(name)s”准入了：%(reason)s"),
            url="admissions:request",
            icon="check",
        ),
        Sentence(
            "admissions.request_refused",
            message=_("“%(name)s”没有准入，答复的信在这里"),
            url="admissions:request",
            icon="mail",
            tone="lamp",
        ),
        Sentence(
            "admissions.request_withdrawn",
            message=_("“%(name)s”的准入申请撤回了：%(reason)s"),
            url="admissions:request",
            icon="undo-2",
        ),
    )

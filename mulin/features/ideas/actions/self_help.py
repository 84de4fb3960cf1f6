from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions
from ..models import SelfHelpTask
from .writing_down import write_down

Result = SelfHelpTask.Result


@transaction.atomic
def settle_self_help(
    *, actor: Person, task: SelfHelpTask, is_done: bool, note: str = ""
) -> SelfHelpTask:
    """Say how neighbours got on with what they took in hand themselves."""
    task = (
        SelfHelpTask.objects.select_for_update(of=("self",))
        .select_related("idea__community")
        .get(pk=task.pk)
    )
    require(permissions.can_settle_self_help(actor, task))
    if not task.is_open:
        raise Refused(_("这件事已经有结果了。"))
    if not is_done and not note.strip():
        raise Refused(_("没办成的话，请写一句卡在哪儿。"))
    task.result = Result.DONE if is_done else Result.NOT_DONE
    task.note, task.settled_at = note.strip(), timezone.now()
    task.save(update_fields=["result", "note", "settled_at"])
    verb = "ideas.self_help_done" if is_done else "ideas.self_help_not_done"
    write_down(verb, actor, task.idea, note=task.note)
    return task

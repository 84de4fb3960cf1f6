from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions
from ..models import Case, FieldCheck, JointHandling
from .writing_down import held, keep_photos, write_down


@transaction.atomic
def note_field_check(
    *,
    actor: Person,
    case: Case,
    checked_at: datetime,
    who: str,
    facts: Sequence[dict[str, str]],
    note: str = "",
    photos: Iterable[Picture] = (),
) -> FieldCheck:
    """Write down what was measured on the spot, by whom and when."""
    require(permissions.can_read(actor, case))
    case = held(case)
    if not facts:
        raise Refused(_("请至少记一个量到的数。"))
    if checked_at > timezone.now():
        raise Refused(_("走的时间还没到。"))
    check = FieldCheck.objects.create(
        case=case,
        checked_at=checked_at,
        who=who,
        note=note,
        facts=list(facts),
        written_by=actor,
    )
    check.photos.set(keep_photos(actor, case, photos))
    write_down("cases.checked", actor, case, measured=facts_in_words(facts))
    return check


def facts_in_words(facts: Iterable[dict[str, str]]) -> str:
    """Return facts as one line: 直线 1 公里，步行 2.5 公里."""
    return _("，").join(f"{one['label']} {one['value']} {one['unit']}".strip() for one in facts)


@transaction.atomic
def note_joint_handling(
    *,
    actor: Person,
    case: Case,
    held_at: datetime,
    units: str,
    done: str,
    measure: str = "",
    unit: str = "",
    before: Decimal | None = None,
    after: Decimal | None = None,
    photos: Iterable[Picture] = (),
) -> JointHandling:
    """Write down what several units did on the spot, and what it changed."""
    require(permissions.can_work_on(actor, case))
    case = held(case)
    if bool(measure) != (before is not None) or (after is not None and not measure):
        raise Refused(_("量了什么、之前是多少，要一起写。"))
    handling = JointHandling.objects.create(
        case=case,
        held_at=held_at,
        units=units,
        done=done,
        measure=measure,
        unit=unit,
        before=before,
        after=after,
        written_by=actor,
    )
    handling.photos.set(keep_photos(actor, case, photos))
    write_down("cases.handled", actor, case, units=units, done=done, measured=_measured(handling))
    return handling


@transaction.atomic
def measure_again(*, actor: Person, handling: JointHandling, after: Decimal) -> JointHandling:
    """Write down how it measures afterwards."""
    require(permissions.can_work_on(actor, handling.case))
    case = held(handling.case)
    handling = JointHandling.objects.select_for_update().get(pk=handling.pk)
    if not handling.measure:
        raise Refused(_("之前没有量过，没法比。"))
    handling.after = after
    handling.save(update_fields=["after"])
    write_down("cases.measured", actor, case, measured=_measured(handling))
    return handling


def _measured(handling: JointHandling) -> str:
    if not handling.measure:
        return ""
    said = {"measure": handling.measure, "change": handling.change}
    return _("%(measure)s：%(change)s") % said

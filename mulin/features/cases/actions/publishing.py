from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.files.actions import hide_photos, publish_photos
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, role_at
from mulin.errors import Refused, require

from .. import permissions
from ..models import Case
from ..public_words import without_numbers
from ..queries import HANDLERS
from .writing_down import held, write_down


@transaction.atomic
def publish_case(
    *,
    actor: Person,
    case: Case,
    title: str = "",
    text: str | None = None,
    place: str | None = None,
    with_photos: bool = False,
) -> Case:
    """
    Let neighbours read of a case, without its reporter's name.

    They read the words given here; of those that are left out, what was said without numbers.
    """
    require(permissions.can_run(actor, case))
    case = held(case)
    if case.is_public:
        raise Refused(_("已经公开了。"))
    if case.has_reporter and not case.may_be_public:
        raise Refused(_("报的人没有同意公开。"))
    case.is_public = True
    case.public_title = title or without_numbers(case.title)
    case.public_text = without_numbers(case.text) if text is None else text
    case.public_place = without_numbers(case.place) if place is None else place
    case.save(update_fields=["is_public", "public_title", "public_text", "public_place"])
    if with_photos:
        publish_photos(actor=actor, photos=case.photos.all())
    write_down("cases.published", actor, case)
    return case


@transaction.atomic
def hide_case(*, actor: Person, case: Case) -> Case:
    """Take a case out of the public's sight again."""
    require(permissions.can_run(actor, case))
    case = held(case)
    if not case.is_public:
        raise Refused(_("本来就没有公开。"))
    case.is_public = False
    case.save(update_fields=["is_public"])
    hide_photos(actor=actor, photos=case.photos.all())
    write_down("cases.hidden", actor, case)
    return case


@transaction.atomic
def note_cases_exported(*, actor: Person, unit: AdminUnit, cases: int) -> None:
    """Write down that somebody took a list of cases along."""
    require(has_role(actor, unit, HANDLERS))
    record(
        "cases.exported", by=actor, role=role_at(actor, unit), about=unit, unit=unit, cases=cases
    )

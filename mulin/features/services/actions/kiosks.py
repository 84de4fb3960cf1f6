"""Which screens give numbers: the point's people turn one into a kiosk, and take it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions
from ..models import Kiosk, ServicePoint
from .writing_down import write_down


@transaction.atomic
def open_kiosk(*, actor: Person, point: ServicePoint) -> Kiosk:
    """Let a screen at a point be its kiosk, until somebody takes it back."""
    require(permissions.can_serve(actor, point))
    hold_alone(f"services.kiosks:{point.pk}")
    made = Kiosk.objects.create(
        point=point,
        number=Kiosk.objects.filter(point=point).count() + 1,
        opened_by=actor,
        opened_at=timezone.now(),
    )
    _note("kiosk_opened", actor, made)
    return made


@transaction.atomic
def take_back_kiosk(*, actor: Person, kiosk: Kiosk) -> Kiosk:
    """Take a kiosk back: from now on that screen gives nobody a number and lets nobody in."""
    require(permissions.can_serve(actor, kiosk.point))
    kiosk = Kiosk.objects.select_for_update(of=("self",)).select_related("point").get(pk=kiosk.pk)
    if kiosk.closed_at:
        raise Refused(_("这台自助机已经收回了。"))
    kiosk.closed_by, kiosk.closed_at = actor, timezone.now()
    kiosk.save(update_fields=["closed_by", "closed_at"])
    _note("kiosk_closed", actor, kiosk)
    return kiosk


def _note(verb: str, actor: Person, kiosk: Kiosk) -> None:
    point = kiosk.point
    write_down(
        verb, actor=actor, about=point, unit=point.unit, name=point.name, number=kiosk.number
    )

"""The catalogue: what may be done, and what there is to know before."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions
from ..models import ServiceItem
from ..search import words_of
from .writing_down import write_down


@transaction.atomic
def save_item(
    *, actor: Person, unit: AdminUnit, item: ServiceItem | None = None, **facts: Any
) -> ServiceItem:
    """Put an item into a unit's catalogue, or change what it says."""
    require(permissions.can_keep_points(actor, unit))
    hold_alone(f"services.catalogue:{unit.pk}")
    if item is None:
        item = ServiceItem(unit=unit)
    same = ServiceItem.objects.filter(unit=unit, name=facts["name"], retired_on=None)
    if same.exclude(pk=item.pk).exists():
        raise Refused(_("已经有一项叫“%(name)s”了。") % {"name": facts["name"]})
    is_new = item.pk is None
    for name, value in facts.items():
        setattr(item, name, value)
    item.said = words_of(
        item.name, item.other_names, str(item.get_category_display()), item.bring, item.department
    )
    item.save()
    verb = "item_added" if is_new else "item_changed"
    write_down(verb, actor=actor, about=item, unit=unit, name=item.name)
    return item


@transaction.atomic
def retire_item(*, actor: Person, item: ServiceItem) -> None:
    """Take an item out of the catalogue; what was asked for before keeps its name."""
    require(permissions.can_keep_points(actor, item.unit))
    ServiceItem.objects.filter(pk=item.pk, retired_on=None).update(retired_on=timezone.localdate())
    write_down("item_retired", actor=actor, about=item, unit=item.unit, name=item.name)


@transaction.atomic
def bring_in_items(*, actor: Person, unit: AdminUnit, lines: Iterable[dict[str, Any]]) -> int:
    """Take in a whole catalogue, all of it or nothing; return how many items were new."""
    require(permissions.can_keep_points(actor, unit))
    hold_alone(f"services.catalogue:{unit.pk}")
    known = {one.name: one for one in ServiceItem.objects.filter(unit=unit, retired_on=None)}
    new = 0
    for line in lines:
        found = known.get(line["name"])
        new += found is None
        known[line["name"]] = save_item(actor=actor, unit=unit, item=found, **line)
    return new

"""The spaces that neighbours share: write them down, and give them another name."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from ..models import AdminUnit, Compound, Place, PlaceAlias
from ..permissions import role_at, works_for

FACTS = ("kind", "compound", "spot", "area_m2", "status", "custody")


@transaction.atomic
def found_place(
    *,
    actor: Person | None,
    community: AdminUnit,
    kind: str,
    name: str,
    compound: Compound | None = None,
    **facts: Any,
) -> Place:
    """
    Write down a space that the neighbours of a community share.

    `actor` is None only when a site is set up from its own command line.
    """
    if actor is not None:
        require(works_for(actor, community))
    name = name.strip()
    if not community.is_community:
        raise Refused(_("公共空间只能登记在社区里。"))
    _refuse_compound_of_another(community, compound)
    _refuse_name_of_another(community, name)
    place = Place.objects.create(
        community=community, kind=kind, name=name, compound=compound, **facts
    )
    _note("places.place_founded", actor, place)
    return place


@transaction.atomic
def change_place(
    *, actor: Person, place: Place, compound: Compound | None = None, **facts: Any
) -> None:
    """Say something else about a place than its name."""
    require(works_for(actor, place.community))
    _refuse_compound_of_another(place.community, compound)
    place = Place.objects.select_for_update().get(pk=place.pk)
    place.compound = compound
    for fact, value in facts.items():
        setattr(place, fact, value)
    place.save(update_fields=FACTS)
    _note("places.place_changed", actor, place, status=place.status)


@transaction.atomic
def rename_place(
    *, actor: Person | None, place: Place, name: str, because: str, on: date | None = None
) -> PlaceAlias:
    """
    Give a place another name, and keep the old one as what people may still say.

    `actor` is None only when a site is set up from its own command line.
    """
    if actor is not None:
        require(works_for(actor, place.community))
    name, on = name.strip(), on or timezone.localdate()
    hold_alone(_lock(place.community))
    place.refresh_from_db()
    if name == place.name:
        raise Refused(_("现在就叫“%(name)s”。") % {"name": name})
    _refuse_name_of_another(place.community, name, place)
    if place.named_on and place.named_on > on:
        raise Refused(_("新名字要在现在的名字启用以后启用。"))
    alias = PlaceAlias.objects.create(
        place=place, name=place.name, from_on=place.named_on, until_on=on, because=because
    )
    place.name, place.named_on = name, on
    place.save(update_fields=["name", "named_on"])
    _note("places.place_renamed", actor, place, before=alias.name, because=because)
    return alias


def _refuse_compound_of_another(community: AdminUnit, compound: Compound | None) -> None:
    if compound is not None and compound.community_id != community.pk:
        raise Refused(_("这个小区不在这个社区。"))


def _refuse_name_of_another(community: AdminUnit, name: str, place: Place | None = None) -> None:
    """Refuse what another place of the community is called, or was called before."""
    hold_alone(_lock(community))
    others = Place.objects.filter(community=community)
    if place is not None:
        others = others.exclude(pk=place.pk)
    if others.filter(name=name).exists():
        raise Refused(_("“%(name)s”已经有了。") % {"name": name})
    if before := PlaceAlias.objects.filter(name=name, place__in=others).first():
        raise Refused(
            _("“%(name)s”是“%(place)s”的老名字，还有人这么叫，请换一个。")
            % {"name": name, "place": before.place.name}
        )


def _lock(community: AdminUnit) -> str:
    return f"places.spaces:{community.pk}"


def _note(verb: str, actor: Person | None, place: Place, **details: Any) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, place.community) if actor else "",
        about=place,
        unit=place.community,
        name=place.name,
        **details,
    )

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.files.actions import publish_photos, store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from . import permissions
from .models import SitePlan


@transaction.atomic
def put_up_plan(
    *,
    actor: Person,
    community: AdminUnit,
    name: str,
    picture: Picture,
    compound: Compound | None = None,
) -> SitePlan:
    """Let people point at spots on a plan from now on; one of the same name is taken down."""
    require(permissions.can_keep_plans(actor, community))
    if compound and compound.community_id != community.pk:
        raise Refused(_("这个小区不在这个社区。"))
    hold_alone(f"siteplans:{community.pk}")
    for old in SitePlan.objects.filter(community=community, name=name, retired_at=None):
        _retire(actor, old)
    photo = store_photo(actor=actor, upload=picture, alt=name, unit=community)
    publish_photos(actor=actor, photos=[photo])
    plan = SitePlan.objects.create(
        community=community, compound=compound, name=name, picture=photo, drawn_up_by=actor
    )
    _write_down("siteplans.put_up", actor, plan)
    return plan


@transaction.atomic
def take_down_plan(*, actor: Person, plan: SitePlan) -> SitePlan:
    """Let nobody point at a plan any more; what was pointed at before is still shown on it."""
    require(permissions.can_keep_plans(actor, plan.community))
    plan = SitePlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.is_retired:
        raise Refused(_("这张图已经收起来了。"))
    return _retire(actor, plan)


def _retire(actor: Person, plan: SitePlan) -> SitePlan:
    plan.retired_at = timezone.now()
    plan.save(update_fields=["retired_at"])
    _write_down("siteplans.taken_down", actor, plan)
    return plan


def _write_down(verb: str, actor: Person, plan: SitePlan, **details: Any) -> None:
    community = plan.community
    record(
        verb,
        by=actor,
        role=role_at(actor, community),
        about=plan,
        unit=community,
        name=plan.name,
        **details,
    )

"""A line in the grid log."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.files.actions import store_photo
from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Grid
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import GridLog
from .writing_down import write_down

LONGEST_WAY = timedelta(days=14)
"""How long an entry may have waited for a line."""


@transaction.atomic
def write_log(
    *,
    actor: Person,
    community: AdminUnit,
    kind: str,
    key: str,
    text: str = "",
    building: Building | None = None,
    spot: str = "",
    picture: Picture | None = None,
    happened_at: datetime | None = None,
) -> GridLog:
    """Write one line of somebody's day; the same `key` again is the same line."""
    require(permissions.can_write_log(actor, community))
    hold_alone(f"listening.log:{actor.pk}:{key}")
    if earlier := queries.log_of_request(actor, key):
        return earlier
    if kind != GridLog.Kind.QUIET and not text:
        raise Refused(_("写一句看到、听到或做了什么。"))
    if building and building.compound.community_id != community.pk:
        raise Refused(_("这栋楼不在这个社区。"))
    log = GridLog.objects.create(
        community=community,
        grid=_grid(actor, community, building),
        kind=kind,
        text=text,
        building=building,
        spot=spot,
        photo=_kept(actor, community, picture, text),
        written_by=actor,
        happened_at=_moment(happened_at),
        key=key,
    )
    write_down("listening.log_written", actor, community, log, kind=kind)
    return log


def _moment(happened_at: datetime | None) -> datetime:
    now = timezone.now()
    if happened_at is None:
        return now
    if happened_at < now - LONGEST_WAY:
        raise Refused(_("这一条在手机上放了两个星期以上，请告诉社区补记。"))
    return min(happened_at, now)


def _grid(actor: Person, community: AdminUnit, building: Building | None) -> Grid | None:
    if building and building.grid_id:
        return building.grid
    own = queries.grids_worked_by(actor, community)
    return own[0] if own else None


def _kept(actor: Person, community: AdminUnit, picture: Picture | None, text: str) -> Photo | None:
    if picture is None:
        return None
    return store_photo(actor=actor, upload=picture, alt=text[:60], unit=community)

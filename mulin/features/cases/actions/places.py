from django.utils.translation import gettext as _

from mulin.commons.places.models import AdminUnit, Building, Place
from mulin.errors import Refused


def lies_here(community: AdminUnit, building: Building | None, place: Place | None) -> None:
    """Refuse a building or a shared place of another community."""
    if building and building.compound.community_id != community.pk:
        raise Refused(_("这栋楼不在这个社区。"))
    if place and place.community_id != community.pk:
        raise Refused(_("这处公共空间不在这个社区。"))

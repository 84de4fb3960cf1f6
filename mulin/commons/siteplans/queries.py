from django.db.models import QuerySet

from mulin.commons.places.models import AdminUnit

from .models import SitePlan


def plans_of(community: AdminUnit) -> QuerySet[SitePlan]:
    """Return the plans on which people point today, that of the whole community first."""
    return (
        SitePlan.objects.filter(community=community, retired_at=None)
        .select_related("picture", "compound", "community")
        .order_by("compound_id", "name")
    )

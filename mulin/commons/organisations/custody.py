"""
Whom to ask about a place, by who has to look after it.

It says who is probably meant and why; whom to call or to hold to a promise, people decide.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.places.models import AdminUnit, Place

from .models import Organisation
from .queries import organisations_known_to

Custody, Kind = Place.Custody, Organisation.Kind

ASKED: dict[str, tuple[str, ...]] = {
    Custody.MUNICIPAL: (Kind.ENFORCEMENT, Kind.DEPARTMENT),
    Custody.DEVELOPER: (Kind.DEVELOPER,),
    Custody.OWNERS: (Kind.PROPERTY_COMPANY,),
    Custody.UNCLEAR: (),
}
"""Which kinds of organisations look after what is in whose hands."""

OF_THE_CITY = r"市政|城市管理|城管|住建|住房"
"""How the departments are called that look after a city's streets, among all the others."""

MOST_NAMED = 5

KNOWN = {
    Custody.MUNICIPAL: gettext_lazy("这地方归市政，多半该找%(names)s。找谁，您定。"),
    Custody.DEVELOPER: gettext_lazy(
        "这地方开发商还没移交，多半该找%(names)s；推不动就上报街道。找谁，您定。"
    ),
    Custody.OWNERS: gettext_lazy("这地方是业主共有的，多半该找%(names)s。找谁，您定。"),
}
NOBODY_KNOWN = {
    Custody.MUNICIPAL: gettext_lazy("这地方归市政，可名册里还没有管市政的单位。可以上报街道。"),
    Custody.DEVELOPER: gettext_lazy(
        "这地方开发商还没移交，可名册里没有开发商。可以上报街道，请街道找。"
    ),
    Custody.OWNERS: gettext_lazy(
        "这地方是业主共有的，可名册里没有物业公司。先请业主们商量，或者上报街道。"
    ),
    Custody.UNCLEAR: gettext_lazy("这地方归谁管说不清，先上报街道，请街道说清楚。"),
}


@dataclass(frozen=True)
class Advice:
    """Who is probably meant, and a sentence that says why."""

    organisations: tuple[Organisation, ...]
    sentence: str


def advice_for(custody: str, community: AdminUnit) -> Advice | None:
    """Return whom a community would ask about what is in these hands; None when nobody said."""
    if custody not in ASKED:
        return None
    known = (
        organisations_known_to(community)
        .filter(kind__in=ASKED[custody])
        .exclude(~Q(name__regex=OF_THE_CITY), kind=Kind.DEPARTMENT)
    )
    found = tuple(known[:MOST_NAMED]) if ASKED[custody] else ()
    if not found:
        return Advice((), str(NOBODY_KNOWN[Custody(custody)]))
    names = _("、").join(one.name for one in found)
    return Advice(found, KNOWN[Custody(custody)] % {"names": names})

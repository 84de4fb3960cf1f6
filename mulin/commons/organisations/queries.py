from collections.abc import Iterable

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import ancestors_of, memberships_now, units_staffed_by
from mulin.errors import Refused

from .models import (
    Adviser,
    Agreement,
    ChatGroup,
    CoachEngagement,
    Committee,
    CommitteeMember,
    MemberCount,
    Organisation,
    OrganisationMember,
    PartnerUnit,
    ResidentGroup,
)


def units() -> QuerySet[AdminUnit]:
    """Return the units about which anybody may read who works with them."""
    return AdminUnit.objects.all()


def organisations_of(unit: AdminUnit) -> QuerySet[Organisation]:
    """Return the organisations on a unit's own register."""
    return Organisation.objects.filter(unit=unit, retired_on=None).order_by("kind", "name")


def organisations_known_to(unit: AdminUnit) -> QuerySet[Organisation]:
    """Return the organisations on the registers of a unit and of those above it."""
    return Organisation.objects.filter(
        Q(unit=unit) | Q(unit__in=ancestors_of(unit)), retired_on=None
    ).order_by("name")


def engagements_for(unit: AdminUnit) -> QuerySet[CoachEngagement]:
    """Return who coaches this street, or this community, newest year first."""
    return (
        CoachEngagement.objects.filter(Q(host=unit) | Q(communities=unit))
        .distinct()
        .select_related("organisation")
        .prefetch_related("communities")
    )


def coaches_now(unit: AdminUnit) -> QuerySet[CoachEngagement]:
    """Return who coaches this street, or this community, in the present year."""
    return engagements_for(unit).filter(year=this_year()).prefetch_related(None)


def partners_of(community: AdminUnit) -> QuerySet[PartnerUnit]:
    """Return the partner units of a community, each with its agreements."""
    agreements = Agreement.objects.order_by("-from_on")
    return (
        PartnerUnit.objects.filter(community=community, until_on=None)
        .select_related("organisation")
        .prefetch_related(Prefetch("agreements", queryset=agreements))
    )


def groups_of(community: AdminUnit) -> QuerySet[ResidentGroup]:
    """Return the resident groups of a community, each with its newest count of members."""
    newest = MemberCount.objects.filter(group=OuterRef("pk")).order_by("-on")
    return (
        ResidentGroup.objects.filter(community=community, retired_on=None)
        .select_related("keeper")
        .annotate(members_now=Subquery(newest.values("members")[:1]))
    )


def advisers_for(unit: AdminUnit) -> QuerySet[Adviser]:
    """Return the advisers whom a unit may ask: its own and those of the units above it."""
    return (
        Adviser.objects.filter(Q(unit=unit) | Q(unit__in=ancestors_of(unit)), retired_on=None)
        .select_related("person", "unit")
        .order_by("kind", "id")
    )


def committees_of(unit: AdminUnit) -> QuerySet[Committee]:
    """Return the committees of a unit, each with its members of today."""
    seated = CommitteeMember.objects.filter(until_on=None).select_related("person")
    return Committee.objects.filter(unit=unit, retired_on=None).prefetch_related(
        Prefetch("members", queryset=seated)
    )


def seats_of(unit: AdminUnit) -> QuerySet[CommitteeMember]:
    """Return who sits on a unit's committees today, committee by committee."""
    return CommitteeMember.objects.filter(
        committee__unit=unit, committee__retired_on=None, until_on=None
    ).select_related("committee", "person", "organisation")


def organisations_on(committee: Committee) -> QuerySet[Organisation]:
    """Return the units that sit on a committee today."""
    seats = CommitteeMember.objects.filter(committee=committee, until_on=None)
    return Organisation.objects.filter(pk__in=seats.values("organisation"), retired_on=None)


def chat_groups_of(community: AdminUnit) -> QuerySet[ChatGroup]:
    return ChatGroup.objects.filter(community=community, retired_on=None).select_related(
        "building", "grid", "keeper", "code"
    )


def chat_groups_kept_by(viewer: Person) -> QuerySet[ChatGroup]:
    """Return the chat groups of which the viewer may say how to get in."""
    return ChatGroup.objects.filter(
        Q(keeper=viewer) | Q(community__in=units_staffed_by(viewer)), retired_on=None
    ).select_related("community", "keeper", "code", "building", "grid")


def chat_groups_shown_to_all(community: AdminUnit) -> QuerySet[ChatGroup]:
    """Return the chat groups whose codes their keepers let everybody see."""
    return chat_groups_of(community).filter(is_code_public=True)


def chat_groups_to_remind() -> QuerySet[ChatGroup]:
    """Return the chat groups whose codes are over and whose keepers do not know it yet."""
    return ChatGroup.objects.filter(
        retired_on=None, code_until__lt=timezone.localdate(), is_keeper_reminded=False
    ).select_related("community", "keeper", "code__uploaded_by")


def organisations_spoken_for_by(person: Person) -> QuerySet[Organisation]:
    """Return the organisations for which a person speaks or works today."""
    members = _members_now().filter(person=person.pk)
    return Organisation.objects.filter(pk__in=members.values("organisation"), retired_on=None)


def people_speaking_for(organisations: Iterable[Organisation]) -> QuerySet[Person]:
    """Return everybody who speaks or works for one of these organisations today."""
    members = _members_now().filter(organisation__in=list(organisations))
    return Person.objects.filter(pk__in=members.values("person")).order_by("pk")


def _members_now() -> QuerySet[OrganisationMember]:
    """Return the memberships that hold today, of people whose account is open."""
    today = timezone.localdate()
    return OrganisationMember.objects.filter(
        Q(until_on=None) | Q(until_on__gt=today), person__is_active=True
    )


def coaching_by(person: Person) -> QuerySet[CoachEngagement]:
    """Return the coaching that a person does today for an organisation."""
    return CoachEngagement.objects.filter(organisation__in=organisations_spoken_for_by(person))


def coaching_years(host: AdminUnit) -> list[tuple[str, list[int]]]:
    """Return who coached a street in which years, so that continuity can be seen (A27)."""
    years: dict[str, list[int]] = {}
    rows = CoachEngagement.objects.filter(host=host).order_by("organisation__name", "year")
    for name, year in rows.values_list("organisation__name", "year"):
        years.setdefault(name, []).append(year)
    return list(years.items())


def person_called(words: str, unit: AdminUnit) -> Person:
    """
    Return the one person at this unit, below it or above it, of that name or telephone number.

    Raises Refused when there is nobody, or more than one.
    """
    above = [*ancestors_of(unit).values_list("pk", flat=True)]
    reach = Q(unit__path__startswith=unit.path) | Q(unit__in=above)
    here = memberships_now().filter(reach).values("person")
    found = list(
        Person.objects.filter(Q(full_name=words) | Q(phone=words), pk__in=here, is_active=True)[:2]
    )
    if not found:
        raise Refused(_("没有找到“%(words)s”，请先登记这个人的身份。") % {"words": words})
    if len(found) > 1:
        raise Refused(_("有不止一位“%(words)s”，请填手机号。") % {"words": words})
    return found[0]


def this_year() -> int:
    return timezone.localdate().year

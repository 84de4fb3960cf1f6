"""Who may decide."""

from collections import defaultdict

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mulin.commons.audit.models import Record
from mulin.commons.audit.queries import records_about
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Household
from mulin.commons.places.queries import households_lived_in_by, units_worked_for_by

from .models import Elector, Electorate

CORRECTIONS = ("electorates.added", "electorates.struck", "electorates.restored")


def electorates_visible_to(viewer: Person) -> QuerySet[Electorate]:
    """Return the electorates whose rolls the viewer may read."""
    below = Q(pk__in=[])
    for unit in units_worked_for_by(viewer):
        below |= Q(unit__path__startswith=unit.path)
    return Electorate.objects.filter(below).select_related("unit", "compound")


def electorates_of(unit: AdminUnit) -> QuerySet[Electorate]:
    """Return the rolls of a unit and of those below it, the newest first, each with its size."""
    counted = Count("electors", filter=Q(electors__struck_at=None))
    return (
        Electorate.objects.filter(unit__path__startswith=unit.path)
        .select_related("unit", "compound")
        .annotate(lines=counted)
        .order_by("-id")
    )


def electors_visible_to(viewer: Person) -> QuerySet[Elector]:
    """Return the lines of the rolls that the viewer may read."""
    return Elector.objects.filter(electorate__in=electorates_visible_to(viewer)).select_related(
        "electorate__unit", "electorate__compound"
    )


def every_line_of(electorate: Electorate, words: str = "") -> QuerySet[Elector]:
    """Return the lines of a roll, struck ones too; those with certain words in name or door."""
    lines = Elector.objects.filter(electorate=electorate)
    if words:
        lines = lines.filter(Q(name__icontains=words) | Q(address__icontains=words))
    return lines


def figures_of(electorate: Electorate) -> dict[str, int]:
    """Return how many lines a roll has, how many are struck, and the area of all owners."""
    return Elector.objects.filter(electorate=electorate).aggregate(
        lines=Count("pk", filter=Q(struck_at=None)),
        struck=Count("pk", filter=Q(struck_at__isnull=False)),
        area=Coalesce(Sum("area", filter=Q(struck_at=None)), 0),
    )


def corrections_since_frozen(electorate: Electorate) -> int:
    """Return how often a roll was corrected after its round had opened, for everybody to see."""
    if electorate.frozen_at is None:
        return 0
    corrected = records_about(electorate).filter(verb__in=CORRECTIONS, at__gt=electorate.frozen_at)
    return corrected.count()


def counting_corrections() -> Coalesce:
    """
    Return the same as `corrections_since_frozen`, beside each row of what has an electorate.

    So a page that everybody polls asks no question more.
    """
    corrected = Record.objects.filter(
        about_type=Electorate._meta.label_lower,
        about_id=OuterRef("electorate"),
        verb__in=CORRECTIONS,
        at__gt=OuterRef("electorate__frozen_at"),
    )
    counted = corrected.order_by().values("about_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def roll_of(electorate: Electorate) -> QuerySet[Elector]:
    """Return everybody who decides, without those struck out."""
    return Elector.objects.filter(electorate=electorate, struck_at=None)


def elector_of(electorate: Electorate, person: Person) -> Elector | None:
    """
    Return the line on which a person decides: her own, or that of a household she lives in.

    Of two homes it is the first, so that nobody decides twice.
    """
    if electorate.kind == Electorate.Kind.HOUSEHOLDS:
        return roll_of(electorate).filter(household__in=households_lived_in_by(person)).first()
    return roll_of(electorate).filter(person=person).first()


def elector_of_household(electorate: Electorate, household: Household) -> Elector | None:
    return roll_of(electorate).filter(household=household).first()


def doors_counted(electorate: Electorate, *, besides: Elector | None = None) -> set[str]:
    """Return the doors of owners' parts whose area counts, on any line or on any other line."""
    lines = roll_of(electorate).exclude(pk=besides.pk if besides else 0)
    return {part["address"] for parts in lines.values_list("parts", flat=True) for part in parts}


def has_been_joined(elector: Elector) -> bool:
    """Return whether the parts of a struck line are counted on another line now."""
    counted = doors_counted(elector.electorate, besides=elector) if elector.parts else set()
    return any(part["address"] in counted for part in elector.parts)


def same_names(electorate: Electorate) -> list[list[Elector]]:
    """Return the lines of owners who share a name: perhaps one buyer with several parts."""
    by_name = defaultdict(list)
    for elector in roll_of(electorate).filter(person=None, household=None).exclude(name=""):
        by_name[elector.name].append(elector)
    return [lines for lines in by_name.values() if len(lines) > 1]

from django.db.models import QuerySet

from mulin.commons.electorates.models import Electorate
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import units_worked_for_by

from ..models import MatterNote, OfficialResult, OwnersVote


def drafts_or_more() -> QuerySet[OwnersVote]:
    return OwnersVote.objects.select_related("unit", "compound", "electorate")


def public_votes() -> QuerySet[OwnersVote]:
    """Return the votes that were announced, which everybody may read about."""
    return drafts_or_more().filter(announced_at__isnull=False)


def place_with(key: int) -> AdminUnit | None:
    return AdminUnit.objects.filter(pk=key).first()


def votes_of(unit: AdminUnit) -> QuerySet[OwnersVote]:
    return public_votes().filter(unit__path__startswith=unit.path)


def votes_held_by(viewer: Person) -> QuerySet[OwnersVote]:
    """Return the votes for whose place the viewer works, drafts too."""
    if not viewer.is_authenticated:
        return OwnersVote.objects.none()
    return drafts_or_more().filter(unit__in=units_worked_for_by(viewer))


def votes_to_answer(viewer: Person) -> QuerySet[OwnersVote]:
    """Return the votes on whose roll the viewer stands as an owner."""
    if not viewer.is_authenticated:
        return OwnersVote.objects.none()
    return public_votes().filter(
        electorate__electors__person=viewer, electorate__electors__struck_at=None
    )


def electorates_ready(viewer: Person) -> QuerySet[Electorate]:
    """Return owners' rolls in the viewer's places that no vote uses yet."""
    return (
        Electorate.objects.filter(
            kind=Electorate.Kind.OWNERS,
            unit__in=units_worked_for_by(viewer),
            frozen_at=None,
        )
        .exclude(pk__in=OwnersVote.objects.values("electorate"))
        .select_related("unit", "compound")
    )


def official_results_visible_to(viewer: Person) -> QuerySet[OfficialResult]:
    return OfficialResult.objects.filter(vote__in=votes_held_by(viewer)).select_related(
        "vote__unit", "vote__compound", "vote__electorate", "uploaded_by", "confirmed_by"
    )


def notes() -> QuerySet[MatterNote]:
    """Return what places wrote beside the law."""
    return MatterNote.objects.select_related("unit")


def notes_written_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the places for which the viewer may write such a note."""
    return units_worked_for_by(viewer)

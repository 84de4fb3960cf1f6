"""Letters that ask every home, and what came back."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mulin.commons.audit.things import key_of
from mulin.commons.occasions.models import Occasion, Series
from mulin.commons.occasions.queries import series_of
from mulin.commons.organisations.models import Organisation
from mulin.commons.organisations.queries import partners_of as all_partners_of
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import COMMUNITY_OFFICE
from mulin.commons.tasks.models import ActionItem
from mulin.commons.tasks.queries import items
from mulin.commons.topics.models import Opinion
from mulin.commons.topics.queries import opinions_in_force

from ..models import LetterAnswer, LetterReturn, LetterRound, LetterSlip
from .units import communities_run_by

ANSWER = LetterAnswer._meta.label_lower
RETURNED = LetterReturn._meta.label_lower
HOME = ("household__dwelling__entrance__building__compound",)


def letters() -> QuerySet[LetterRound]:
    return LetterRound.objects.select_related("occasion__unit", "occasion__series")


def letters_run_by(viewer: Person) -> QuerySet[LetterRound]:
    """Return the letters of the communities whose office the viewer works in."""
    return letters().filter(occasion__unit__in=communities_run_by(viewer))


def letters_of(community: AdminUnit) -> QuerySet[LetterRound]:
    """Return a community's letters, each with how many were printed and came back."""
    return (
        letters()
        .filter(occasion__unit=community)
        .annotate(printed=Count("slips", distinct=True), returned=Count("returns", distinct=True))
        .order_by("-occasion__on", "-id")
    )


def letters_for_all() -> QuerySet[LetterRound]:
    """Return the letters everybody may know of."""
    return letters().filter(occasion__is_public=True)


def answers_for_all() -> QuerySet[LetterAnswer]:
    """Return the answers that were told to everybody."""
    return LetterAnswer.objects.exclude(letter__published_at=None).select_related("letter")


def returns_visible_to(viewer: Person) -> QuerySet[LetterReturn]:
    return LetterReturn.objects.filter(
        letter__occasion__unit__in=communities_run_by(viewer)
    ).select_related("letter__occasion__unit", "slip__building__compound", "corrected_by")


def letter_series_of(community: AdminUnit) -> Series | None:
    """Return what lets letters come again here, if anything does."""
    return series_of(community).filter(kind=LetterRound.KIND).first()


def next_letter(community: AdminUnit) -> LetterRound | None:
    """Return the letter that is to go out next."""
    return (
        letters_of(community)
        .filter(occasion__state=Occasion.State.PLANNED, occasion__on__gte=timezone.localdate())
        .order_by("occasion__on")
        .first()
    )


def overdue_letters(communities: QuerySet[AdminUnit]) -> QuerySet[LetterRound]:
    """Return the letters that should have gone out, and those whose answers nobody published."""
    return _waiting_letters(communities, timezone.localdate())


def letters_due(viewer: Person, *, within: timedelta) -> QuerySet[LetterRound]:
    """Return the letters that wait for the viewer's own communities, the most urgent first."""
    near = [part.unit_id for part in parts_of(viewer) if part.role in COMMUNITY_OFFICE]
    communities = AdminUnit.objects.filter(pk__in=near)
    return _waiting_letters(communities, timezone.localdate() + within)


def _waiting_letters(communities: QuerySet[AdminUnit], until: date) -> QuerySet[LetterRound]:
    today = timezone.localdate()
    not_sent = Q(occasion__state=Occasion.State.PLANNED, occasion__on__lt=until)
    not_told = Q(occasion__state=Occasion.State.HELD, published_at=None, returns_until__lt=today)
    found = letters().filter(not_sent | not_told, occasion__unit__in=communities)
    return found.order_by("occasion__on", "id")


def slip_with_code(code: str) -> LetterSlip | None:
    return (
        LetterSlip.objects.filter(code=code.upper())
        .select_related("letter__occasion__unit", "building__compound", *HOME)
        .first()
    )


def slip_numbered(letter: LetterRound, number: int) -> LetterSlip | None:
    return letter.slips.filter(number=number).select_related("building__compound", *HOME).first()


def slips_in(letter: LetterRound, buildings: Collection[int]) -> list[LetterSlip]:
    """Return the printed slips of some buildings, in the order in which one walks."""
    found = letter.slips.filter(building__in=buildings).select_related("building__compound", *HOME)
    return list(found.order_by("number"))


def printed_by_building(letter: LetterRound) -> dict[int, int]:
    return dict(letter.slips.order_by().values_list("building").annotate(n=Count("pk")))


def returns_by_building(letter: LetterRound) -> dict[int, int]:
    found = letter.returns.filter(slip__isnull=False).order_by()
    return dict(found.values_list("slip__building").annotate(n=Count("pk")))


def returns_of(letter: LetterRound) -> QuerySet[LetterReturn]:
    """Return what came back, the latest first."""
    return letter.returns.select_related("slip__building__compound", "entered_by", "corrected_by")


def opinions_of(letter: LetterRound) -> QuerySet[Opinion]:
    """Return every line that came back with a letter."""
    returns = LetterReturn.objects.filter(letter=letter).values("pk")
    return opinions_in_force().filter(origin_type=RETURNED, origin_id__in=returns)


def opinions_unanswered(letter: LetterRound) -> QuerySet[Opinion]:
    """Return the lines that nobody has answered yet, what must not happen first."""
    is_constraint = Q(kind=Opinion.Kind.CONSTRAINT)
    return (
        opinions_of(letter)
        .filter(reply="")
        .alias(is_first=is_constraint)
        .select_related("building__compound")
        .order_by("-is_first", "kind", "id")
    )


def answered_of(letter: LetterRound) -> tuple[int, int]:
    """Return how many lines are answered, of how many."""
    found = (
        opinions_of(letter)
        .order_by()
        .aggregate(answered=Count("pk", filter=~Q(reply="")), whole=Count("pk"))
    )
    return found["answered"], found["whole"]


def answers_of(letter: LetterRound) -> list[LetterAnswer]:
    """Return what is answered, what most people said first."""
    return list(
        letter.answers.annotate(opinion_count=Count("opinions")).order_by("-opinion_count", "id")
    )


def printed_in(letter: LetterRound) -> int:
    return letter.slips.count()


def returned_in(letter: LetterRound) -> int:
    return letter.returns.count()


def promises_of(letter: LetterRound) -> dict[int, list[ActionItem]]:
    """Return what was promised with each answer, by the answer's key."""
    answers = LetterAnswer.objects.filter(letter=letter).values("pk")
    found = items().filter(origin_type=ANSWER, origin_id__in=answers)
    promises: dict[int, list[ActionItem]] = {}
    for item in found:
        promises.setdefault(item.origin_id or 0, []).append(item)
    return promises


def partners_of(community: AdminUnit) -> list[Organisation]:
    """Return who beside the office can promise something: the partner units."""
    return [one.organisation for one in all_partners_of(community)]


def return_on(slip: LetterSlip) -> LetterReturn | None:
    """Return what came back on a slip, if anything did."""
    return LetterReturn.objects.filter(slip=slip).select_related("letter", "slip").first()


def return_with(letter: LetterRound, receipt: UUID | None) -> LetterReturn | None:
    """Return what was entered with a form's key before, if anything was."""
    return letter.returns.filter(receipt=receipt).first() if receipt else None


def lines_taken_back(returned: LetterReturn) -> list[Opinion]:
    """Return what once stood on a slip and was corrected."""
    type, id = key_of(returned)
    found = Opinion.objects.filter(origin_type=type, origin_id=id)
    return list(found.exclude(withdrawn_because=""))

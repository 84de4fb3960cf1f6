from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from mulin.commons.people.models import Person
from mulin.commons.places.models import Compound
from mulin.commons.places.queries import units_worked_for_by
from mulin.commons.topics.models import Topic

from .models import (
    DesignComment,
    DesignDisplay,
    DesignLeaning,
    DesignOption,
    DesignVersion,
    DisplayBoard,
)

ANSWERS = {
    "adopted": DesignComment.Answer.ADOPTED,
    "partly": DesignComment.Answer.PARTLY,
    "not_adopted": DesignComment.Answer.NOT_ADOPTED,
    "waiting": DesignComment.Answer.NONE,
}
"""What a list of comments may be narrowed to: the word in its address → the answer."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the comments on a display that neighbours can read."""

    adopted: int = 0
    partly: int = 0
    not_adopted: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        return self.adopted + self.partly + self.not_adopted + self.waiting

    @property
    def taken_up(self) -> int:
        """Those adopted wholly or partly: the adoption rate is this of all."""
        return self.adopted + self.partly

    @property
    def choices(self) -> list[tuple[str, str, int]]:
        """What there is of each answer: the word in an address, what people call it, how many."""
        return [
            (word, str(answer.label), getattr(self, word))
            for word, answer in ANSWERS.items()
            if getattr(self, word)
        ]


def displays() -> QuerySet[DesignDisplay]:
    """Return the displays whose drawings are published; everybody may read of them."""
    return _displays().filter(published_at__isnull=False)


def displays_kept_by(viewer: Person) -> QuerySet[DesignDisplay]:
    """Return the displays the viewer looks after, published or not."""
    return _displays().filter(topic__community__in=units_worked_for_by(viewer))


def _displays() -> QuerySet[DesignDisplay]:
    return DesignDisplay.objects.select_related("topic__community")


def displays_of(topic: Topic) -> QuerySet[DesignDisplay]:
    return _displays().filter(topic=topic)


def published_versions(display: DesignDisplay) -> list[DesignVersion]:
    """Return the published versions with their options, the first first."""
    return list(_drawn(display.versions.filter(published_at__isnull=False)))


def version_shown(display_id: int) -> DesignVersion | None:
    """Return what is shown now of a display, with its options; None before it is published."""
    shown = DesignVersion.objects.filter(display=display_id, published_at__isnull=False)
    return _drawn(shown.select_related("display__topic__community")).last()


def current_version(display: DesignDisplay) -> DesignVersion | None:
    """Return the version that is shown now."""
    return display.versions.filter(published_at__isnull=False).order_by("number").last()


def version_being_drawn(display: DesignDisplay) -> DesignVersion | None:
    return _drawn(display.versions.filter(published_at=None)).first()


def _drawn(versions: QuerySet[DesignVersion]) -> QuerySet[DesignVersion]:
    options = DesignOption.objects.select_related("rendering")
    return versions.order_by("number").prefetch_related(Prefetch("options", options))


def versions_kept_by(viewer: Person) -> QuerySet[DesignVersion]:
    kept = displays_kept_by(viewer).order_by().values("pk")
    return DesignVersion.objects.filter(display__in=kept).select_related(
        "display__topic__community"
    )


def options_kept_by(viewer: Person) -> QuerySet[DesignOption]:
    kept = displays_kept_by(viewer).order_by().values("pk")
    options = DesignOption.objects.filter(version__display__in=kept)
    return options.select_related("version__display__topic__community", "rendering")


def options_shown() -> QuerySet[DesignOption]:
    """Return the options that everybody may see."""
    shown = DesignOption.objects.filter(version__published_at__isnull=False)
    return shown.select_related("version__display__topic__community")


def renderings_at(compound: Compound) -> QuerySet[DesignOption]:
    """Return what it will look like here: the pictures of what is shown now, the newest first."""
    shown = DesignVersion.objects.filter(
        display=OuterRef("version__display"), published_at__isnull=False
    )
    return (
        options_shown()
        .filter(
            Q(version__display__topic__compound=None)
            | Q(version__display__topic__compound=compound),
            version__display__topic__community=compound.community_id,
            version=Subquery(shown.order_by("-number").values("pk")[:1]),
            rendering__isnull=False,
        )
        .select_related("version__display", "rendering")
        .order_by("-version__display__opens_on", "version__display", "number")
    )


def boards_of(display: DesignDisplay) -> QuerySet[DisplayBoard]:
    return display.boards.select_related("photo")


def boards_beside(board_id: int) -> QuerySet[DisplayBoard]:
    """Return a board and the others of its display, once that is published."""
    beside = DisplayBoard.objects.filter(display__boards=board_id)
    return beside.filter(display__published_at__isnull=False).select_related("photo")


def boards_shown() -> QuerySet[DisplayBoard]:
    """Return the boards of published displays."""
    shown = displays().order_by().values("pk")
    return DisplayBoard.objects.filter(display__in=shown).select_related(
        "display__topic__community"
    )


def boards_kept_by(viewer: Person) -> QuerySet[DisplayBoard]:
    kept = displays_kept_by(viewer).order_by().values("pk")
    return DisplayBoard.objects.filter(display__in=kept).select_related("display__topic__community")


def leanings_of(version: DesignVersion, viewer: Person) -> tuple[dict[int, int], int | None]:
    """Return how many like each option best, and which of them the viewer likes."""
    own = Count("pk", filter=Q(person=viewer.pk))
    counted = DesignLeaning.objects.filter(version=version).values_list("option").order_by("option")
    rows = list(counted.annotate(neighbours=Count("pk"), own=own))
    mine = next((option for option, _count, is_mine in rows if is_mine), None)
    return {option: count for option, count, _own in rows}, mine


def comments_shown(display: DesignDisplay) -> QuerySet[DesignComment]:
    """Return what neighbours said that everybody may read, the latest first."""
    return _comments().filter(display=display, state=DesignComment.State.VISIBLE)


def comments_on_desk(display: DesignDisplay) -> QuerySet[DesignComment]:
    """Return every comment for those who answer them: what waits longest first."""
    return _comments().filter(display=display).order_by("id")


def comments_kept_by(viewer: Person) -> QuerySet[DesignComment]:
    kept = displays_kept_by(viewer).order_by().values("pk")
    return _comments().filter(display__in=kept)


def comment_with_receipt(receipt: UUID) -> DesignComment | None:
    return _comments().filter(receipt=receipt).first()


def comments_by(person: Person) -> QuerySet[DesignComment]:
    return DesignComment.objects.filter(author=person).select_related("display")


def leanings_by(person: Person) -> QuerySet[DesignLeaning]:
    return DesignLeaning.objects.filter(person=person).select_related("option__version__display")


def adopted_and_not_drawn(display: DesignDisplay) -> QuerySet[DesignComment]:
    """Return the comments taken up that no published version has drawn yet."""
    not_drawn = Q(built_into=None) | Q(built_into__published_at=None)
    taken_up = Q(answer__in=(DesignComment.Answer.ADOPTED, DesignComment.Answer.PARTLY))
    return _comments().filter(not_drawn, taken_up, display=display).order_by("id")


def comments_built_in(display: DesignDisplay) -> dict[int, list[DesignComment]]:
    """Return which comments led to each version: version's key → comments."""
    found: dict[int, list[DesignComment]] = {}
    for one in comments_shown(display).filter(built_into__isnull=False).order_by("id"):
        found.setdefault(one.built_into_id or 0, []).append(one)
    return found


def _comments() -> QuerySet[DesignComment]:
    return DesignComment.objects.select_related(
        "author", "board", "version", "built_into", "answered_by", "display__topic__community"
    )


def tally_of(display: DesignDisplay) -> Tally:
    """Count what became of the comments that neighbours can read."""
    return tallies([display]).get(display.pk, Tally())


def tallies(of: list[DesignDisplay]) -> dict[int, Tally]:
    """Count the comments of several displays in one question: display's key → tally."""
    answers = DesignComment.Answer
    counted = (
        DesignComment.objects.filter(display__in=of, state=DesignComment.State.VISIBLE)
        .order_by()
        .values_list("display")
        .annotate(
            adopted=Count("pk", filter=Q(answer=answers.ADOPTED)),
            partly=Count("pk", filter=Q(answer=answers.PARTLY)),
            not_adopted=Count("pk", filter=Q(answer=answers.NOT_ADOPTED)),
            waiting=Count("pk", filter=Q(answer=answers.NONE)),
        )
    )
    return {display: Tally(*figures) for display, *figures in counted}


def those_waiting(comments: QuerySet[DesignComment]) -> QuerySet[DesignComment]:
    """Return the comments that wait for a look or an answer."""
    state, answers = DesignComment.State, DesignComment.Answer
    waits = Q(state=state.AWAITING_REVIEW) | Q(state=state.VISIBLE, answer=answers.NONE)
    return comments.filter(waits)

"""How a display is set up, drawn, hung and published."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.files.actions import publish_photos, store_photo
from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.topics.gates import refuse_plan
from mulin.commons.topics.models import Topic
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import DesignComment, DesignDisplay, DesignOption, DesignVersion, DisplayBoard
from .writing_down import write_down


@transaction.atomic
def set_up_display(
    *,
    actor: Person,
    topic: Topic,
    title: str,
    contact: str,
    opens_on: date,
    closes_on: date,
    text: str = "",
) -> DesignDisplay:
    """Prepare to show drawings of a topic; nobody sees any before they are published."""
    require(permissions.can_keep(actor, topic))
    if closes_on < opens_on:
        raise Refused(_("最后一天在第一天以前，请再看看。"))
    display = DesignDisplay.objects.create(
        topic=topic, title=title, text=text, contact=contact, opens_on=opens_on, closes_on=closes_on
    )
    write_down("designs.display_set_up", actor, display)
    return display


@transaction.atomic
def extend_display(*, actor: Person, display: DesignDisplay, closes_on: date) -> DesignDisplay:
    """Take comments for longer; never for shorter than people were told."""
    require(permissions.can_keep(actor, display.topic))
    display = _held(display)
    if closes_on <= display.closes_on:
        raise Refused(_("只能往后延，不能提前结束：大家是照着贴出来的日子来的。"))
    display.closes_on = closes_on
    display.save(update_fields=["closes_on"])
    write_down("designs.display_extended", actor, display, until=closes_on.isoformat())
    return display


@transaction.atomic
def draw_version(
    *,
    actor: Person,
    display: DesignDisplay,
    what_changed: str = "",
    drawn_by: str = "",
    comments: Iterable[int] = (),
) -> DesignVersion:
    """Begin a version, or change what is said of it, and which comments led to it."""
    require(permissions.can_keep(actor, display.topic))
    display = _held(display)
    version = display.versions.filter(published_at=None).first()
    if version is None:
        number = display.versions.count() + 1
        version = DesignVersion(display=display, number=number)
    if version.number > 1 and not what_changed:
        raise Refused(_("写一写和上一版比，改了什么。"))
    version.what_changed = what_changed if version.number > 1 else ""
    version.drawn_by = drawn_by
    version.save()
    version.comments_built_in.update(built_into=None)
    wanted = queries.adopted_and_not_drawn(display).filter(pk__in=list(comments)).values("pk")
    DesignComment.objects.filter(pk__in=wanted).update(built_into=version)
    write_down("designs.version_drawn", actor, display, number=version.number)
    return version


@transaction.atomic
def add_option(
    *,
    actor: Person,
    version: DesignVersion,
    title: str,
    rendering: Iterable[Picture] = (),
    **told: Any,
) -> DesignOption:
    """
    Put one way of doing it beside the others while a version is being drawn.

    `told` is what else was said: text, cost_cents, disruption, pros, cons.
    """
    require(permissions.can_keep(actor, version.display.topic))
    version = _being_drawn(version)
    last = version.options.last()
    option = DesignOption.objects.create(
        version=version,
        number=last.number + 1 if last else 1,
        title=title,
        rendering=_kept(actor, version, title, rendering),
        **told,
    )
    display = version.display
    write_down("designs.option_added", actor, display, number=version.number, option=title)
    return option


@transaction.atomic
def drop_option(*, actor: Person, option: DesignOption) -> None:
    """Take an option out again while its version is being drawn."""
    require(permissions.can_keep(actor, option.version.display.topic))
    version = _being_drawn(option.version)
    write_down("designs.option_dropped", actor, version.display, option=option.title)
    option.delete()


@transaction.atomic
def publish_version(*, actor: Person, version: DesignVersion) -> DesignVersion:
    """
    Show drawings to everybody.

    Not before residents said yes to changing anything at all, and not before every
    constraint they named has an answer.
    """
    require(permissions.can_keep(actor, version.display.topic))
    version = _being_drawn(version)
    display = version.display
    refuse_plan(display.topic)
    options = list(version.options.select_related("rendering"))
    if not options:
        raise Refused(_("这一版还没有方案，先添一个。"))
    pictures = [option.rendering for option in options if option.rendering]
    if not pictures:
        raise Refused(_("这一版还没有效果图，至少给一个方案配上图，大家才看得明白。"))
    publish_photos(actor=actor, photos=pictures)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    if display.published_at is None:
        display.published_at = version.published_at
        display.save(update_fields=["published_at"])
    write_down("designs.version_published", actor, display, number=version.number)
    return version


@transaction.atomic
def hang_board(
    *,
    actor: Person,
    display: DesignDisplay,
    place: str,
    hung_on: date,
    photo: Iterable[Picture] = (),
) -> DisplayBoard:
    """Write down that a board hangs somewhere."""
    require(permissions.can_keep(actor, display.topic))
    display = _held(display)
    if queries.current_version(display) is None:
        raise Refused(_("方案还没有公开，先公开，再挂展板。"))
    if display.boards.filter(place=place, taken_down_on=None).exists():
        raise Refused(_("这个地方已经挂着一块了。"))
    pictures = [
        store_photo(actor=actor, upload=one, alt=place, unit=display.topic.community)
        for one in photo
    ]
    publish_photos(actor=actor, photos=pictures)
    board = DisplayBoard.objects.create(
        display=display, place=place, hung_on=hung_on, photo=pictures[0] if pictures else None
    )
    write_down("designs.board_hung", actor, display, place=place)
    return board


@transaction.atomic
def take_down_board(*, actor: Person, board: DisplayBoard) -> DisplayBoard:
    """Write down that a board was taken down."""
    require(permissions.can_keep(actor, board.display.topic))
    board = DisplayBoard.objects.select_for_update().get(pk=board.pk)
    if board.taken_down_on:
        raise Refused(_("这块展板已经收了。"))
    board.taken_down_on = max(timezone.localdate(), board.hung_on)
    board.save(update_fields=["taken_down_on"])
    write_down("designs.board_taken_down", actor, board.display, place=board.place)
    return board


def _held(display: DesignDisplay) -> DesignDisplay:
    """Keep a display still while something about it changes, and read it anew."""
    locks.hold_alone(f"designs.display:{display.pk}")
    return DesignDisplay.objects.select_related("topic__community").get(pk=display.pk)


def _being_drawn(version: DesignVersion) -> DesignVersion:
    _held(version.display)
    version = DesignVersion.objects.select_related("display__topic__community").get(pk=version.pk)
    if version.is_published:
        raise Refused(_("这一版已经公开了，不能再改。要改就再画一版。"))
    return version


def _kept(
    actor: Person, version: DesignVersion, alt: str, pictures: Iterable[Picture]
) -> Photo | None:
    unit = version.display.topic.community
    for picture in pictures:
        return store_photo(actor=actor, upload=picture, alt=alt, unit=unit)
    return None

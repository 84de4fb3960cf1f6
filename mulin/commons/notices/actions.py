import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.audit.models import Record
from mulin.commons.calendar.days import DayKind
from mulin.commons.calendar.models import WorkdayOverride
from mulin.commons.calendar.plans import PlannedDay
from mulin.commons.calendar.queries import working_days
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .models import Follow, PublicNotice, Reader, ShortLink
from .permissions import can_plan_year, can_post_notice
from .queries import link_of_path

LONGEST_ACT = timedelta(hours=1)
"""No transaction takes this long; before it, every record that will appear has appeared."""

CODE_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0, 1, i, l or o: a code is read from paper and typed by hand."""

LENGTHS = [4] * 8 + [5] * 8 + [6] * 8
"""How long the codes tried one after another are; most sites never need the second."""

WITH_PERIOD = (PublicNotice.Kind.PUBLICITY, PublicNotice.Kind.LETTER)
"""The kinds of notices that wait for an answer until a day."""


def follow(*, person: Person, thing: models.Model) -> None:
    """
    Let a person hear what happens to a thing from now on; again changes nothing.

    A wish of her own, not an act of the house: nothing is recorded.
    """
    follow_all(people=[person.pk], thing=thing)


def follow_all(*, people: Iterable[int], thing: models.Model) -> None:
    """Let many people, by their keys, hear what happens to a thing from now on."""
    last = Record.objects.order_by("-pk").values_list("pk", flat=True).first()
    Follow.objects.bulk_create(
        [
            Follow(
                person_id=person,
                about_type=thing._meta.label_lower,
                about_id=thing.pk,
                since_record_id=last or 0,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )


def unfollow(*, person: Person, thing: models.Model) -> None:
    """Let a person hear no more of a thing."""
    unfollow_all(people=[person.pk], thing=thing)


def unfollow_all(*, people: Iterable[int], thing: models.Model) -> None:
    """Let many people, by their keys, hear no more of a thing."""
    Follow.objects.filter(
        person__in=list(people), about_type=thing._meta.label_lower, about_id=thing.pk
    ).delete()


def keep_from_followers(*, thing: models.Model, but: Person | None) -> None:
    """Let nobody hear of a thing any more but one person; what was heard of it goes too."""
    follows = Follow.objects.filter(about_type=thing._meta.label_lower, about_id=thing.pk)
    follows.exclude(person=but).delete()


@transaction.atomic
def mark_seen(*, actor: Person, record_ids: list[int]) -> None:
    """Note that a person has seen these messages: all that were unread when she looked."""
    if not record_ids:
        return
    Reader.objects.bulk_create([Reader(person=actor)], ignore_conflicts=True)
    reader = Reader.objects.select_for_update().get(person=actor)
    settled = (
        Record.objects.filter(at__lt=timezone.now() - LONGEST_ACT)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )
    reader.seen_record_id = max(reader.seen_record_id, settled or 0)
    reader.seen_later = sorted(
        pk for pk in {*reader.seen_later, *record_ids} if pk > reader.seen_record_id
    )
    reader.save(update_fields=["seen_record_id", "seen_later"])


def shorten(path: str) -> ShortLink:
    """
    Give a page of this site a short address; the same page always has the same one.

    A name for an address, nobody's deed: nothing is recorded.
    """
    for length in LENGTHS:
        if link := link_of_path(path):
            return link
        code = "".join(secrets.choice(CODE_SIGNS) for _ in range(length))
        # Whoever comes second with a page or a code writes nothing and looks again.
        ShortLink.objects.bulk_create([ShortLink(code=code, path=path)], ignore_conflicts=True)
    raise RuntimeError("no short code is free")


def draw_up(
    *,
    unit: AdminUnit,
    kind: str,
    title: str,
    body: str,
    items: dict[str, list[Any]] | None = None,
    days: int | None = 7,
    day_kind: str = DayKind.NATURAL,
    objection_contact: str = "",
    style: str = PublicNotice.Style.PLAIN,
    posted_on: date | None = None,
) -> PublicNotice:
    """Return a notice as it would hang on the board, without putting it there."""
    posted_on = posted_on or timezone.localdate()
    if posted_on > timezone.localdate():
        raise Refused(_("公示从贴出来那天算起，日期不能在今天以后。"))
    if kind not in WITH_PERIOD:
        days = None
    elif not days or days < 1:
        raise Refused(_("公示至少要贴 1 天。"))
    return PublicNotice(
        unit=unit,
        kind=kind,
        year=posted_on.year,
        title=title,
        body=body,
        items=items or {},
        posted_on=posted_on,
        days=days,
        day_kind=day_kind,
        ends_on=working_days().add(posted_on, days, day_kind) if days else None,
        objection_contact=objection_contact,
        style=style,
    )


@transaction.atomic
def post_notice(
    *,
    actor: Person,
    unit: AdminUnit,
    about: models.Model | None = None,
    **facts: Any,
) -> PublicNotice:
    """
    Put a notice on a place's board; `facts` are those of `draw_up`.

    Its last day is counted here: the day of posting does not count.  `posted_on` is today,
    unless older notices are brought over from paper.
    """
    require(can_post_notice(actor, unit))
    notice = draw_up(unit=unit, **facts)
    notice.number = _next_number(unit, notice.kind, notice.year)
    _refuse_twice(notice)
    notice.posted_by = actor
    if about is not None:
        notice.about_type, notice.about_id = about._meta.label_lower, about.pk
    notice.save(force_insert=True)
    record(
        "notices.posted",
        by=actor,
        role=role_at(actor, unit),
        about=notice,
        unit=unit,
        title=notice.title,
        kind=notice.kind,
        unit_name=unit.name,
    )
    return notice


def _refuse_twice(notice: PublicNotice) -> None:
    """Refuse what hangs there already, for instance when a button was pressed twice."""
    same = PublicNotice.objects.filter(
        unit=notice.unit, kind=notice.kind, posted_on=notice.posted_on, title=notice.title
    )
    if same.filter(body=notice.body, items=notice.items).exists():
        raise Refused(_("同样的一张已经贴出去了，不用再贴。"))


def _next_number(unit: AdminUnit, kind: str, year: int) -> int:
    hold_alone(f"notices.number:{unit.pk}:{kind}:{year}")
    of_the_year = PublicNotice.objects.filter(unit=unit, kind=kind, year=year)
    return (of_the_year.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def plan_year(*, actor: Person, office: AdminUnit, days: Iterable[PlannedDay]) -> int:
    """
    Put in which days of a year are off and which weekends are worked; again replaces it.

    It counts for the whole site, so an office above the communities does it.
    """
    require(can_plan_year(actor, office))
    planned = list(days)
    year = planned[0].date.year
    hold_alone(f"notices.year:{year}")
    WorkdayOverride.objects.filter(date__year=year).delete()
    WorkdayOverride.objects.bulk_create(
        [WorkdayOverride(date=d.date, is_workday=d.is_workday, name=d.name) for d in planned]
    )
    record(
        "notices.year_planned",
        by=actor,
        role=role_at(actor, office),
        about=office,
        unit=office,
        year=year,
        off=sum(1 for day in planned if not day.is_workday),
        worked=sum(1 for day in planned if day.is_workday),
    )
    return year


def forget_reader(*, person: Person) -> None:
    """Forget what a person follows and how far she has read."""
    Follow.objects.filter(person=person).delete()
    Reader.objects.filter(person=person).delete()

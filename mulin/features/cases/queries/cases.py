import re
from collections.abc import Collection, Iterator
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.queries import memberships_now, parts_of
from mulin.commons.places.roles import COMMUNITY_HEADS, OFFICE, UPPER_OFFICE, Role
from mulin.commons.tasks.todo import ToDo
from mulin.web.plain import plain

from .. import states
from ..likeness import marks
from ..models import Case, CaseTransfer, Escalation

HANDLERS = OFFICE | {Role.GRID_WORKER, Role.WINDOW_CLERK}
"""Those who are asked, and who solve what is asked."""

FIRST_ASKED = HANDLERS - UPPER_OFFICE
"""Those of a community, who take what is new; a street would drown in it."""

LETTER_READERS = COMMUNITY_HEADS | UPPER_OFFICE
"""Those who read the secretary's and the director's mail: the two, and the offices above them."""

OFFICES: dict[str, frozenset[str]] = {
    Case.Level.SUBDISTRICT: frozenset({Role.STREET_OPERATOR}),
    Case.Level.DISTRICT: frozenset({Role.DISTRICT_OFFICER}),
}
"""Who answers for the office that a case was put before."""

DAYS_TO_CONFIRM = 7
"""How long a reporter has to say whether it is solved, once told."""

A_FEW = 50


def below(viewer: Person, roles: Collection[str], community: str = "community") -> Q:
    """Return what belongs to the communities where a viewer plays one of these parts."""
    paths = {part.unit.path for part in parts_of(viewer) if part.role in roles}
    nothing = Q(**{f"{community}__in": ()})
    inside = (Q(**{f"{community}__path__startswith": path}) for path in paths)
    return reduce(or_, inside, nothing)


def _reach(viewer: Person) -> Q:
    """Everything but the mail of others: see `permissions.can_read`."""
    asked = offers_to(viewer).order_by().values("case")
    letters = below(viewer, LETTER_READERS) | Q(owner=viewer.pk) | Q(pk__in=asked)
    return below(viewer, HANDLERS) & (~Q(source=Case.Source.MAILBOX) | letters)


def _drawn(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases with what a line in a list names."""
    return cases.select_related(
        "community", "kind", "owner", "building__compound", "shared_place", "reporter"
    )


def cases_handled_by(viewer: Person) -> QuerySet[Case]:
    """Return the cases a member of staff may read."""
    return Case.objects.filter(_reach(viewer))


def cases_here(viewer: Person) -> QuerySet[Case]:
    """Return the cases a member of staff may read, for a list."""
    return _drawn(cases_handled_by(viewer))


def cases_linked_to(case: Case, viewer: Person) -> QuerySet[Case]:
    """Return what is one matter with a case, as far as the viewer may read it."""
    return cases_handled_by(viewer).filter(related_cases=case).select_related("kind")


def cases_seen_by(viewer: Person) -> QuerySet[Case]:
    """Return the cases somebody may read of: public ones, one's own, those of one's work."""
    seen = Q(is_public=True)
    if viewer.is_authenticated:
        seen |= Q(reporter=viewer.pk) | _reach(viewer)
    return Case.objects.filter(seen)


def case_shown(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases with everything their page names."""
    return _drawn(cases).select_related(
        "first_contact", "resolved_by", "plan__picture", "chat_group", "passed_to", "entered_by"
    )


def case_with_code(code: str) -> Case | None:
    return case_shown(Case.objects.all()).filter(code=code).first() if code else None


def photos_on_receipt(case: Case) -> QuerySet[Photo]:
    """Return the photos its reporter sent; what the office pasted may show other people's words."""
    photos = case.photos.order_by("pk")
    return photos if case.entered_by_id is None else photos.none()


def cases_by(person: Person) -> QuerySet[Case]:
    """Return what one person reported, the newest first."""
    return _drawn(Case.objects.filter(reporter=person))


def cases_held_by(person: Person, unit: AdminUnit) -> QuerySet[Case]:
    """Return what one person has in hand at a unit and below it."""
    return cases_in_hand_of(person).filter(community__path__startswith=unit.path)


def cases_in_hand_of(person: Person) -> QuerySet[Case]:
    """Return what one person has in hand, wherever."""
    return Case.objects.filter(owner=person, state__in=states.HELD)


def communities_handled_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the communities for which the viewer may write a case down."""
    paths = {part.unit.path for part in parts_of(viewer) if part.role in HANDLERS}
    reach = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=()))
    return AdminUnit.objects.filter(reach, level=AdminUnit.Level.COMMUNITY)


def units_with_figures_for(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the streets and districts that the viewer's office runs, the widest first."""
    held = [part.unit_id for part in parts_of(viewer) if part.role in UPPER_OFFICE]
    return AdminUnit.objects.filter(pk__in=held).order_by("path")


def handlers_near(community: AdminUnit) -> QuerySet[Membership]:
    """Return who may have a case of this community in hand, each part they play."""
    units = [int(pk) for pk in community.path.strip("/").split("/")]
    return (
        memberships_now()
        .filter(unit__in=units, role__in=HANDLERS, person__is_active=True)
        .select_related("person", "unit", "grid")
        .order_by("-unit__path", "role", "id")
    )


def letters_to(viewer: Person) -> QuerySet[Case]:
    """Return the letters in the mailboxes the viewer may open."""
    return cases_here(viewer).filter(source=Case.Source.MAILBOX)


def offers_to(viewer: Person) -> QuerySet[CaseTransfer]:
    """Return the cases that wait for the viewer's yes."""
    return CaseTransfer.objects.filter(to_person=viewer, answered_at=None).select_related(
        "case__community", "from_person", "offered_by"
    )


def open_offers_seen_by(viewer: Person) -> QuerySet[CaseTransfer]:
    """Return the offers without an answer of the cases the viewer may read."""
    waiting = CaseTransfer.objects.filter(answered_at=None, case__in=cases_handled_by(viewer))
    return waiting.select_related("case__community", "case__owner")


SHOWN: dict[str, Q] = {
    "new": Q(state__in=[states.State.NEW, states.State.ASSIGNED]),
    "open": Q(state__in=states.HELD),
    "waiting": Q(state=states.State.WAITING),
    "resolved": Q(state=states.State.RESOLVED),
    "done": Q(state__in=[states.State.CONFIRMED, states.State.TRANSFERRED]),
    "raised": Q(state__in=states.OPEN) & ~Q(level=Case.Level.COMMUNITY),
    "untold": Q(state__in=[states.State.RESOLVED, states.State.TRANSFERRED], told_at=None),
}


def filtered(cases: QuerySet[Case], viewer: Person, asked: dict[str, str]) -> QuerySet[Case]:
    """Return the cases of a list that are asked for, what is due first when they are open."""
    shown = asked.get("shown", "")
    if shown == "late":
        cases = cases.filter(state__in=states.RUNNING, due_at__lt=timezone.now())
    elif shown == "mine":
        cases = cases.filter(owner=viewer, state__in=states.HELD)
    elif shown in SHOWN:
        cases = cases.filter(SHOWN[shown])
    exact: dict[str, Any] = {
        "source": asked.get("source"),
        "kind__key": asked.get("kind"),
        "community": asked.get("community"),
    }
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    if words := asked.get("words"):
        cases = cases.filter(saying(words))
    return cases.order_by("due_at", "id") if shown in ("late", "mine", "open") else cases


CODE = re.compile(r"[0-9a-z]{12}", re.ASCII)
MOST_DIGITS = 18
A_PAIR = 2


def saying(words: str) -> Q:
    """
    Find cases by what was said and where, in either script and any width.

    Who calls is found by the number of the case, the receipt or the telephone.
    """
    sign = re.sub(r"[\s-]", "", words).lower()
    found = Q(external_number=words.strip())
    if len(plain(words)) >= A_PAIR:
        found |= Q(marks__contains=marks(words))
    elif not sign.isdigit():
        return Q(title__icontains=words)
    if sign.isascii() and sign.isdigit():
        found |= Q(reporter_phone=sign)
        if len(sign) <= MOST_DIGITS:
            found |= Q(pk=int(sign))
    return found | Q(code=sign) if CODE.fullmatch(sign) else found


def silent_cases() -> QuerySet[Case]:
    """Return the solved cases whose reporters were told and have said nothing for days."""
    before = timezone.now() - timedelta(days=DAYS_TO_CONFIRM)
    return Case.objects.filter(state=states.State.RESOLVED, told_at__lt=before).order_by("told_at")


def waiting_for(person: Person) -> Iterator[ToDo]:
    """
    Yield what waits for a person: residents first.

    What nobody has taken, what she was asked to take, what was put before her office, what she has
    in hand, and whoever does not know yet what came of it.
    """
    new = cases_here(person).filter(below(person, FIRST_ASKED), state=states.State.NEW)
    for case in new.order_by("due_at", "id")[:A_FEW]:
        title = _("等人接：%(title)s") % {"title": case.title}
        yield ToDo(title, _page(case.pk), case.due_on, case.community.name)
    for offer in offers_to(person)[:A_FEW]:
        title = _("有人请您接手：%(title)s") % {"title": offer.case.title}
        yield ToDo(title, _page(offer.case_id), place=offer.case.community.name)
    for raised in escalations_before(person)[:A_FEW]:
        title = _("报上来，等答复：%(title)s") % {"title": raised.case.title}
        yield ToDo(title, _page(raised.case_id), place=raised.case.community.name)
    yield from _in_hand(person)


def _in_hand(person: Person) -> list[ToDo]:
    """Return what she is at, what is due first; then whom she has to tell what came of it."""
    hers = Case.objects.filter(SHOWN["open"] | SHOWN["untold"], owner=person)
    held, untold = [], []
    for case in hers.select_related("community").order_by("due_at", "id")[: 2 * A_FEW]:
        if case.state in states.HELD:
            due = None if case.is_waiting else case.due_on
            held.append(ToDo(case.title, _page(case.pk), due, case.community.name))
        else:
            title = _("有结果了，还没告诉报的人：%(title)s") % {"title": case.title}
            untold.append(ToDo(title, _page(case.pk), place=case.community.name))
    return held + untold


def escalations_before(viewer: Person) -> QuerySet[Escalation]:
    """Return what was put before the viewer's office and has no answer yet."""
    mine = reduce(
        or_,
        (
            Q(level=level) & below(viewer, roles, "case__community")
            for level, roles in OFFICES.items()
        ),
    )
    waiting = Escalation.objects.filter(mine, answered_at=None)
    return waiting.select_related("case__community").order_by("id")


def _page(case_id: int) -> str:
    return reverse("cases:desk_case", args=[case_id])

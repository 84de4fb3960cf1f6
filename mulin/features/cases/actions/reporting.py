import re
import secrets
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit import things
from mulin.commons.calendar.queries import working_days
from mulin.commons.files.pictures import Picture
from mulin.commons.notices.actions import CODE_SIGNS, follow
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Place
from mulin.commons.siteplans.models import SitePlan, Spot
from mulin.errors import Refused, require

from .. import permissions
from ..likeness import marks
from ..models import Case
from .kinds import kind_meant
from .places import lies_here
from .writing_down import held, keep_photos, write_down

LENGTH_OF_A_CODE = 12
MAILBOX = Case.Source.MAILBOX


@transaction.atomic
def report_case(
    *,
    actor: Person | None,
    community: AdminUnit,
    kind: str,
    title: str,
    addressee: str = "",
    is_anonymous: bool = False,
    reporter_name: str = "",
    reporter_phone: str = "",
    **told: Any,
) -> Case:
    """
    Report what is to be solved, with an account or without.

    With an addressee it is a letter in the secretary's or the director's mailbox.
    """
    if is_anonymous:
        reporter_name = reporter_phone = ""
    return _report(
        actor,
        community,
        kind,
        title,
        verb="cases.reported",
        source=MAILBOX if addressee else Case.Source.WEB,
        addressee=addressee,
        is_anonymous=is_anonymous,
        reporter=actor,
        reporter_name=reporter_name,
        reporter_phone=reporter_phone,
        **told,
    )


@transaction.atomic
def capture_case(
    *,
    actor: Person,
    community: AdminUnit,
    kind: str,
    title: str,
    source: str,
    **told: Any,
) -> Case:
    """
    Write down what somebody said in the office, on the phone, in a group or at the door.

    Whoever was asked first has it, and sees it through.
    """
    require(permissions.can_capture(actor, community))
    now = timezone.now()
    case = _report(
        actor,
        community,
        kind,
        title,
        verb="cases.captured",
        source=source,
        entered_by=actor,
        first_contact=actor,
        owner=actor,
        state=Case.State.ACCEPTED,
        answered_at=now,
        addressee=told.pop("addressee", "") or _usual_addressee(source),
        **told,
    )
    return case


def _usual_addressee(source: str) -> str:
    """A letter that names nobody is the secretary's."""
    return Case.Addressee.SECRETARY if source == MAILBOX else ""


def _report(
    actor: Person | None,
    community: AdminUnit,
    kind: str,
    title: str,
    *,
    verb: str,
    photos: Iterable[Picture] = (),
    building: Building | None = None,
    shared_place: Place | None = None,
    spot: tuple[SitePlan, Spot] | None = None,
    origin: things.Key | None = None,
    draft: UUID | None = None,
    **told: Any,
) -> Case:
    if draft:
        locks.hold_alone(f"cases.draft:{draft}")
        if earlier := Case.objects.filter(draft=draft).first():
            return earlier
    sort = kind_meant(community, kind)
    told["reporter_phone"] = re.sub(r"[\s-]", "", told.get("reporter_phone", ""))
    lies_here(community, building, shared_place)
    _is_drawn_on(community, spot)
    now = timezone.now()
    case = Case(
        community=community,
        kind=sort,
        title=title,
        building=building,
        shared_place=shared_place,
        code="".join(secrets.choice(CODE_SIGNS) for _ in range(LENGTH_OF_A_CODE)),
        draft=draft,
        came_at=now,
        due_from=now,
        due_at=sort.limit.due_at(now, working_days()),
        **_on_plan(spot),
        **_came_from(origin),
        **told,
    )
    case.marks = marks(title, case.text, case.where)
    case.save()
    case.photos.set(keep_photos(actor, case, photos))
    for person in filter(None, {case.reporter, case.owner}):
        follow(person=person, thing=case)
    write_down(verb, actor, case, source=case.source)
    return case


def _is_drawn_on(community: AdminUnit, spot: tuple[SitePlan, Spot] | None) -> None:
    if spot and spot[0].community_id != community.pk:
        raise Refused(_("这张图不是这个社区的。"))


def _on_plan(spot: tuple[SitePlan, Spot] | None) -> dict[str, Any]:
    return {"plan": spot[0], "spot_x": spot[1].x, "spot_y": spot[1].y} if spot else {}


def _came_from(origin: things.Key | None) -> dict[str, Any]:
    return {"origin_type": origin[0], "origin_id": origin[1]} if origin else {}


@transaction.atomic
def point_at_spot(
    *, actor: Person | None, case: Case, code: str = "", plan: SitePlan, spot: Spot
) -> Case:
    """Point on the community's plan at where it is: the reporter, or who works on it."""
    is_worked_on = actor is not None and permissions.can_work_on(actor, case)
    require(is_worked_on or permissions.can_judge(actor, case, code))
    case = held(case)
    _is_drawn_on(case.community, (plan, spot))
    case.plan, case.spot_x, case.spot_y = plan, spot.x, spot.y
    case.save(update_fields=["plan", "spot_x", "spot_y"])
    write_down("cases.pointed_at", actor, case, plan=plan.name)
    return case

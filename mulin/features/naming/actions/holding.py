"""Begin a contest for a name and keep it going; what all acts on one share."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import Place
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone, share

from .. import permissions
from ..models import CandidateName, NamingContest


@transaction.atomic
def open_naming(
    *,
    actor: Person,
    place: Place,
    why: str,
    collects_until: datetime,
    needs_account: bool = False,
    per_person: int = 3,
) -> NamingContest:
    """Ask neighbours for a name for a place."""
    require(permissions.can_hold_naming(actor, place.community))
    hold_alone(f"naming.place:{place.pk}")
    if collects_until <= timezone.now():
        raise Refused(_("征到哪天，要在今天以后。"))
    if NamingContest.objects.filter(place=place, concluded_at=None, called_off_at=None).exists():
        raise Refused(_("“%(name)s”正在征名，一次只征一个。") % {"name": place.name})
    contest = NamingContest.objects.create(
        place=place,
        name_before=place.name,
        why=why,
        collects_until=collects_until,
        needs_account=needs_account,
        per_person=per_person,
        opened_by=actor,
    )
    write_down("naming.opened", actor, contest)
    return contest


@transaction.atomic
def prolong_naming(
    *, actor: Person, contest: NamingContest, until: datetime, because: str
) -> NamingContest:
    """Give neighbours more time to give names, or to vote."""
    contest = alone(actor, contest)
    refuse_when_over(contest)
    field = "votes_until" if contest.has_ballot else "collects_until"
    if until <= timezone.now() or until <= getattr(contest, field):
        raise Refused(_("只能往后延。"))
    setattr(contest, field, until)
    contest.save(update_fields=[field])
    write_down("naming.prolonged", actor, contest, until=until.isoformat(), because=because)
    return contest


def alone(who: Person, contest: NamingContest) -> NamingContest:
    """Begin an act of staff on the contest itself: nothing comes between."""
    require(permissions.can_hold_naming(who, contest.place.community))
    hold_alone(_lock(contest))
    return _read_again(contest)


def beside(contest: NamingContest) -> NamingContest:
    """Begin an act of one neighbour: beside others like it, not beside the shortlist or count."""
    share(_lock(contest))
    return _read_again(contest)


def refuse_when_over(contest: NamingContest) -> None:
    if contest.is_over:
        raise Refused(_("这次征名已经结束了。"))


def write_down(
    verb: str,
    actor: Person | None,
    contest: NamingContest,
    about: CandidateName | None = None,
    **details: Any,
) -> None:
    community = contest.place.community
    record(
        verb,
        by=actor,
        role=role_at(actor, community) if actor else "",
        about=about or contest,
        unit=community,
        contest=contest.pk,
        title=contest.name_before,
        **details,
    )


def _lock(contest: NamingContest) -> str:
    return f"naming.contest:{contest.pk}"


def _read_again(contest: NamingContest) -> NamingContest:
    return NamingContest.objects.select_related("place__community", "electorate").get(pk=contest.pk)

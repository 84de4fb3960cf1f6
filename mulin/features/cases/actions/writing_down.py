"""What every act on a case begins and ends with."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.files.actions import store_photo
from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused

from ..models import Case
from ..states import FROM


def held(case: Case, act: str = "") -> Case:
    """Hold a case until the act is over, or refuse what its state does not take."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("community", "kind", "reporter", "owner")
        .get(pk=case.pk)
    )
    if act and case.state not in FROM[act]:
        said = {"state": case.get_state_display()}
        raise Refused(_("这件事现在是“%(state)s”，这一步做不了。") % said)
    return case


def write_down(verb: str, actor: Person | None, case: Case, **details: Any) -> None:
    """Record an act on a case; who wants no name is not named by what they do either."""
    is_reporter = actor is not None and actor.pk == case.reporter_id
    if case.is_anonymous and is_reporter:
        details["anonymous"] = True
    record(
        verb,
        by=actor,
        role=role_at(actor, case.community) if actor else "",
        about=case,
        unit=case.community,
        title=case.title,
        **details,
    )


def keep_photos(actor: Person | None, case: Case, photos: Iterable[Picture]) -> list[Photo]:
    """Keep photos of a case for all who work there."""
    return [
        store_photo(actor=actor, upload=one, alt=case.title, unit=case.community, for_staff=True)
        for one in photos
    ]

"""What a community looks like before anything is begun."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import condition_brought

from .. import permissions, queries
from ..models import BaselineStudy
from .writing_down import write_down


@transaction.atomic
def write_study(
    *,
    actor: Person,
    community: AdminUnit,
    numbers: Sequence[Sequence[str]],
    problems: str,
    resources: str = "",
    key_residents: str = "",
    diagnosis: Mapping[str, str] | None = None,
    what_changed: str = "",
) -> BaselineStudy:
    """Write a study, or a new version of it; earlier versions stay as they are."""
    require(permissions.can_run_listening(actor, community))
    require(community.is_community)
    hold_alone(f"listening.study:{community.pk}")
    before = queries.study_of(community)
    if before and not what_changed:
        raise Refused(
            _("已经有第 %(version)d 版了。请写一句这次改了什么。") % {"version": before.version}
        )
    study = BaselineStudy.objects.create(
        community=community,
        version=before.version + 1 if before else 1,
        numbers=[list(line) for line in numbers],
        problems=problems,
        resources=resources,
        key_residents=key_residents,
        diagnosis={key: words for key, words in (diagnosis or {}).items() if words},
        what_changed=what_changed,
        written_by=actor,
    )
    write_down("listening.study_written", actor, community, study, version=study.version)
    condition_brought(community)
    return study

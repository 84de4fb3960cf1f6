from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.decisions.budgeting import Election, Rule
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import BallotFile
from ..packing import packed


@transaction.atomic
def keep_ballot_file(
    *,
    actor: Person,
    unit: AdminUnit,
    title: str,
    election: Election,
    sha256: str,
    currency: str = "",
) -> BallotFile:
    """Keep the ballots of an uploaded file for the staff of a unit."""
    require(permissions.can_keep_files(actor, unit))
    locks.hold_alone(f"budgets.file:{unit.pk}:{sha256}")
    if same := queries.same_file(unit, sha256):
        raise Refused(_("这个文件传过了，叫“%(title)s”。") % {"title": same.title})
    file = BallotFile.objects.create(
        unit=unit,
        title=title,
        sha256=sha256,
        kind=election.kind,
        voters=election.voters,
        projects=len(election.projects),
        budget=election.budget,
        coin=election.unit,
        currency=currency,
        packed=packed(election),
        uploaded_by=actor,
    )
    _note("kept", actor, file, title=title, sha256=sha256, voters=file.voters)
    return file


@transaction.atomic
def publish_count(
    *, actor: Person, file: BallotFile, rule: Rule, against: Rule | None = None
) -> BallotFile:
    """Let everybody read what a rule makes of the ballots, and what another would have made."""
    require(permissions.can_keep_files(actor, file.unit))
    file = _held(file)
    if file.is_published:
        raise Refused(_("结果已经公开了。要换算法，先收回来。"))
    file.rule = rule.as_dict()
    file.against = against.as_dict() if against else None
    file.published_at = timezone.now()
    file.save(update_fields=["rule", "against", "published_at"])
    _note("published", actor, file, rule=file.rule, against=file.against)
    return file


@transaction.atomic
def withdraw_count(*, actor: Person, file: BallotFile) -> BallotFile:
    """Show a published result to staff only again."""
    require(permissions.can_keep_files(actor, file.unit))
    file = _held(file)
    if not file.is_published:
        raise Refused(_("结果没有公开，不用收回。"))
    file.rule = file.against = file.published_at = None
    file.save(update_fields=["rule", "against", "published_at"])
    _note("withdrawn", actor, file)
    return file


@transaction.atomic
def remove_ballot_file(*, actor: Person, file: BallotFile) -> None:
    """Take a file's ballots away for good."""
    require(permissions.can_keep_files(actor, file.unit))
    file = _held(file)
    if file.is_published:
        raise Refused(_("结果公开着，先收回来再删。"))
    _note("removed", actor, file, title=file.title, sha256=file.sha256)
    file.delete()


def _held(file: BallotFile) -> BallotFile:
    """Return the file as it stands now, and nobody else changes it meanwhile."""
    held = queries.files().select_for_update(of=("self",)).filter(pk=file.pk).first()
    if held is None:
        raise Refused(_("这份票表刚刚被删掉了。"))
    return held


def _note(verb: str, actor: Person, file: BallotFile, **details: object) -> None:
    role = role_at(actor, file.unit)
    record(f"budgets.{verb}", by=actor, about=file, unit=file.unit, role=role, **details)

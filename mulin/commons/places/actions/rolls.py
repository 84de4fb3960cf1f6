"""
A roll from Excel: handed in, checked, confirmed, imported.

Checking and importing are done by the worker, by name, because tasks call actions and not the
other way round.
"""

from collections.abc import Collection
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.web.workbooks import look_at

from ..models import AdminUnit, Compound, RollImport
from ..permissions import can_import_roll, role_at
from ..roll.checking import copy_with_faults, findings, plan_for, table_in
from ..roll.plan import Plan
from ..roll.progress import Progress
from ..roll.writing import carry_out

KEPT = timedelta(days=30)
CHECK = "mulin.commons.places.tasks.check_roll"
IMPORT = "mulin.commons.places.tasks.import_roll"


@transaction.atomic
def upload_roll(
    *,
    actor: Person,
    community: AdminUnit,
    name: str,
    content: bytes,
    compound: Compound | None = None,
) -> RollImport:
    """Take a file of households in and let the worker check it."""
    require(can_import_roll(actor, community))
    look_at(content)
    roll = RollImport.objects.create(
        community=community,
        by=actor,
        name=name[-200:],
        file=ContentFile(content, name="roll.csv" if content[:2] != b"PK" else "roll.xlsx"),
        compound=compound,
        language=get_language() or "zh-hans",
    )
    _note("places.roll_uploaded", actor, roll)
    _ask_for(CHECK, roll)
    return roll


@transaction.atomic
def check_roll(*, actor: Person, roll: RollImport) -> None:
    """Say what importing a file would do, without doing it."""
    require(can_import_roll(actor, roll.community))
    if roll.state != RollImport.State.UPLOADED:
        return
    with Progress(roll) as progress:
        progress.say(1)
        table = table_in(_content(roll))
        progress.say(20)
        note = progress.part(20, 80, len(table.rows))
        plan = plan_for(roll.community, table, roll.compound, note)
        if plan.faults or plan.gone:
            roll.annotated = ContentFile(copy_with_faults(table, plan), name="copy.xlsx")
    roll.findings = findings(plan, table.header)
    _checked(roll, plan)
    _note("places.roll_checked", actor, roll, counts=plan.counts)


@transaction.atomic
def confirm_roll(
    *, actor: Person, roll: RollImport, new_compounds: Collection[str], is_whole: bool
) -> None:
    """Let the worker import a file that was checked and has no faults."""
    require(can_import_roll(actor, roll.community))
    roll = RollImport.objects.select_for_update().get(pk=roll.pk)
    if not roll.is_checked:
        raise Refused(_("这份表已经在导入，或者导入过了。"))
    if roll.faulty:
        raise Refused(_("表里还有错。请改好再传一次，不会只导入一半。"))
    unticked = {new["name"] for new in roll.findings["compounds"]} - set(new_compounds)
    if unticked:
        names = "、".join(sorted(unticked))
        raise Refused(
            _("“%(names)s”还没登记。确实是新小区就勾上，写错了请改表。") % {"names": names}
        )
    roll.new_compounds = sorted(new_compounds)
    roll.is_whole = is_whole
    roll.reason = ""
    roll.state = RollImport.State.CONFIRMED
    roll.progress = 0
    roll.progress_at = timezone.now()
    roll.save()
    _note("places.roll_confirmed", actor, roll, is_whole=is_whole)
    _ask_for(IMPORT, roll)


@transaction.atomic
def import_roll(*, actor: Person, roll: RollImport) -> None:
    """Write a confirmed file into the roll, all of it or nothing."""
    require(can_import_roll(actor, roll.community))
    hold_alone(f"places.roll:{roll.community_id}")
    hold_alone(f"places.homes:{roll.community_id}")
    roll = RollImport.objects.select_related("community", "compound").get(pk=roll.pk)
    if roll.state != RollImport.State.CONFIRMED:
        return
    with Progress(roll) as progress:
        progress.say(1)
        table = table_in(_content(roll))
        note = progress.part(10, 40, len(table.rows))
        plan = plan_for(roll.community, table, roll.compound, note)
        if plan.counts != roll.counts:
            _show_again(roll, plan, findings(plan, table.header))
            _note("places.roll_checked", actor, roll, counts=plan.counts)
            return
        carry_out(plan, progress.part(40, 100, len(plan.new) + len(plan.changed)))
    _finish(roll)
    _note("places.roll_imported", actor, roll, counts=plan.counts)


@transaction.atomic
def fail_roll(*, actor: Person, roll: RollImport, reason: str) -> None:
    """Say why a file could not be read or imported.  Nothing of it was."""
    roll = RollImport.objects.select_for_update().get(pk=roll.pk)
    if roll.is_done:
        return
    roll.state = RollImport.State.FAILED
    roll.reason = reason[:300]
    roll.finished_at = timezone.now()
    roll.save()
    _note("places.roll_failed", actor, roll, reason=reason)


@transaction.atomic
def resume_roll(*, actor: Person, roll: RollImport) -> None:
    """Ask the worker again for what it began and did not finish, for instance because it died."""
    roll = RollImport.objects.select_for_update().get(pk=roll.pk)
    if not roll.is_waiting:
        return
    roll.progress_at = timezone.now()
    roll.save(update_fields=["progress_at"])
    _note("places.roll_resumed", actor, roll)
    _ask_for(CHECK if roll.state == RollImport.State.UPLOADED else IMPORT, roll)


@transaction.atomic
def forget_roll_files(*, actor: Person | None = None) -> int:
    """Remove the files that were handed in thirty days ago, and what was found in them."""
    old = RollImport.objects.filter(at__lt=timezone.now() - KEPT).exclude(file="", annotated="")
    for roll in old:
        _drop_files(roll)
        roll.findings = {}
        if not roll.is_done:
            roll.state = RollImport.State.FAILED
            roll.reason = _("放了 30 天没有导入，文件已经删掉了。")
        roll.save()
        _note("places.roll_files_removed", actor, roll)
    return len(old)


def _content(roll: RollImport) -> bytes:
    try:
        with roll.file.open("rb") as file:
            return bytes(file.read())
    except (FileNotFoundError, ValueError) as lost:
        raise Refused(_("文件不在了，请再传一次。")) from lost


def _checked(roll: RollImport, plan: Plan) -> None:
    roll.new, roll.changed, roll.unchanged, roll.gone, roll.faulty = plan.counts
    roll.state = RollImport.State.CHECKED
    roll.progress = 100
    roll.progress_at = timezone.now()
    roll.save()


def _show_again(roll: RollImport, plan: Plan, found: dict) -> None:
    """Let a person look once more, because the roll changed after they looked."""
    roll.reason = _("核对以后，册子又变了。请看看新的数再导入。")
    roll.findings = found
    _checked(roll, plan)


def _finish(roll: RollImport) -> None:
    roll.state = RollImport.State.DONE
    roll.progress = 100
    roll.finished_at = timezone.now()
    _drop_files(roll)
    roll.findings = {name: roll.findings[name] for name in ("gone", "unused")}
    roll.save()
    if roll.is_whole:
        AdminUnit.objects.filter(pk=roll.community_id).update(roll_complete_on=timezone.localdate())


def _drop_files(roll: RollImport) -> None:
    """Remove a roll's files when, and only when, the transaction is kept."""
    for file in (roll.file, roll.annotated):
        if file.name:
            transaction.on_commit(partial(file.storage.delete, file.name))
    roll.file = roll.annotated = ""


def _ask_for(task: str, roll: RollImport) -> None:
    app.configure_task(task).defer(roll_id=roll.pk)


def _note(verb: str, actor: Person | None, roll: RollImport, **details: object) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, roll.community) if actor else "",
        about=roll,
        unit=roll.community,
        **details,
    )

"""What is done with score sheets."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import permissions, queries
from ..models import ConflictDeclaration, ScoreSheet
from ..rubric import RubricLine, checked_points, rubric_of
from .checks import begun, on_the_list
from .writing_down import write_down


@transaction.atomic
def assign_judge(
    *, actor: Person, step: Step, judge: Person, proposals: Collection[int]
) -> list[ScoreSheet]:
    """Give an expert a sheet for each of these proposals; those already given stay as they are."""
    require(permissions.can_run_contest(actor, step))
    step = enter(step, early=True, late=True)
    if not permissions.can_judge(judge, step):
        raise Refused(_("%(name)s不是本计划的专家评委。") % {"name": judge.name_for_staff})
    entries = on_the_list(step, proposals)
    if own := [entry for entry in entries if entry.author_id == judge.pk]:
        raise Refused(
            _("“%(title)s”是%(name)s自己的提案，不能自己打分。")
            % {"title": own[0].title, "name": judge.name_for_staff}
        )
    held = set(ScoreSheet.objects.filter(step=step, judge=judge).values_list("proposal", flat=True))
    sheets = ScoreSheet.objects.bulk_create(
        [
            ScoreSheet(step=step, judge=judge, proposal=entry)
            for entry in entries
            if entry.pk not in held
        ],
        ignore_conflicts=True,
    )
    host = step.cycle.programme.host
    record(
        "contests.judge_assigned",
        by=actor,
        role=role_at(actor, host),
        about=judge,
        unit=host,
        step=step.pk,
        name=step.name,
        proposals=[entry.number for entry in entries],
        count=len(entries),
    )
    return sheets


@transaction.atomic
def change_assignment(
    *,
    actor: Person,
    step: Step,
    added: Collection[tuple[int, int]],
    dropped: Collection[tuple[int, int]] = (),
) -> int:
    """
    Give sheets to many judges at once, and take back those on which nothing is written.

    Pairs are a judge and a proposal.  All of it is done, or nothing.
    """
    require(permissions.can_run_contest(actor, step))
    step = enter(step, early=True, late=True)
    judges = {judge.pk: judge for judge in queries.judges_of(step)}
    if strangers := {judge for judge, _proposal in added} - judges.keys():
        raise Refused(_("有 %(count)d 位不是本计划的专家评委。") % {"count": len(strangers)})
    taken = _take_back(step, set(dropped))
    wanted: dict[int, set[int]] = {}
    for judge, proposal in added:
        wanted.setdefault(judge, set()).add(proposal)
    for judge, proposals in sorted(wanted.items()):
        assign_judge(actor=actor, step=step, judge=judges[judge], proposals=proposals)
    if taken:
        write_down("contests.assignment_taken_back", actor, step, sheets=taken)
    return len(set(added)) + len(taken)


def _take_back(step: Step, dropped: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Delete the sheets of these pairs, or refuse when a judge has begun one of them."""
    if not dropped:
        return []
    held = ScoreSheet.objects.select_for_update(of=("self",)).select_related("judge", "proposal")
    sheets = [
        sheet
        for sheet in held.filter(step=step, recused_at=None).order_by("pk")
        if (sheet.judge_id, sheet.proposal_id) in dropped
    ]
    if kept := [sheet for sheet in sheets if sheet.is_begun]:
        raise Refused(
            _("%(name)s已经给“%(title)s”打了分或写了评语，不能收回；不该打的，用“不再等”。")
            % {"name": kept[0].judge.name_for_staff, "title": kept[0].proposal.title}
        )
    pairs = [(sheet.judge_id, sheet.proposal_id) for sheet in sheets]
    ScoreSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).delete()
    return pairs


@transaction.atomic
def declare_conflicts(
    *, actor: Person, step: Step, proposals: Collection[int] = (), reason: str = ""
) -> ConflictDeclaration:
    """Say for a whole contest which proposals are too close to one; those one does not score."""
    require(permissions.can_judge(actor, step))
    step = enter(step, early=True, late=True)
    if queries.has_declared(actor, step):
        raise Refused(_("您已经说明过了；后来才发现的，在那张评分表里说明。"))
    sheets = {
        sheet.proposal_id: sheet
        for sheet in ScoreSheet.objects.select_for_update().filter(step=step, judge=actor)
    }
    if not set(proposals) <= sheets.keys():
        raise Refused(_("有一项不在您的评分表里，请重新选。"))
    declaration, is_new = ConflictDeclaration.objects.get_or_create(step=step, judge=actor)
    if not is_new:
        raise Refused(_("您已经说明过了；后来才发现的，在那张评分表里说明。"))
    write_down("contests.conflicts_declared", actor, step, conflicts=len(set(proposals)))
    for pk in set(proposals):
        if not sheets[pk].is_recused:
            recuse(actor=actor, sheet=sheets[pk], reason=reason)
    return declaration


@transaction.atomic
def draft_sheet(
    *,
    actor: Person,
    sheet: ScoreSheet,
    score: Decimal | None = None,
    points: Mapping[str, Decimal | None] | None = None,
    comment: str = "",
) -> ScoreSheet:
    """Keep what a judge has written so far, without handing it in."""
    sheet = _take_up(actor, sheet)
    if sheet.is_submitted:
        raise Refused(_("这张评分表已经交了，要改分请直接再交一次。"))
    return _write(sheet, score, points or {}, comment)


@transaction.atomic
def submit_sheet(
    *,
    actor: Person,
    sheet: ScoreSheet,
    score: Decimal | None = None,
    points: Mapping[str, Decimal | None] | None = None,
    comment: str = "",
) -> ScoreSheet:
    """
    Hand a sheet in; it may be handed in anew until the contest is closed.

    Where the contest has a rubric, points are given line by line and the score is their sum.
    """
    sheet = _take_up(actor, sheet)
    again = sheet.is_submitted
    sheet.submitted_at = timezone.now()
    _write(sheet, score, points or {}, comment)
    record(
        "contests.sheet_submitted",
        by=actor,
        role=role_at(actor, sheet.step.cycle.programme.host),
        about=sheet,
        unit=sheet.step.cycle.programme.host,
        again=again,
    )
    return sheet


@transaction.atomic
def recuse(*, actor: Person, sheet: ScoreSheet, reason: str) -> ScoreSheet:
    """Take a judge off a proposal for a reason; a score given before no longer counts."""
    step = enter(sheet.step, early=True, late=True)
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    require(permissions.can_give_up_sheet(actor, sheet))
    if sheet.is_recused:
        raise Refused(_("这份提案已经不由这位评委打分了。"))
    if not reason.strip():
        raise Refused(_("请写一句原因。"))
    sheet.score, sheet.points, sheet.submitted_at, sheet.comment = None, {}, None, ""
    sheet.recused_at, sheet.recusal_reason = timezone.now(), reason.strip()
    sheet.save()
    write_down(
        "contests.judge_recused",
        actor,
        step,
        judge=sheet.judge_id,
        proposal=sheet.proposal_id,
        reason=sheet.recusal_reason,
    )
    return sheet


def _take_up(actor: Person, sheet: ScoreSheet) -> ScoreSheet:
    """Hold a judge's sheet for writing; late judges are let in until the contest is closed."""
    require(permissions.can_fill_sheet(actor, sheet))
    step = begun(enter(sheet.step, late=True))
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    sheet.step = step
    if sheet.is_recused:
        raise Refused(_("这份提案已经不由您打分了。"))
    if not queries.has_declared(actor, step):
        raise Refused(_("请先说明您和这些提案有没有关系。"))
    return sheet


def _write(
    sheet: ScoreSheet,
    score: Decimal | None,
    points: Mapping[str, Decimal | None],
    comment: str,
) -> ScoreSheet:
    lines = rubric_of(sheet.step)
    given = checked_points(lines, points)
    if lines:
        score = _summed_up(sheet, lines, given, score)
    if score is None and sheet.is_submitted:
        raise Refused(_("还没写分数。"))
    if score is not None and not (score.is_finite() and 0 <= score <= 100):
        raise Refused(_("分数要在 0 到 100 之间。"))
    if score is not None and score != score.quantize(Decimal("0.1")):
        raise Refused(_("分数最多写一位小数。"))
    sheet.score, sheet.comment = score, comment
    sheet.points = {name: str(figure) for name, figure in given.items()}
    sheet.save()
    return sheet


def _summed_up(
    sheet: ScoreSheet,
    lines: list[RubricLine],
    given: Mapping[str, Decimal],
    score: Decimal | None,
) -> Decimal | None:
    """Return the sum of all lines; None while a draft has lines without points."""
    if score is not None:
        raise Refused(_("这张评分表一条一条打分，总分会自己加出来。"))
    missing = [line.label for line in lines if line.name not in given]
    if missing and sheet.is_submitted:
        raise Refused(_("还没打分：%(lines)s。") % {"lines": _("、").join(missing)})
    return None if missing else sum(given.values(), Decimal())

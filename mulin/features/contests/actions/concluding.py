"""How a contest ends: counted, selected, told."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.decisions import Outcome, Selection, weighted_review
from mulin.errors import Refused, require
from mulin.programmes.actions import settle_proposals
from mulin.programmes.models import Proposal, Step

from .. import permissions, queries
from ..outcomes import plan_of, select, stored_outcome, stored_proposals, verdict_of
from ..results import mark
from .writing_down import write_down


def conclude_contest(*, actor: Person, step: Step) -> dict[str, Any]:
    """Count, select and tell every proposal how it came out.  Called while the step closes."""
    require(permissions.can_run_contest(actor, step))
    entries = {str(entry.number): entry for entry in queries.entries_of(step)}
    if not entries:
        raise Refused(_("还没有参评的提案，不能计票。"))
    _refuse_while_sheets_are_missing(step)
    _refuse_while_boxes_are_uncounted(step)
    outcome = weighted_review(queries.review_of(step), queries.rule_of(step))
    plan = plan_of(step.settings)
    proposals = stored_proposals(step, entries)
    selection = select(outcome, plan, proposals)
    settle_proposals(
        step=step,
        states={entries[pick.key].pk: verdict_of(pick.verdict, step) for pick in selection.picks},
    )
    _tell_each(actor, step, outcome, selection, entries)
    write_down(
        "contests.closed",
        actor,
        step,
        entries=len(entries),
        selected=len(selection.selected),
        waitlisted=len(selection.waitlisted),
        ties=[asdict(tie) | {"total": str(tie.total)} for tie in outcome.ties],
    )
    return stored_outcome(step, outcome, plan, selection, entries, proposals)


def _tell_each(
    actor: Person,
    step: Step,
    outcome: Outcome,
    selection: Selection,
    entries: dict[str, Proposal],
) -> None:
    for line, pick in zip(outcome.lines, selection.picks, strict=True):
        entry = entries[line.key]
        record(
            f"contests.{verdict_of(pick.verdict, step)}",
            by=actor,
            about=entry,
            unit=entry.community,
            step=step.pk,
            title=entry.title,
            rank=line.rank,
            total=str(line.total),
        )


def _refuse_while_sheets_are_missing(step: Step) -> None:
    missing: dict[str, list[str]] = {}
    for sheet in queries.missing_sheets(step):
        missing.setdefault(sheet.judge.name_for_staff, []).append(_called(sheet.proposal))
    if missing:
        whose = "；".join(f"{judge}（{'、'.join(titles)}）" for judge, titles in missing.items())
        raise Refused(
            _("还缺 %(count)d 张评分表，不能计票：%(whose)s。")
            % {"count": sum(map(len, missing.values())), "whose": whose}
        )
    if step.settings["expert_weight"] and (bare := list(queries.unjudged(step))):
        raise Refused(
            _("还没有评委给这些提案打分，不能计票：%(titles)s。")
            % {"titles": "、".join(map(_called, bare))}
        )


def _refuse_while_boxes_are_uncounted(step: Step) -> None:
    if boxes := [f"{box.community.name} {box}" for box in queries.uncounted(step)]:
        raise Refused(
            _("还有 %(count)d 批纸票没有两个人点得一致，不能计票：%(boxes)s。")
            % {"count": len(boxes), "boxes": _("、").join(boxes)}
        )


def _called(proposal: Proposal) -> str:
    return f"{mark(proposal.number)} {proposal.title}"

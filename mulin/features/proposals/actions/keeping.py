from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused
from mulin.programmes.models import Proposal, Step

from .. import queries
from ..models import BudgetLine, ProposalRevision, ProposalSheet
from ..readiness import checklist, missing
from ..sections import BUDGET, FIELDS, ON_PROPOSAL, ON_SHEET, cost_of, lines_of
from .writing_down import write_down

MOST_CENTS = 100_000_000_00
MOST_LINES = 60


@transaction.atomic
def sheet_of(proposal: Proposal) -> ProposalSheet:
    """Return a proposal's sheet; the first time, keep what came from the idea as version 1."""
    sheet, is_new = ProposalSheet.objects.get_or_create(proposal=proposal)
    if is_new:
        ProposalRevision.objects.create(
            proposal=proposal, number=1, snapshot=queries.snapshot_of(proposal, sheet)
        )
    return sheet


@transaction.atomic
def keep(
    *,
    actor: Person,
    step: Step,
    proposal: Proposal,
    written: Mapping[str, Any],
    seen: int = 0,
    why: str = "",
    verb: str = "proposals.written",
) -> ProposalSheet:
    """Keep what was written as a new version, unless nothing changed or somebody was faster."""
    sheet = sheet_of(proposal)
    before = queries.snapshot_of(proposal, sheet)
    after = before | _as_kept(written)
    if after != before:
        if seen and seen != sheet.version:
            raise Refused(_("您写的时候，有人先存了一版。两边哪里不一样，写在下面了。"))
        _check(proposal, after)
        _fill(proposal, sheet, after)
        sheet.version += 1
        ProposalRevision.objects.create(
            proposal=proposal,
            number=sheet.version,
            snapshot=after,
            by=actor,
            role=role_at(actor, proposal.community),
            reason=why.strip(),
        )
        write_down(verb, actor, proposal, version=sheet.version)
    has_zone = queries.zone_of(proposal) is not None
    sheet.missing = missing(checklist(step.settings, after, has_zone=has_zone))
    sheet.save()
    return sheet


def _as_kept(written: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := written.keys() - set(FIELDS):
        raise TypeError(f"a proposal has no {sorted(unknown)}")
    kept = dict(written)
    if BUDGET in kept:
        kept[BUDGET] = [line.as_kept for line in kept[BUDGET]]
    if "policy_tags" in kept:
        kept["policy_tags"] = list(kept["policy_tags"])
    return kept


def _check(proposal: Proposal, after: Mapping[str, Any]) -> None:
    if after["category"] not in proposal.cycle.categories:
        raise Refused(_("没有这个类别，请重新选。"))
    if set(after["policy_tags"]) - set(proposal.cycle.policy_tags):
        raise Refused(_("没有这个政策标签，请重新选。"))
    if after["is_free"] and after[BUDGET]:
        raise Refused(_("勾了“不用花钱”，就不用再写预算；要花钱就别勾。"))
    if len(after[BUDGET]) > MOST_LINES:
        raise Refused(_("预算最多写 60 行，零碎的请合成一行。"))
    if (cost_of(after) or 0) > MOST_CENTS:
        raise Refused(_("预算超过一亿元了，请再看看是不是多写了几个 0。"))


def _fill(proposal: Proposal, sheet: ProposalSheet, after: Mapping[str, Any]) -> None:
    for name in ON_PROPOSAL:
        setattr(proposal, name, after[name])
    proposal.cost_cents = cost_of(after)
    proposal.save(update_fields=[*ON_PROPOSAL, "cost_cents"])
    for name in ON_SHEET:
        setattr(sheet, name, after[name])
    sheet.budget_lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            sheet=sheet,
            place=place,
            label=line.label,
            quantity=line.quantity,
            unit_cents=line.unit_cents,
        )
        for place, line in enumerate(lines_of(after), start=1)
    )

"""How a budget's items are collected and shortlisted, and put on the ballot."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import permissions, queries
from ..models import BudgetVote, CollectedItem, LeafletCount
from .preparing import add_option

MOST_ITEMS = 2000


@transaction.atomic
def count_leaflets(
    *, actor: Person, step: Step, place: str, number: int, handed_on: date
) -> LeafletCount:
    """Note how many leaflets went out at a place on a day; the same place again corrects it."""
    require(permissions.can_collect(actor, step))
    step = enter(step)
    if handed_on > timezone.localdate():
        raise Refused(_("日期不能在今天以后。"))
    counted, _is_new = LeafletCount.objects.update_or_create(
        step=step,
        place=place,
        handed_on=handed_on,
        defaults={"number": number, "counted_by": actor},
    )
    _write_down("budgets.leaflets_counted", actor, step, place=place, number=number)
    return counted


@transaction.atomic
def collect_items(
    *, actor: Person, step: Step, items: Iterable[Mapping[str, Any]]
) -> list[CollectedItem]:
    """Put what neighbours want on the list, under the next numbers."""
    require(permissions.can_collect(actor, step))
    step = enter(step)
    hold_alone(f"budgets.items:{step.pk}")
    last = CollectedItem.objects.filter(step=step).aggregate(n=Max("number"))["n"] or 0
    made = [
        CollectedItem(step=step, number=number, **item)
        for number, item in enumerate(items, start=last + 1)
    ]
    if last + len(made) > MOST_ITEMS:
        raise Refused(_("一次征集最多 %(most)d 项。") % {"most": MOST_ITEMS})
    CollectedItem.objects.bulk_create(made)
    _write_down("budgets.items_collected", actor, step, items=len(made))
    return made


@transaction.atomic
def judge_item(
    *,
    actor: Person,
    item: CollectedItem,
    verdict: str,
    reason: str = "",
    cost_cents: int | None = None,
    category: str = "",
) -> CollectedItem:
    """Say whether something comes to the vote: with what it costs, or why not."""
    require(permissions.can_run_vote(actor, item.step))
    enter(item.step)
    item = CollectedItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.option_id:
        raise Refused(_("已经在选票上了，先从选票上拿下来。"))
    kinds = CollectedItem.Verdict
    if verdict == kinds.SHORTLISTED and cost_cents is None:
        raise Refused(_("初选上的要写估计花多少钱。"))
    if verdict not in (kinds.PENDING, kinds.SHORTLISTED) and not reason.strip():
        raise Refused(_("没有选上的要写理由，大家都看得到。"))
    item.verdict, item.reason = verdict, reason.strip()
    item.cost_cents = cost_cents if cost_cents is not None else item.cost_cents
    item.category = category or item.category
    item.save()
    _write_down("budgets.item_judged", actor, item.step, item=item.number, verdict=verdict)
    return item


@transaction.atomic
def put_shortlist_on_ballot(*, actor: Person, vote: BudgetVote) -> int:
    """Put every shortlisted item on the ballot that is not there yet."""
    require(permissions.can_run_vote(actor, vote.step))
    step = queries.collecting_before(vote)
    if step is None:
        raise Refused(_("这次没有征集，选项请一项项加。"))
    waiting = queries.items_of(step).filter(verdict="shortlisted", option=None)
    items = list(waiting.select_for_update(of=("self",)))
    for item in items:
        item.option = add_option(
            actor=actor,
            vote=vote,
            title=item.title,
            text=item.text,
            category=item.category,
            cost_cents=item.cost_cents or 0,
        )
    CollectedItem.objects.bulk_update(items, ["option"])
    _write_down("budgets.shortlist_put_on_ballot", actor, vote.step, items=len(items))
    return len(items)


def conclude_collecting(*, actor: Person, step: Step) -> dict[str, Any]:
    """Let collecting end once every item was looked at."""
    require(permissions.can_run_vote(actor, step))
    funnel = queries.funnel_of(step)
    if funnel.pending:
        raise Refused(_("还有 %(n)d 项没有看，看完才能结束。") % {"n": funnel.pending})
    return {
        "leaflets": funnel.leaflets,
        "collected": funnel.collected,
        "shortlisted": funnel.shortlisted,
    }


def _write_down(verb: str, actor: Person, step: Step, **details: object) -> None:
    host = step.cycle.programme.host
    record(verb, by=actor, about=step, unit=host, role=role_at(actor, host), **details)

"""One plan for each household: drawn up, signed, and only then built."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.audit.actions import record
from mulin.commons.files.actions import store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.places.models import Household
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import door_permissions as permissions
from ..gates import missing_in_words, missing_rounds
from ..models import HouseholdPlan, PlanItem
from ..queries import plans

MOST_THINGS = 12


def note_plan(verb: str, actor: Person, plan: HouseholdPlan, **details: Any) -> None:
    """Write down what was done to a plan, in its community."""
    unit = plan.household.community
    record(verb, by=actor, role=role_at(actor, unit), about=plan, unit=unit, **details)


@transaction.atomic
def draw_up_plan(*, actor: Person, step: Step, household: Household) -> HouseholdPlan:
    """Start the plan of one household, once every required round before has been passed."""
    require(permissions.can_draw_up_plans(actor, step))
    step = _entered(step)
    if not plans.households_of(step).filter(pk=household.pk).exists():
        raise Refused(_("这一户不在前面征询的名册上。"))
    [plan] = _draw_up(actor, step, [household])
    return plan


@transaction.atomic
def draw_up_from_objections(*, actor: Person, step: Step) -> int:
    """Start a plan for every household that raised an objection; return how many are new."""
    require(permissions.can_draw_up_plans(actor, step))
    step = _entered(step)
    hold_alone(f"consents.plans:{step.pk}")
    have = set(HouseholdPlan.objects.filter(step=step).values_list("household", flat=True))
    homes = [home for home in plans.households_objecting(step) if home.pk not in have]
    return len(_draw_up(actor, step, homes))


def _entered(step: Step) -> Step:
    """Hold the step open, and refuse while a required round is missing."""
    step = enter(step, late=True)
    if missing := missing_rounds(step):
        raise Refused(_("还不能定一户一策。%(missing)s") % {"missing": missing_in_words(missing)})
    return step


def _draw_up(actor: Person, step: Step, homes: Sequence[Household]) -> list[HouseholdPlan]:
    hold_alone(f"consents.plans:{step.pk}")
    if HouseholdPlan.objects.filter(step=step, household__in=homes).exists():
        raise Refused(_("这一户已经有方案了。"))
    notes = plans.agreed_answers(step, homes)
    made = [
        HouseholdPlan(step=step, household=home, design_note=notes.get(home.pk, "")[:1000])
        for home in homes
    ]
    HouseholdPlan.objects.bulk_create(made)
    for plan in made:
        note_plan("consents.plan_drawn_up", actor, plan)
    return made


def _held(actor: Person, plan: HouseholdPlan) -> HouseholdPlan:
    """Let nobody else change a plan now, and read it anew."""
    require(permissions.can_handle_plan(actor, plan))
    enter(plan.step, late=True)
    hold_alone(f"consents.plan:{plan.pk}")
    return plans.plans().get(pk=plan.pk)


@transaction.atomic
def change_plan(
    *,
    actor: Person,
    plan: HouseholdPlan,
    things: Sequence[str],
    design_note: str,
    works_on: date | None,
    cost: int,
    cost_share: int,
    is_exemplar: bool,
) -> HouseholdPlan:
    """Write what is done in a home, when, and what the household pays; until it is signed."""
    plan = _held(actor, plan)
    _refuse_signed(plan)
    things = list(dict.fromkeys(one.strip() for one in things if one.strip()))
    if not 0 < len(things) <= MOST_THINGS:
        raise Refused(_("请写 1 到 %(most)d 项要做的。") % {"most": MOST_THINGS})
    if cost_share > cost:
        raise Refused(_("住户出的钱不能比总价多。"))
    plan.design_note, plan.works_on = design_note.strip(), works_on
    plan.cost, plan.cost_share, plan.is_exemplar = cost, cost_share, is_exemplar
    plan.dropped_because = ""
    plan.save()
    plan.items.all().delete()
    PlanItem.objects.bulk_create(PlanItem(plan=plan, what=one[:60]) for one in things)
    note_plan("consents.plan_changed", actor, plan, cost=cost, cost_share=cost_share)
    return plan


def _refuse_signed(plan: HouseholdPlan) -> None:
    if plan.is_signed:
        raise Refused(_("住户已经签字，方案不能再改。要改，请先说明原因，撤下签字。"))


@transaction.atomic
def sign_plan(
    *, actor: Person, plan: HouseholdPlan, signer: str, signed_on: date, evidence: Picture
) -> HouseholdPlan:
    """Keep that a household signed its plan, with the signature or a photo of it."""
    plan = _held(actor, plan)
    _refuse_signed(plan)
    if plan.is_dropped or not plan.items.exists():
        raise Refused(_("方案还没写好，先写好再请住户签字。"))
    if signed_on > timezone.localdate():
        raise Refused(_("还没到这一天，签了字再来记。"))
    photo = store_photo(
        actor=actor, upload=evidence, alt=_("一户一策的签字"), unit=plan.household.community
    )
    plan.signer, plan.signed_on, plan.signature = signer.strip(), signed_on, photo
    plan.save(update_fields=["signer", "signed_on", "signature"])
    note_plan("consents.plan_signed", actor, plan, signed_on=signed_on.isoformat())
    return plan


@transaction.atomic
def reopen_plan(*, actor: Person, plan: HouseholdPlan, reason: str) -> HouseholdPlan:
    """Take the signature off a plan, so that it can be changed and signed anew."""
    plan = _held(actor, plan)
    if not plan.is_signed:
        raise Refused(_("这份方案还没有签字。"))
    if plan.is_started:
        raise Refused(_("已经开始施工，签字不能撤下。"))
    note_plan("consents.plan_reopened", actor, plan, reason=reason, photo=plan.signature_id)
    plan.signer, plan.signed_on, plan.signature = "", None, None
    plan.save(update_fields=["signer", "signed_on", "signature"])
    return plan


@transaction.atomic
def drop_plan(*, actor: Person, plan: HouseholdPlan, reason: str) -> HouseholdPlan:
    """Say why a household needs no plan after all."""
    plan = _held(actor, plan)
    _refuse_signed(plan)
    plan.dropped_because, plan.is_exemplar = reason.strip(), False
    plan.save(update_fields=["dropped_because", "is_exemplar"])
    note_plan("consents.plan_dropped", actor, plan, reason=plan.dropped_because)
    return plan


@transaction.atomic
def start_in_home(*, actor: Person, plan: HouseholdPlan, on: date) -> HouseholdPlan:
    """Let works begin in one home, never before its household has signed."""
    plan = _held(actor, plan)
    if plan.signed_on is None:
        raise Refused(_("%(home)s还没有签字，不能安排施工。") % {"home": plan.household.address})
    if plan.is_started:
        raise Refused(_("这一户已经开工了。"))
    if not plan.signed_on <= on <= timezone.localdate():
        raise Refused(_("开工的日子要在签字以后，不能在今天以后。"))
    plan.started_on = on
    plan.save(update_fields=["started_on"])
    note_plan("consents.home_works_started", actor, plan, on=on.isoformat())
    return plan


@transaction.atomic
def finish_in_home(
    *, actor: Person, plan: HouseholdPlan, on: date, photo: Picture
) -> HouseholdPlan:
    """Say that everything in a home is done, and show it."""
    plan = _held(actor, plan)
    if plan.started_on is None:
        raise Refused(_("这一户还没有开工。"))
    if not plan.started_on <= on <= timezone.localdate():
        raise Refused(_("做完的日子要在开工以后，不能在今天以后。"))
    kept = store_photo(
        actor=actor, upload=photo, alt=_("一户一策做完的样子"), unit=plan.household.community
    )
    plan.done_on, plan.done_photo = on, kept
    plan.save(update_fields=["done_on", "done_photo"])
    note_plan("consents.home_works_done", actor, plan, on=on.isoformat())
    return plan


@transaction.atomic
def conclude_plans(*, actor: Person, step: Step) -> dict[str, Any]:
    """Return how the plans of a step stand, or refuse while one is unsigned."""
    require(permissions.can_draw_up_plans(actor, step))
    count = plans.count_of(step)
    unsigned = count.needed - count.signed
    if unsigned:
        raise Refused(
            ngettext(
                "还有 %(count)d 户没有签字，这一步不能结束。",
                "还有 %(count)d 户没有签字，这一步不能结束。",
                unsigned,
            )
            % {"count": unsigned}
        )
    record(
        "consents.plans_concluded",
        by=actor,
        about=step,
        unit=step.cycle.programme.host,
        signed=count.signed,
    )
    return {"plans": count.needed, "signed": count.signed, "done": count.done}


@transaction.atomic
def note_household_opened(*, actor: Person, household: Household) -> None:
    """Write down that somebody opened a household's card."""
    require(permissions.can_open_household(actor, household))
    unit = household.community
    record(
        "consents.household_opened",
        by=actor,
        role=role_at(actor, unit),
        about=household,
        unit=unit,
    )


@transaction.atomic
def note_plans_taken(*, actor: Person, step: Step) -> None:
    """Write down that somebody took the list of a step's plans along."""
    require(permissions.can_draw_up_plans(actor, step))
    record("consents.plans_taken", by=actor, about=step, unit=step.cycle.programme.host)

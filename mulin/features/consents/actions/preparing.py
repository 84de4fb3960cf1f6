"""How a round comes about: a question, a roll, and the moment from which the roll is frozen."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.actions import draw_up, freeze
from mulin.commons.electorates.models import Electorate
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound, Entrance
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import permissions, queries
from ..gates import missing_in_words, missing_rounds
from ..models import ConsentRound
from ..wording import fault_in_question
from .writing_down import write_down


@transaction.atomic
def set_up_round(
    *,
    actor: Person,
    step: Step,
    question: str,
    explanation: str = "",
    unit: AdminUnit,
    compound: Compound | None = None,
    entrance: Entrance | None = None,
) -> ConsentRound:
    """Prepare a round together with the roll of all households of a place or one stairwell."""
    require(permissions.can_run_round(actor, step))
    electorate = draw_up(
        actor=actor,
        unit=unit,
        compound=compound,
        entrance=entrance,
        kind=Electorate.Kind.HOUSEHOLDS,
        name=_("%(place)s全体住户") % {"place": _name_of(unit, compound, entrance)},
    )
    return prepare_round(
        actor=actor, step=step, question=question, explanation=explanation, electorate=electorate
    )


def _name_of(unit: AdminUnit, compound: Compound | None, entrance: Entrance | None) -> str:
    if entrance and compound:
        return f"{compound.name}{entrance.address}"
    return (compound or unit).name


@transaction.atomic
def prepare_round(
    *, actor: Person, step: Step, question: str, electorate: Electorate, explanation: str = ""
) -> ConsentRound:
    """Say what is asked, and of whom; again until the round opens."""
    require(permissions.can_run_round(actor, step))
    step = enter(step, early=True)
    hold_alone(f"consents.round:{step.pk}")
    if electorate.kind != Electorate.Kind.HOUSEHOLDS:
        raise Refused(
            _(
                "入户征询问的是住户。业主共同决定、代表会议要按各自的规矩另办，不能用这里的办法代替。"
            )
        )
    if not electorate.unit.is_within(step.cycle.programme.host):
        raise Refused(_("这份名册不在这个计划的范围里。"))
    about = step.settings["about"]
    question = question.strip()
    if fault := fault_in_question(question, about):
        raise Refused(fault)
    round = queries.round_of(step) or ConsentRound(step=step)
    if round.is_opened:
        raise Refused(_("这一轮已经开始问了，问题和名册不能再改。"))
    round.electorate, round.about = electorate, about
    round.question, round.explanation = question, explanation.strip()
    round.save()
    write_down("consents.round_prepared", actor, round, question=question, about_kind=about)
    return round


@transaction.atomic
def open_round(*, actor: Person, round: ConsentRound) -> ConsentRound:
    """
    Freeze the roll and let households answer.

    By hand, or by the clock in the name of the step's owner, once the step has begun.
    """
    require(permissions.can_run_round(actor, round.step))
    step = enter(round.step)
    hold_alone(f"consents.round:{step.pk}")
    round = queries.rounds().get(pk=round.pk)
    if round.is_opened:
        return round
    if step.settings["only_after_passed"] and (missing := missing_rounds(step)):
        raise Refused(_("还不能开始问。%(missing)s") % {"missing": missing_in_words(missing)})
    freeze(actor=actor, electorate=round.electorate)
    round.opened_at = timezone.now()
    round.save(update_fields=["opened_at"])
    write_down("consents.round_opened", actor, round, step=step.pk, question=round.question)
    return round

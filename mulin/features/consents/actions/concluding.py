"""How a round ends, and how its result is put up."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import post_notice
from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.commons.topics.gates import refuse_works
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter
from mulin.programmes.models import Step
from mulin.programmes.queries import topics_worked_off

from .. import permissions, queries
from ..gates import missing_in_words, missing_rounds
from ..models import ConsentRound
from ..notice_words import result_words
from ..rules import Count, outcome_of
from .writing_down import write_down

NAMED = 3


@transaction.atomic
def conclude_round(*, actor: Person, step: Step) -> dict[str, Any]:
    """Return how a round came out, or refuse while answers contradict each other."""
    require(permissions.can_run_round(actor, step))
    round = queries.round_of(step)
    if round is None or not round.is_opened:
        raise Refused(_("“%(step)s”还没有开始问，不能结束。") % {"step": step})
    _refuse_unsettled(round)
    _refuse_unread(round)
    buildings = queries.counted_by_building(round)
    count = sum((line.count for line in buildings), Count())
    return {
        "question": round.question,
        "about": round.about,
        "threshold": outcome_of(step, count).as_dict(),
        "not_reached": count.not_reached,
        "buildings": [[one.name, one.count.registered, one.count.answered] for one in buildings],
    }


def _refuse_unsettled(round: ConsentRound) -> None:
    conflicts = list(queries.open_conflicts(round))
    if conflicts:
        homes = _("、").join(one.elector.address for one in conflicts[:NAMED])
        words = ngettext(
            "还有 %(count)s 户的答复前后对不上，核实了才能结束：%(homes)s。",
            "还有 %(count)s 户的答复前后对不上，核实了才能结束：%(homes)s。",
            len(conflicts),
        )
        raise Refused(words % {"count": len(conflicts), "homes": homes})


def _refuse_unread(round: ConsentRound) -> None:
    if waiting := queries.unfinished_readings(round):
        words = ngettext(
            "还有 %(count)s 张纸质表只有一个人录过，或者两个人录的不一样，核对了才能结束。",
            "还有 %(count)s 张纸质表只有一个人录过，或者两个人录的不一样，核对了才能结束。",
            len(waiting),
        )
        raise Refused(words % {"count": len(waiting)})


@transaction.atomic
def publish_round(*, actor: Person, step: Step, days: int, objection_contact: str) -> PublicNotice:
    """Put a closed round's result up on the board."""
    require(permissions.can_run_round(actor, step))
    round = queries.round_of(step)
    if round is None or not step.is_closed:
        raise Refused(_("这一轮还没有结束，没有结果可以公示。"))
    hold_alone(f"consents.notice:{step.pk}")
    if queries.notice_about(step):
        raise Refused(_("结果已经公示了。"))
    notice = post_notice(
        actor=actor,
        unit=round.electorate.unit,
        about=step,
        kind=PublicNotice.Kind.PUBLICITY,
        days=days,
        objection_contact=objection_contact,
        **result_words(round),
    )
    write_down(
        "consents.result_published",
        actor,
        round,
        step=step.pk,
        question=round.question,
        notice=notice.pk,
    )
    return notice


@transaction.atomic
def issue_start_notice(*, actor: Person, step: Step, title: str, body: str) -> PublicNotice:
    """Announce that works start, which every required round must have reached before."""
    require(permissions.can_run_round(actor, step))
    step = enter(step)
    hold_alone(f"consents.notice:{step.pk}")
    if missing := missing_rounds(step):
        raise Refused(_("还不能开工。%(missing)s") % {"missing": missing_in_words(missing)})
    refuse_works(topics_worked_off(step.cycle))
    if queries.notice_about(step):
        raise Refused(_("开工公告已经贴出去了。"))
    host = step.cycle.programme.host
    notice = post_notice(
        actor=actor,
        unit=host,
        about=step,
        kind=PublicNotice.Kind.ANNOUNCEMENT,
        title=title,
        body=body,
    )
    record(
        "consents.works_started",
        by=actor,
        role=role_at(actor, host),
        about=step,
        unit=host,
        notice=notice.pk,
    )
    return notice


@transaction.atomic
def conclude_start(*, actor: Person, step: Step) -> dict[str, Any]:
    """Return with which notice works started, or refuse while there is none."""
    require(permissions.can_run_round(actor, step))
    notice = queries.notice_about(step)
    if notice is None:
        raise Refused(_("开工公告还没有贴出去。"))
    return {"notice": notice.pk, "posted_on": notice.posted_on.isoformat()}

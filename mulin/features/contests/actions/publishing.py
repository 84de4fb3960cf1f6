"""How a result is put up, and taken as final."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import post_notice
from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter
from mulin.programmes.models import Proposal, Step

from .. import permissions, queries
from ..announcing import notice_of
from ..models import Publication
from ..results import Result, result_of
from .writing_down import write_down


@transaction.atomic
def decide_flagship(*, actor: Person, step: Step, proposal: int, is_flagship: bool) -> Proposal:
    """Say that a selected proposal is, or is not, one its community stands up for."""
    require(permissions.can_run_contest(actor, step))
    step = enter(step, early=True, late=True)
    contest, _result = _counted_before(step)
    _refuse_twice(contest)
    chosen_ones = queries.selected_in(contest).select_for_update(of=("self",))
    chosen = chosen_ones.filter(pk=proposal).first()
    if chosen is None:
        raise Refused(_("只有入选的提案才能标为精品项目。"))
    require(chosen.author_id != actor.pk, _("自己的提案，请同事来标。"))
    if chosen.is_flagship == is_flagship:
        return chosen
    chosen.is_flagship = is_flagship
    chosen.save(update_fields=["is_flagship"])
    record(
        "contests.flagship_marked" if is_flagship else "contests.flagship_unmarked",
        by=actor,
        role=role_at(actor, step.cycle.programme.host),
        about=chosen,
        unit=chosen.community,
        title=chosen.title,
    )
    return chosen


@transaction.atomic
def publish_result(
    *, actor: Person, step: Step, objection_contact: str = "", override_reason: str = ""
) -> Publication:
    """
    Put a contest's result up as a public notice, open for objections.

    While a community lacks a flagship it is refused, unless a reason is written down, which
    then stands on the notice.
    """
    require(permissions.can_run_contest(actor, step))
    step = enter(step, late=True)
    contest, _result = _counted_before(step)
    _refuse_twice(contest)
    lacking = [unit.name for unit in queries.without_flagship(step, contest)]
    reason = override_reason.strip() if lacking else ""
    if lacking and not reason:
        raise Refused(_flagships_missing(lacking))
    host = step.cycle.programme.host
    with override(settings.LANGUAGE_CODE):
        contest, result = _counted_before(step)
        notice = post_notice(
            actor=actor,
            unit=host,
            about=contest,
            kind=PublicNotice.Kind.PUBLICITY,
            days=step.settings["notice_days"],
            objection_contact=objection_contact or _("到%(host)s当面说") % {"host": host.name},
            **notice_of(contest, result, queries.flagships_of(contest), lacking, reason),
        )
    publication = Publication.objects.create(
        step=step,
        contest=contest,
        notice=notice,
        without_flagship=lacking,
        override_reason=reason,
    )
    write_down(
        "contests.result_published",
        actor,
        step,
        about=contest,
        until=str(notice.ends_on),
        without_flagship=lacking,
        reason=reason,
    )
    return publication


def conclude_publishing(*, actor: Person, step: Step) -> dict[str, Any]:
    """Let a publishing step end once the time for objections is over and all are answered."""
    require(permissions.can_run_contest(actor, step))
    publication = Publication.objects.filter(step=step).select_related("notice").first()
    if publication is None:
        raise Refused(_("结果还没有公示，不能结束。"))
    ends_on = publication.notice.ends_on
    if ends_on and timezone.localdate() <= ends_on:
        raise Refused(
            _("公示到%(day)s，过了这天才能结束。")
            % {"day": date_format(ends_on, "MONTH_DAY_FORMAT")}
        )
    if waiting := queries.unanswered(publication).count():
        raise Refused(
            ngettext(
                "还有 %(count)d 条异议没有答复，答复了才能结束。",
                "还有 %(count)d 条异议没有答复，答复了才能结束。",
                waiting,
            )
            % {"count": waiting}
        )
    return {
        "contest": publication.contest_id,
        "until": str(ends_on),
        "objections": publication.objections.count(),
    }


def _counted_before(step: Step) -> tuple[Step, Result]:
    contest = queries.contest_before(step)
    result = result_of(contest) if contest else None
    if contest is None or result is None:
        raise Refused(_("评选还没有计票，没有结果可以公示。"))
    return contest, result


def _refuse_twice(contest: Step) -> None:
    """Refuse what is published already; who comes at the same moment waits and hears it too."""
    hold_alone(f"contests.publication:{contest.pk}")
    if queries.publication_of(contest):
        raise Refused(_("这次的结果已经公示了。"))


def _flagships_missing(names: list[str]) -> str:
    return ngettext(
        "%(count)d 个社区还没有精品项目入选，不能公示：%(names)s。先标出精品项目，或者写明理由。",
        "%(count)d 个社区还没有精品项目入选，不能公示：%(names)s。先标出精品项目，或者写明理由。",
        len(names),
    ) % {"count": len(names), "names": _("、").join(names)}

"""How a result is put up, and taken as final."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulin.commons.notices.actions import post_notice
from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import permissions, queries
from ..models import Publication
from ..results import notice_of, result_of
from .writing_down import write_down


@transaction.atomic
def publish_result(*, actor: Person, step: Step, objection_contact: str = "") -> Publication:
    """Put a contest's result up as a public notice, open for objections."""
    require(permissions.can_run_contest(actor, step))
    step = enter(step, late=True)
    contest = queries.contest_before(step)
    result = result_of(contest) if contest else None
    if contest is None or result is None:
        raise Refused(_("评选还没有计票，没有结果可以公示。"))
    if queries.publication_of(contest):
        raise Refused(_("这次的结果已经公示了。"))
    host = step.cycle.programme.host
    with override(settings.LANGUAGE_CODE):
        notice = post_notice(
            actor=actor,
            unit=host,
            about=contest,
            kind=PublicNotice.Kind.PUBLICITY,
            days=step.settings["notice_days"],
            objection_contact=objection_contact or _("到%(host)s当面说") % {"host": host.name},
            **notice_of(contest, result),
        )
    publication = Publication.objects.create(step=step, contest=contest, notice=notice)
    write_down("contests.result_published", actor, step, about=contest, until=str(notice.ends_on))
    return publication


def conclude_publishing(*, actor: Person, step: Step) -> dict[str, Any]:
    """Let a publishing step end once the time for objections is over."""
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
    return {"contest": publication.contest_id, "until": str(ends_on)}

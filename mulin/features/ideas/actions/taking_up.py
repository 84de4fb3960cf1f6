from collections.abc import Mapping

from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import permissions, queries
from ..models import Idea, ScreeningSheet

Findings = Mapping[str, Mapping[str, str]]
"""By the key of each criterion: its answer and the reason."""


def take_up(actor: Person, idea: Idea, seen: int, *, early: bool = False) -> tuple[Step, Idea]:
    """
    Hold an idea for the one who screens it; refuse if somebody else was quicker.

    An answer is promised within days, so it may come `early`, while ideas are still collected.
    """
    require(permissions.can_screen(actor, idea), _("自己提的点子，请同事来筛。"))
    step = queries.screening_step_of(idea.step.cycle)
    if step is None:
        raise Refused(_("这个计划没有筛选这一步。"))
    step = enter(step, early=early, late=True)
    idea = (
        Idea.objects.select_for_update(of=("self",), no_key=True)
        .select_related("community", "step__cycle")
        .get(pk=idea.pk)
    )
    if not idea.is_visible:
        raise Refused(_("这条还没挂出来，先看过、挂出来再筛。"))
    sheet = ScreeningSheet.objects.select_related("screened_by").filter(idea=idea).first()
    if sheet and not idea.is_pending:
        raise Refused(_("已经由%(name)s筛过了。") % {"name": sheet.screened_by.name_for_staff})
    if sheet and sheet.version != seen:
        raise Refused(
            _("%(name)s刚刚写过这张表，请先看看。") % {"name": sheet.screened_by.name_for_staff}
        )
    return step, idea


def fill_sheet(idea: Idea, actor: Person, findings: Findings, reply: str) -> None:
    """Keep what was found and said, under the name of who said it last."""
    sheet, is_new = ScreeningSheet.objects.get_or_create(idea=idea, defaults={"screened_by": actor})
    sheet.screened_by, sheet.reply = actor, reply.strip()
    sheet.findings = {key: dict(finding) for key, finding in findings.items()}
    sheet.version += not is_new
    sheet.save()

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.commons.tasks import actions as tasks
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..forms import EntryForm, ReasonForm

PER_PAGE = 20


@login_required
def review(request: Visit, step_id: int) -> HttpResponse:
    """Show what nobody has looked at yet, and what can be done with the ideas of a step."""
    step = get_object_or_404(queries.collecting_steps_worked_on_by(request.user), pk=step_id)
    waiting = queries.review_queue(request.user, step)
    listed = BoundedPaginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "step": step,
        "listed": listed,
        "counts": {
            name: queries.about(number)
            for name, number in queries.collecting_counts(request.user, step).items()
        },
        "reason": ReasonForm(auto_id=False),
        "may_export": _may_export(request, step),
    }
    return page(request, "ideas/review.html", context)


@login_required
@require_POST
def show(request: Visit, idea_id: int) -> HttpResponse:
    """Hang an idea out."""
    found = get_object_or_404(queries.ideas_worked_on_by(request.user), pk=idea_id)
    actions.show_idea(actor=request.user, idea=found)
    success(request, _("“%(title)s”挂出来了。") % {"title": found.title})
    return done(request, reverse("ideas:review", args=[found.step_id]))


@login_required
@require_POST
def bring_up(request: Visit, idea_id: int) -> HttpResponse:
    """Put an idea into its community's issue box, to be talked about at the next table."""
    found = get_object_or_404(queries.ideas_worked_on_by(request.user), pk=idea_id, state="visible")
    tasks.bring_up(
        actor=request.user,
        unit=found.community,
        title=found.title[:60],
        detail=found.text[:300],
        origin=found,
    )
    success(request, _("放进议题箱了，下次会上就能议。"))
    return done(request, reverse("ideas:idea", args=[found.pk]))


@login_required
def hide(request: Visit, idea_id: int) -> HttpResponse:
    """Ask why an idea is not to hang out, and take it away."""
    found = get_object_or_404(queries.ideas_worked_on_by(request.user), pk=idea_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(form, lambda given: actions.hide_idea(actor=request.user, idea=found, **given)):
        success(request, _("“%(title)s”收起来了，原因告诉了提的人。") % {"title": found.title})
        return done(request, reverse("ideas:review", args=[found.step_id]))
    return page(request, "ideas/hide.html", {"form": form, "idea": found})


@login_required
def enter(request: Visit, step_id: int) -> HttpResponse:
    """Write an idea down for a neighbour."""
    step = get_object_or_404(queries.collecting_steps_worked_on_by(request.user), pk=step_id)
    communities = queries.communities_entered_by(request.user, step.cycle)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EntryForm(
        *posted,
        step=step,
        communities=[(unit.pk, unit.name) for unit in communities],
    )
    entered: list[Any] = []
    if accepted(form, lambda given: entered.append(_enter(request, step, communities, given))):
        success(request, _("记下了。这张回执可以打给提的人。"))
        return done(request, reverse("ideas:receipt", args=[entered[0].receipt]))
    return page(request, "ideas/enter.html", {"form": form, "step": step})


def _enter(request: Visit, step: Any, communities: Any, given: dict[str, Any]) -> Any:
    given["community"] = get_object_or_404(communities, pk=given["community"])
    return actions.enter_idea(actor=request.user, step=step, **given)


@login_required
def sheet(request: Visit, step_id: int) -> HttpResponse:
    """Give staff the ideas of their communities as an Excel file."""
    step = get_object_or_404(queries.collecting_steps_worked_on_by(request.user), pk=step_id)
    ideas = queries.ideas_for_export(request.user, step)
    if not _may_export(request, step):
        raise Http404
    rows = list(_rows(ideas))
    actions.note_export(actor=request.user, step=step, ideas=len(rows))
    title = _("金点子 %(step)s") % {"step": step.cycle.name}
    return sheet_response(title, [str(column) for column in _columns()], rows)


def _may_export(request: Visit, step: Any) -> bool:
    return queries.communities_worked_on_by(request.user, step.cycle).exists()


def _columns() -> list[str]:
    return [
        _("编号"),
        _("提出时间"),
        _("社区"),
        _("类别"),
        _("标题"),
        _("内容"),
        _("在哪儿"),
        _("怎么来的"),
        _("提的人"),
        _("楼号、门牌或电话"),
        _("对邻居署名"),
        _("代录"),
        _("状态"),
        _("想要的户数"),
        _("没确认住址的邻居"),
        _("涉及楼栋"),
        _("初筛结果"),
        _("给居民的话"),
        _("提案号"),
        _("谁会受益"),
        _("大约多少人"),
        _("有多急"),
    ]


def _rows(ideas: Any) -> Iterator[list[Any]]:
    listed = list(ideas)
    wants = queries.wants_of(listed)
    for idea in listed:
        want = wants[idea.pk]
        yield [
            idea.pk,
            f"{timezone.localtime(idea.submitted_at):%Y-%m-%d %H:%M}",
            idea.community.name,
            idea.category_label,
            idea.title,
            idea.text,
            idea.place,
            idea.get_channel_display(),
            idea.name_for_staff,
            idea.author_door or (idea.building.name if idea.building else ""),
            _("否") if idea.is_anonymous else _("是"),
            _("是") if idea.entered_by_id else "",
            idea.get_state_display(),
            want.households,
            want.others,
            want.buildings,
            idea.get_verdict_display(),
            idea.sheet.reply if hasattr(idea, "sheet") else "",
            idea.proposal.number if idea.proposal else "",
            idea.beneficiaries,
            idea.beneficiary_count or "",
            idea.urgency,
        ]

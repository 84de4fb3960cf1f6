from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import share
from mulin.commons.people.actions import note_viewing
from mulin.commons.people.requests import Visit
from mulin.commons.places.permissions import role_at
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator

from .. import actions, permissions, queries
from ..cards import (
    findings_of,
    mergeable,
    most_wanted_in,
    story_of,
    tag_of,
    tag_of_verdict,
    wanted_url,
)
from ..deadlines import Deadline, deadline_of
from ..forms import MergeForm, QueueFilters, ReasonForm, ScreeningForm, SettleForm

PER_PAGE = 20
OFFERED = 20
"""How many ideas are offered to merge into; searching finds the others."""


def screening(request: HttpRequest, step_id: int) -> HttpResponse:
    """Tell everybody how ideas are screened and how far it has come."""
    step = get_object_or_404(queries.screening_steps(), pk=step_id)
    counts = queries.outcome_counts(step.cycle)
    context = {
        "step": step,
        "criteria": step.cycle.criteria.values(),
        "needs_all": step.settings["criteria_mode"] == "all",
        "counts": [
            (verdict, label, counts[verdict], tag_of_verdict(verdict))
            for verdict, label in queries.verdict_labels()
            if counts[verdict]
        ],
        "all_count": sum(counts.values()),
        "ideas_url": _ideas_of(step.cycle),
        "share": share(
            request, request.path, text=_("看看金点子筛到哪了：%(cycle)s") % {"cycle": step.cycle}
        ),
    }
    return page(request, "ideas/screening.html", context)


def _ideas_of(cycle: Any) -> str:
    """Return where the ideas of a cycle hang."""
    step = queries.collecting_steps().filter(cycle=cycle).order_by("order").first()
    return reverse("ideas:collecting", args=[step.pk]) if step else reverse("ideas:wall")


@login_required
def queue(request: Visit, step_id: int) -> HttpResponse:
    """Show screeners what waits for them, the oldest first."""
    step = get_object_or_404(queries.screening_steps_worked_on_by(request.user), pk=step_id)
    communities = queries.communities_worked_on_by(request.user, step.cycle)
    filters = QueueFilters(
        request.GET,
        communities=[(unit.pk, unit.name) for unit in communities],
        categories=step.cycle.categories.items(),
    )
    found = queries.screening_queue(request.user, step, **filters.asked)
    listed = BoundedPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    deadline = deadline_of(step)
    counts = queries.screening_counts(request.user, step)
    wants = queries.wants_of(listed.object_list)
    context = {
        "step": step,
        "filters": filters,
        "listed": listed,
        "rows": [_row(idea, step, deadline, wants[idea.pk]) for idea in listed.object_list],
        "counts": {name: queries.about(number) for name, number in counts.items()},
        "is_late": counts["late"] > 0,
        "criteria": step.cycle.criteria.values(),
        "acts": _acts(),
    }
    return page(request, "ideas/queue.html", context)


def _row(idea: Any, step: Any, deadline: Deadline, wants: Any) -> dict[str, Any]:
    sheet = getattr(idea, "sheet", None)
    return {
        "idea": idea,
        "wants": {"wants": wants.households, "others": wants.others},
        "ticked": f"{idea.pk}-{sheet.version if sheet else 0}",
        "tag": tag_of(idea),
        "findings": findings_of(sheet, step.cycle.criteria),
        "due_on": deadline.of(idea.submitted_at),
        "is_late": idea.is_pending and deadline.is_over(idea.submitted_at),
    }


def _acts() -> list[dict[str, str]]:
    """Return what can be done with the ideas that are ticked."""
    return [
        {"name": "act", "value": name, "label": label, "icon": icon, "kind": kind}
        for name, label, icon, kind in (
            ("screen", _("一起答复"), "clipboard-check", "primary"),
            ("merge", _("合成一条"), "merge", "line"),
            ("weigh", _("标缓急"), "gauge", "line"),
        )
    ]


@login_required
def screen(request: Visit, idea_id: int) -> HttpResponse:
    """Show one idea with all a screener needs, and take the screening sheet."""
    found = get_object_or_404(queries.ideas_worked_on_by(request.user), pk=idea_id)
    step = queries.screening_step_of(found.step.cycle)
    sheet = getattr(found, "sheet", None)
    drafts = list(queries.drafts_to_join([found]))
    stewards = {part.person_id: part for part in queries.stewards_near(found)}
    form = ScreeningForm(
        request.POST if request.method == "POST" else None,
        criteria=found.step.cycle.criteria,
        stewards=[(pk, _steward(part)) for pk, part in stewards.items()],
        drafts=[(one.pk, str(one)) for one in drafts],
        initial=_written(sheet) | {"urgency": found.urgency},
    )
    if accepted(form, lambda given: _screen(request, found, form, stewards, drafts)):
        success(request, _("“%(title)s”记下了，回话已经给提的人。") % {"title": found.title})
        return done(request, reverse("ideas:queue", args=[step.pk]) if step else "/")
    _note_viewing(request, found)
    alike = mergeable(found, queries.alike_to_idea(found)) if found.is_pending else []
    wanted = most_wanted_in(found.community)
    context = _about(request, found, step) | {
        "form": form,
        "alike": alike,
        "most_wanted": wanted,
        "wanted_url": wanted_url(found.community, wanted),
    }
    return page(request, "ideas/screen.html", context)


def _about(request: Visit, found: Any, step: Any) -> dict[str, Any]:
    return {
        "idea": found,
        "step": step,
        "tag": tag_of(found),
        "wants": queries.wants_of([found])[found.pk],
        "findings": findings_of(getattr(found, "sheet", None), found.step.cycle.criteria),
        "story": story_of(found, step),
        "may_screen": permissions.can_screen(request.user, found),
    }


def _note_viewing(request: Visit, found: Any) -> None:
    if found.author:
        role = role_at(request.user, found.community)
        note_viewing(actor=request.user, person=found.author, unit=found.community, role=role)


def _written(sheet: Any) -> dict[str, Any]:
    if sheet is None:
        return {"seen": 0}
    written = {"seen": sheet.version, "reply": sheet.reply}
    for key, finding in sheet.findings.items():
        written |= {f"answer_{key}": finding["answer"], f"reason_{key}": finding["reason"]}
    return written


def _steward(part: Any) -> str:
    return " · ".join(filter(None, [part.person.name_for_staff, str(part.building or "")]))


def _screen(
    request: Visit, found: Any, form: ScreeningForm, stewards: dict[int, Any], drafts: list[Any]
) -> None:
    given = form.cleaned_data
    self_help = None
    if given["task"]:
        part = stewards.get(given["steward"] or 0)
        helper = part.person if part else None
        name = helper.name_for_staff if helper else given["helper_name"]
        self_help = actions.Help(helper_name=name, text=given["task"], helper=helper)
    actions.screen_idea(
        actor=request.user,
        idea=found,
        findings=form.findings,
        verdict=given["verdict"],
        reply=given["reply"],
        self_help=self_help,
        joins=next((one for one in drafts if one.pk == given["joins"]), None),
        urgency=given["urgency"],
        seen=given["seen"],
    )


@login_required
def merge(request: Visit, idea_id: int) -> HttpResponse:
    """Offer similar ideas of the same community to merge this one into."""
    found = get_object_or_404(queries.ideas_worked_on_by(request.user), pk=idea_id)
    step = queries.screening_step_of(found.step.cycle)
    asked = request.GET.get("q", "")[:60].replace("\0", "")
    candidates = _candidates(found, asked)
    form = MergeForm(
        request.POST if request.method == "POST" else None,
        candidates=[(one.pk, f"{one.title}\n{one.text}") for one in candidates],
        initial={
            "seen": found.sheet.version if hasattr(found, "sheet") else 0,
            "into": request.GET.get("into", ""),
        },
    )
    if accepted(form, lambda given: _merge(request, found, candidates, given)):
        success(request, _("并好了，两位提的人都算提出人。"))
        return done(request, reverse("ideas:queue", args=[step.pk]) if step else "/")
    context = _about(request, found, step) | {"form": form, "q": asked, "found": candidates}
    return page(request, "ideas/merge.html", context)


def _candidates(found: Any, asked: str) -> list[Any]:
    """Offer what was searched for; or else what is alike first, then the newest."""
    others = queries.candidates_for_merging(found, asked)
    if asked:
        return list(others[:OFFERED])
    alike = [one.pk for one in queries.alike_to_idea(found)]
    first = others.in_bulk(alike)
    return [first[pk] for pk in alike if pk in first] + list(others.exclude(pk__in=alike)[:OFFERED])


def _merge(request: Visit, found: Any, candidates: list[Any], given: dict[str, Any]) -> None:
    into = next(one for one in candidates if one.pk == given["into"])
    actions.merge_idea(
        actor=request.user, idea=found, into=into, reply=given["reply"], seen=given["seen"]
    )


@login_required
def unmerge(request: Visit, idea_id: int) -> HttpResponse:
    """Ask why an idea is to stand by itself again, and let it."""
    found = get_object_or_404(queries.ideas_worked_on_by(request.user), pk=idea_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(form, lambda given: actions.unmerge_idea(actor=request.user, idea=found, **given)):
        success(request, _("拆开了，户数各归各的，两边都会收到消息。"))
        return done(request, reverse("ideas:screen", args=[found.pk]))
    return page(request, "ideas/unmerge.html", {"form": form, "idea": found})


@login_required
def settle(request: Visit, idea_id: int) -> HttpResponse:
    """Take down how neighbours got on with what they took in hand themselves."""
    task = get_object_or_404(queries.self_help_tasks_visible_to(request.user), idea=idea_id)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if accepted(
        form, lambda given: actions.settle_self_help(actor=request.user, task=task, **given)
    ):
        success(request, _("记下了，提的人会看到。"))
        return done(request, reverse("ideas:idea", args=[idea_id]))
    return page(request, "ideas/settle.html", {"form": form, "task": task})

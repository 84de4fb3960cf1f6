from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.audit.onward import ways_on
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.pages import address_here, done, page
from mulin.web.paging import BoundedPaginator

from .. import actions, permissions, queries
from ..cards import CATEGORY_ICONS, cards, findings_of, story_of, tag_of, traces_of
from ..forms import SettleForm, WallFilters

PER_PAGE = 20


def wall(request: Visit) -> HttpResponse:
    """Show what neighbours would like changed, everywhere or in one step."""
    asked = request.GET.get("step", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        return collecting(request, int(asked))
    steps = queries.open_collecting_steps(request.user)
    return _wall(request, None, steps[0] if steps else None)


def collecting(request: Visit, step_id: int) -> HttpResponse:
    """Show the ideas given in one step, before, during and after it."""
    step = get_object_or_404(queries.collecting_steps(), pk=step_id)
    return _wall(request, step, step)


def _wall(request: Visit, step: Any, writable: Any) -> HttpResponse:
    around = step or writable
    communities = list(queries.communities_of(around.cycle)) if around else []
    filters = WallFilters(request.GET, communities=[(unit.pk, unit.name) for unit in communities])
    asked = filters.asked
    counts = queries.category_counts(
        around.cycle if around else None,
        step=step,
        community=asked["community"],
        verdict=asked["verdict"],
    )
    pages = BoundedPaginator(queries.ideas_on_the_wall(step=step, **asked), PER_PAGE)
    # The chips have counted already what the pages would count again.
    pages.found = counts.get(asked["category"], 0)
    listed = pages.get_page(request.GET.get("page"))
    context = {
        "step": step,
        "writable": writable if writable and writable.is_open else None,
        "filters": filters,
        "listed": listed,
        "cards": cards(list(listed.object_list), request.user, request.get_full_path()),
        "chips": _chips(around, counts, asked["category"]) if around else [],
        "all_count": counts[""],
        "all_words": queries.about(counts[""]),
        "category": asked["category"],
        "share": _share_wall(request, step, writable),
    }
    return page(request, "ideas/wall.html", context)


def _share_wall(request: HttpRequest, step: Any, writable: Any) -> Any:
    path = reverse("ideas:collecting", args=[step.pk]) if step else reverse("ideas:wall")
    if not writable or not writable.is_open:
        about = {"cycle": step.cycle} if step else {}
        words = _("看看邻居们提的金点子：%(cycle)s") if step else _("看看邻居们想让家园变成什么样")
        return share(request, path, text=words % about)
    until = date_format(timezone.localtime(writable.closes_at), "DATETIME_FORMAT")
    first = _("来提金点子：%(cycle)s") % {"cycle": writable.cycle}
    then = _("%(when)s截止，不用登录也能提") % {"when": until}
    return share(request, path, text=f"{first}\n{then}")


def _chips(step: Any, counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "label": label,
            "count": queries.about(counts.get(key, 0)),
            "icon": CATEGORY_ICONS.get(key, ""),
            "current": key == chosen,
        }
        for key, label in step.cycle.categories.items()
    ]


def idea(request: Visit, idea_id: int) -> HttpResponse:
    """Show one idea and what became of it."""
    found = get_object_or_404(queries.ideas_visible_to(request.user), pk=idea_id)
    screening = queries.screening_step_of(found.step.cycle)
    head = queries.head_of(found)
    mine = queries.wanted_by(request.user, [found]).get(found.pk)
    task = getattr(found, "self_help", None)
    may_screen = permissions.can_review(request.user, found)
    is_mine = request.user.is_authenticated and found.author_id == request.user.pk
    context = {
        "idea": found,
        "tag": tag_of(found),
        "wants": queries.wants_of([found])[found.pk],
        "mine": mine,
        "is_own_word": bool(mine and mine.person_id == request.user.pk),
        "may_support": permissions.can_support(request.user, found),
        "sheet": getattr(found, "sheet", None),
        "findings": findings_of(getattr(found, "sheet", None), found.step.cycle.criteria),
        "story": story_of(found, screening, head),
        "head": head,
        "proposal": _proposal(head, is_for_me=is_mine or may_screen),
        "traces": traces_of(head.proposal),
        "merged_ideas": queries.merged_into(found),
        "task": task,
        "settle_form": SettleForm()
        if task and task.is_open and permissions.can_settle_self_help(request.user, task)
        else None,
        "may_screen": may_screen,
        "ways_on": ways_on(found, found.community) if may_screen else [],
        "is_mine": is_mine,
        "share": _share(request, found) if found.is_visible else None,
    }
    return page(request, "ideas/idea.html", context)


def _proposal(found: Any, *, is_for_me: bool) -> Any:
    """Return what an idea became, for those who may read it: drafts are not for everybody."""
    is_seen = found.proposal and (is_for_me or queries.is_public(found.proposal))
    return found.proposal if is_seen else None


def _share(request: HttpRequest, found: Any) -> Any:
    first = _("一起来看看这条金点子：%(title)s") % {"title": found.title}
    then = _("%(community)s · 也想要就点“我家也想要”") % {"community": found.community.name}
    return share(request, reverse("ideas:idea", args=[found.pk]), text=f"{first}\n{then}")


@login_required
@require_POST
def support(request: Visit, idea_id: int) -> HttpResponse:
    """Say that one's home wants this too, or take it back."""
    found = get_object_or_404(queries.ideas_visible_to(request.user), pk=idea_id)
    said = request.GET.dict() | request.POST.dict()
    if said.get("want") == "no":
        actions.withdraw_support(actor=request.user, idea=found)
        success(request, _("好的，已经取消。"))
    else:
        actions.support_idea(actor=request.user, idea=found)
        success(request, _("记下了，您家也想要。有结果会告诉您。"))
    to = reverse("ideas:idea", args=[found.pk])
    return done(request, address_here(request, said.get("next") or to))


@login_required
def mine(request: Visit) -> HttpResponse:
    """List the ideas one gave oneself."""
    listed = BoundedPaginator(queries.ideas_by(request.user), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "listed": listed,
        "cards": cards(list(listed.object_list), request.user, request.path),
        "steps": queries.open_collecting_steps(request.user),
    }
    return page(request, "ideas/mine.html", context)

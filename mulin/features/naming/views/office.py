"""Where staff let neighbours find a name."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mulin.commons.notices.boards import notices_about
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import (
    EnterForm,
    HideForm,
    OpenForm,
    OpeningForm,
    ProlongForm,
    ReasonForm,
    ShortlistForm,
    SureForm,
)
from ..presenting import result_lines

PER_PAGE = 20
NAMES_SHOWN = 200
SUBMISSIONS_SHOWN = 50


@login_required
def desk(request: Visit) -> HttpResponse:
    """Show the contests of the viewer's communities."""
    unit = queries.communities_of(request.user).first()
    if unit is None:
        raise Http404
    found = Paginator(queries.contests_held_by(request.user), PER_PAGE)
    context = {"page": found.get_page(request.GET.get("page")), "unit": unit}
    return page(request, "naming/desk.html", context)


@login_required
def new(request: Visit) -> HttpResponse:
    """Ask for a name for a place."""
    if not queries.communities_of(request.user).exists():
        raise Http404
    places = {one.pk: one for one in queries.places_to_name(request.user)}
    form = OpenForm(
        request.POST or None,
        places=[(pk, f"{one.name} · {one.community.name}") for pk, one in places.items()],
        initial={"place": request.GET.get("place", "")},
    )
    made: list[Any] = []

    def begin(given: dict[str, Any]) -> None:
        place = places[given.pop("place")]
        made.append(actions.open_naming(actor=request.user, place=place, **given))

    if accepted(form, begin):
        messages.success(request, _("征名开始了，把链接发到群里吧。"))
        return done(request, reverse("naming:contest", args=[made[0].pk]))
    context = {"form": form, "has_places": bool(places), "back": reverse("naming:desk")}
    return page(request, "naming/new.html", context)


@login_required
def held(request: Visit, contest_id: int) -> HttpResponse:
    """Show how a contest stands, and what can be done now."""
    found = _contest(request, contest_id)
    names = list(queries.given_names(found))
    context = {
        "contest": found,
        "names": names[:NAMES_SHOWN],
        "submissions": queries.submissions_of(found)[:SUBMISSIONS_SHOWN],
        "unseen": queries.hidden_and_waiting(names),
        "turnout": queries.turnout(found) if found.has_ballot else None,
        "result": result_lines(found),
        "notices": notices_about(found.place),
        "is_settled": found.has_ballot and queries.settled_count(found) is not None,
    }
    return page(request, "naming/held.html", context)


@login_required
def enter(request: Visit, contest_id: int) -> HttpResponse:
    """Take names from paper."""
    found = _contest(request, contest_id)
    form = EnterForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        actions.enter_names(
            actor=request.user, contest=found, channel=given["channel"], lines=given["names"]
        )

    if accepted(form, act):
        n = len(form.cleaned_data["names"])
        messages.success(request, ngettext("录了 %(n)s 个。", "录了 %(n)s 个。", n) % {"n": n})
        return done(request, _held(found))
    said = {"heading": _("录纸上的名字"), "label": _("录进去"), "back": _held(found)}
    return page(request, "naming/form.html", {"contest": found, "form": form} | said)


@login_required
@require_POST
def show(request: Visit, candidate_id: int) -> HttpResponse:
    """Let neighbours see a name."""
    candidate = _candidate(request, candidate_id)
    actions.show_name(actor=request.user, candidate=candidate)
    messages.success(request, _("“%(name)s”挂出来了。") % {"name": candidate.name})
    return done(request, _held(candidate.contest))


@login_required
def hide(request: Visit, candidate_id: int) -> HttpResponse:
    """Keep a name from view, for a reason."""
    candidate = _candidate(request, candidate_id)
    form = HideForm(request.POST or None)
    if accepted(
        form, lambda given: actions.hide_name(actor=request.user, candidate=candidate, **given)
    ):
        messages.success(request, _("没有挂出来，起名的人会知道原因。"))
        return done(request, _held(candidate.contest))
    said = {
        "heading": _("“%(name)s”不挂出来") % {"name": candidate.name},
        "label": _("不挂出来"),
        "kind": "danger",
        "back": _held(candidate.contest),
    }
    return page(request, "naming/form.html", {"contest": candidate.contest, "form": form} | said)


@login_required
def shortlist(request: Visit, contest_id: int) -> HttpResponse:
    """Choose which names are put to the vote."""
    found = _contest(request, contest_id)
    if found.has_ballot:
        raise Http404
    form = ShortlistForm(request.POST or None, names=queries.shown_names(found))

    def act(given: dict[str, Any]) -> None:
        actions.shortlist_names(
            actor=request.user,
            contest=found,
            chosen=form.chosen,
            reasons=form.reasons,
            votes_until=given["votes_until"],
        )

    if accepted(form, act):
        messages.success(request, _("开始投票了，名册封存了。把链接发到群里吧。"))
        return done(request, _held(found))
    context = {"contest": found, "form": form, "back": _held(found)}
    return page(request, "naming/shortlist.html", context)


@login_required
def prolong(request: Visit, contest_id: int) -> HttpResponse:
    """Give neighbours more time."""
    found = _contest(request, contest_id)
    form = ProlongForm(request.POST or None)
    if accepted(
        form, lambda given: actions.prolong_naming(actor=request.user, contest=found, **given)
    ):
        messages.success(request, _("延长了。"))
        return done(request, _held(found))
    heading = _("延长投票") if found.has_ballot else _("延长征名")
    said = {"heading": heading, "label": _("延长"), "back": _held(found)}
    return page(request, "naming/form.html", {"contest": found, "form": form} | said)


@login_required
def call_off(request: Visit, contest_id: int) -> HttpResponse:
    """End a contest without a name."""
    found = _contest(request, contest_id)
    form = ReasonForm(request.POST or None)
    if accepted(
        form, lambda given: actions.call_off_naming(actor=request.user, contest=found, **given)
    ):
        messages.success(request, _("取消了，原因写在公开页面上。"))
        return done(request, _held(found))
    said = {
        "heading": _("取消这次征名"),
        "label": _("取消征名"),
        "kind": "danger",
        "back": _held(found),
    }
    return page(request, "naming/form.html", {"contest": found, "form": form} | said)


@login_required
def conclude(request: Visit, contest_id: int) -> HttpResponse:
    """Count, and let the place have its name."""
    found = _contest(request, contest_id)
    form = SureForm(request.POST if request.method == "POST" else None)
    if accepted(form, lambda _given: actions.conclude_naming(actor=request.user, contest=found)):
        messages.success(request, _("定名了，老名字留着。下一步贴启用公告。"))
        return done(request, _held(found))
    said = {
        "heading": _("计票，定名"),
        "text": _("计票只有一次，结果马上公布，票最多的名字就是新名字。票数一样，先起的名字在前。"),
        "label": _("计票并定名"),
        "back": _held(found),
    }
    return page(request, "naming/form.html", {"contest": found, "form": form} | said)


@login_required
def opening(request: Visit, contest_id: int) -> HttpResponse:
    """Write the notice that the place opens under its new name."""
    found = _contest(request, contest_id)
    if not found.is_decided:
        raise Http404
    initial = {"opens_on": timezone.localdate(), "text": _opening_words(found)}
    form = OpeningForm(request.POST or None, initial=initial)
    posted: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        posted.append(actions.announce_opening(actor=request.user, contest=found, **given))

    if accepted(form, act):
        messages.success(request, _("贴出去了，这一页有短网址、二维码和转发的话。"))
        return done(request, posted[0].get_absolute_url())
    said = {"heading": _("贴启用公告"), "label": _("贴出去"), "back": _held(found)}
    return page(request, "naming/form.html", {"contest": found, "form": form} | said)


def _opening_words(found: Any) -> str:
    """Return the notice as it could be sent: what, where, and how the name came about."""
    place, best = found.place, found.outcome["lines"][0]
    return _(
        "各位居民：\n"
        "“%(before)s”从现在起叫“%(name)s”（%(where)s），欢迎大家来用。\n"
        "名字是邻居们起的：一共征到 %(given)s 个名字，投票时“%(name)s”得 %(votes)s 票。"
        "老名字还记得的人，照样找得到。"
    ) % {
        "before": found.name_before,
        "name": found.adopted.name,
        "where": place.where or place.community.name,
        "given": queries.given_names(found).count(),
        "votes": best["votes"],
    }


def _contest(request: Visit, contest_id: int) -> Any:
    return get_object_or_404(queries.contests_held_by(request.user), pk=contest_id)


def _candidate(request: Visit, candidate_id: int) -> Any:
    return get_object_or_404(queries.candidates_held_by(request.user), pk=candidate_id)


def _held(found: Any) -> str:
    return reverse("naming:held", args=[found.pk])

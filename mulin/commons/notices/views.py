from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from mulin.commons.calendar.queries import overrides_of, years_planned
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import file_response, sheet_response

from . import actions, boards, queries, sharing
from .forms import NoticeForm, PlanForm
from .pdf import NoPdf, pdf_for_all
from .permissions import can_post_notice


@require_safe
@login_required
def messages(request: Visit) -> HttpResponse:
    """Show what a person is told, and take it as read."""
    unread = queries.unread_ids(request.user)
    told = queries.messages_for(request.user, request.GET.get("page", 1), unread=unread)
    actions.mark_seen(actor=request.user, record_ids=unread)
    return page(request, "notices/messages.html", {"page": told})


@require_safe
def short_link(request: Visit, code: str) -> HttpResponse:
    """Lead from a short address to its page."""
    link = queries.link_of_code(code)
    if link is None:
        raise Http404
    return HttpResponseRedirect(link.path)


@require_safe
def poster(request: Visit, code: str) -> HttpResponse:
    """Show a sheet for the stairwell: what to do, and the code that leads there."""
    link = queries.link_of_code(code)
    if link is None:
        raise Http404
    words = sharing.unsealed(request.GET.get("words", ""))
    headline = words[0] if words else _("扫一扫，来看看")
    short_url = sharing.address(request, link.short_path)
    context = {
        "headline": headline,
        "size": sharing.poster_size(headline),
        "lines": words[1:],
        "yard": sharing.YARD,
        "short_url": short_url,
        "typed": short_url.partition("://")[2],
        "back": link.path,
    }
    return page(request, "notices/poster.html", context)


@require_safe
def board(request: Visit, unit_id: int) -> HttpResponse:
    """Show the notices of one place."""
    unit = get_object_or_404(boards.units(), pk=unit_id)
    found = Paginator(boards.notices_of(unit), queries.PER_PAGE)
    text = _("看看%(place)s贴出来的公示和通知") % {"place": unit.name}
    context = {
        "unit": unit,
        "page": found.get_page(request.GET.get("page", 1)),
        "may_post": can_post_notice(request.user, unit),
        "share": sharing.share(request, request.path, text=text),
    }
    return page(request, "notices/board.html", context)


@require_safe
def notice(request: Visit, notice_id: int) -> HttpResponse:
    """Show one notice, for reading on a screen."""
    found = get_object_or_404(boards.notices(), pk=notice_id)
    context = {
        "notice": found,
        "spot": boards.spot_of(found),
        "share": sharing.share_notice(request, found),
    }
    return page(request, "notices/notice.html", context | boards.paper_facts(found))


@require_safe
def paper(request: Visit, notice_id: int) -> HttpResponse:
    """Show one notice as the sheet that is printed."""
    found = get_object_or_404(boards.notices(), pk=notice_id)
    context = _sheet(request, found) | {"back": found.get_absolute_url()}
    return page(request, "notices/paper.html", context)


@require_safe
def pdf(request: Visit, notice_id: int) -> HttpResponse:
    """Send one notice as a PDF, or lead to the sheet where this machine cannot make one."""
    found = get_object_or_404(boards.notices(), pk=notice_id)
    try:
        content = pdf_for_all(request, render_to_string("notices/pdf.html", _sheet(request, found)))
    except NoPdf:
        return page(request, "notices/no_pdf.html", {"notice": found}, status=503)
    return file_response(content, f"{found.title}.pdf", "application/pdf")


@require_safe
@login_required
def desk(request: Visit) -> HttpResponse:
    """Show staff the boards they keep."""
    offices = boards.offices_of(request.user)
    if not offices:
        raise Http404
    found = Paginator(boards.notices_from(offices), queries.PER_PAGE)
    context = {
        "offices": offices,
        "page": found.get_page(request.GET.get("page", 1)),
        "may_plan": boards.planning_office_of(request.user) is not None,
    }
    return page(request, "notices/desk.html", context)


@login_required
def post(request: Visit, unit_id: int) -> HttpResponse:
    """Write a notice, look at it as it will hang, and post it."""
    unit = get_object_or_404(boards.units_postable_by(request.user), pk=unit_id)
    spots = boards.spots_of(unit)
    names = {word: getattr(spot, "full_name", spot.name) for word, spot in spots.items()}
    chosen = {"for_whom": request.GET.get("for", "")}
    form = NoticeForm(request.POST or None, spots=names, initial=chosen)
    drafts, posted = [], []

    def draw_it_up(facts: dict[str, Any]) -> None:
        facts.pop("for_whom", None)
        drafts.append(actions.draw_up(unit=unit, **facts))

    def post_it(facts: dict[str, Any]) -> None:
        about = spots.get(facts.pop("for_whom", ""))
        posted.append(actions.post_notice(actor=request.user, unit=unit, about=about, **facts))

    if "preview" in request.POST:
        accepted(form, draw_it_up)
    elif accepted(form, post_it):
        return done(request, posted[0].get_absolute_url())
    context: dict[str, Any] = {"unit": unit, "form": form}
    for draft in drafts:
        context |= _sheet(request, draft)
    return page(request, "notices/post.html", context)


@login_required
def workdays(request: Visit) -> HttpResponse:
    """Show the years whose working days are known, and take in another."""
    office = boards.planning_office_of(request.user)
    if office is None:
        raise Http404
    form = PlanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        days = form.cleaned_data["file"].days.values()
        year = actions.plan_year(actor=request.user, office=office, days=days)
        success(request, _("%(year)s 年的放假安排收好了，从现在起照它算。") % {"year": year})
        return done(request, request.path)
    return page(request, "notices/workdays.html", {"form": form, "years": years_planned()})


@require_safe
@login_required
def workdays_file(request: Visit, year: int) -> HttpResponse:
    """Send one year's plan as the file the next year's is written in."""
    if boards.planning_office_of(request.user) is None:
        raise Http404
    rows = [
        (day.date.isoformat(), _("上班") if day.is_workday else _("休息"), day.name)
        for day in overrides_of(year)
    ]
    if not rows:
        raise Http404
    title = _("%(year)s 年放假安排") % {"year": year}
    return sheet_response(title, [_("日期"), _("上班还是休息"), _("节日")], rows)


def _sheet(request: Visit, found: Any) -> dict[str, Any]:
    """Return a notice's sheet of paper: always in the site's own language, for that is official."""
    with override(settings.LANGUAGE_CODE):
        facts = {"notice": found} | boards.paper_facts(found)
        facts["body"] = render_to_string("notices/_body.html", facts)
        if found.pk:  # a draft has no address yet
            facts["qr"] = sharing.share_notice(request, found).qr_svg
        return facts | {"sheet": render_to_string("notices/_sheet.html", facts)}

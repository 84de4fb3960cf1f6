"""What everybody reads of a meeting, and what those who come to it do."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.audit.onward import ways_on
from mulin.commons.notices.pdf import NoPdf, pdf_for_all
from mulin.commons.notices.sharing import share
from mulin.commons.occasions.queries import partners_for
from mulin.commons.organisations.queries import organisations_spoken_for_by
from mulin.commons.people.requests import Visit
from mulin.commons.tasks import actions as tasks
from mulin.commons.tasks.permissions import can_bring_up
from mulin.commons.tasks.queries import agenda_items_visible_to
from mulin.commons.topics.queries import settlement_of
from mulin.errors import require
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.sheets import file_response

from .. import actions, permissions, queries
from ..forms import BoxForm, ReplyForm
from ..presenting import facts_of, share_words
from .phone import line_in_force

A_PAGE = 20


def found_by(request: Visit, meeting_id: int) -> Any:
    """Load what this person may read of, or this phone that signed its list."""
    found = queries.with_word_of(queries.meetings_visible_to(request.user), request.user)
    meeting = queries.with_numbers(found).filter(pk=meeting_id).first()
    return meeting or _found_by_phone(request, meeting_id)


def _found_by_phone(request: Visit, meeting_id: int) -> Any:
    meeting = get_object_or_404(queries.with_numbers(queries.meetings()), pk=meeting_id)
    if line_in_force(request, meeting) is None:
        raise Http404
    return meeting


def _told_to_line(found: Any, line: Any) -> None:
    """Show what this phone said before, and what became of it."""
    said = queries.word_of_line(line)
    found.said_right, found.told = (said.is_right, said.answer) if said else (None, "")


def _not_kept(found: Any, response: HttpResponse) -> HttpResponse:
    """Keep what not everybody may read out of every store on its way."""
    if not found.occasion.is_public:
        add_never_cache_headers(response)
    return response


@require_safe
def of_occasion(request: Visit, occasion_id: int) -> HttpResponse:
    """Lead from what stands in the calendar to its meeting."""
    found = queries.meetings_visible_to(request.user)
    return redirect(get_object_or_404(found, occasion=occasion_id))


@require_safe
def meeting(request: Visit, meeting_id: int) -> HttpResponse:
    """Invite to a meeting, or tell what was said, decided and promised."""
    found = found_by(request, meeting_id)
    signed_in = request.user.is_authenticated
    may_keep = signed_in and permissions.can_keep_minutes(request.user, found)
    sees_photos = may_keep or found.occasion.is_public
    facts = facts_of(found)
    came = signed_in and facts["coming"].includes(request.user)
    line = None if came else line_in_force(request, found)
    if line is not None:
        _told_to_line(found, line)
    context = facts | {
        "may_keep": may_keep,
        "may_read_minutes": found.is_shown or may_keep,
        "may_answer": bool(came or line) and found.may_be_answered,
        "corrections": found.corrections.all() if found.has_corrections else [],
        "settlement": settlement_of(found.occasion) if found.is_mediation else None,
        "photos": found.photos.all() if found.has_photos and sees_photos else [],
        "ways_on": ways_on(found, found.occasion.unit) if may_keep else [],
    }
    if found.occasion.is_public:
        context["share"] = share(request, request.path, text=share_words(found))
    return _not_kept(found, page(request, "meetings/meeting.html", context))


@require_safe
def meetings(request: Visit, unit_id: int) -> HttpResponse:
    """List the meetings of a place: the next ones, then those that were."""
    unit = get_object_or_404(queries.units(), pk=unit_id)
    context = {
        "unit": unit,
        "coming": queries.coming_at(unit),
        "page": BoundedPaginator(queries.held_at(unit), A_PAGE).get_page(request.GET.get("page")),
        "this_year": timezone.localdate().year,
        "may_call": request.user.is_authenticated
        and permissions.can_call_meeting(request.user, unit),
        "share": share(
            request,
            request.path,
            text=_("%(place)s开的会，说了什么都在这里") % {"place": unit.name},
        ),
    }
    return page(request, "meetings/meetings.html", context)


@login_required
def box(request: Visit, unit_id: int) -> HttpResponse:
    """Put something into the issue box, and see what became of one's own."""
    unit = get_object_or_404(queries.units(), pk=unit_id)
    spoken_for = list(partners_for(unit).filter(pk__in=organisations_spoken_for_by(request.user)))
    may_bring = can_bring_up(request.user, unit) or bool(spoken_for)
    require(may_bring or request.method != "POST")
    form = BoxForm(request.POST if request.method == "POST" else None, organisations=spoken_for)

    def bring(given: dict[str, Any]) -> None:
        receipt = given.pop("key")
        tasks.bring_up(actor=request.user, unit=unit, receipt=receipt, **given)

    if accepted(form, bring):
        success(request, _("收到了。排上会、议过以后都会告诉您。"))
        return done(request, request.path)
    context = {
        "unit": unit,
        "form": form,
        "may_bring": may_bring,
        "mine": queries.items_mine(request.user, unit)[:A_PAGE],
    }
    return page(request, "meetings/box.html", context)


@login_required
@require_POST
def withdraw(request: Visit, item_id: int) -> HttpResponse:
    """Take one's own matter back."""
    item = get_object_or_404(agenda_items_visible_to(request.user), pk=item_id)
    tasks.withdraw_agenda_item(actor=request.user, item=item)
    success(request, _("撤回了。"))
    return done(request, reverse("meetings:box", args=[item.unit_id]))


@require_POST
def reply(request: Visit, meeting_id: int) -> HttpResponse:
    """Say whether the minutes are right: by one's account, or by the phone that signed the list."""
    line = _line_at(request, meeting_id)
    if line is None and not request.user.is_authenticated:
        return redirect_to_login(reverse("meetings:meeting", args=[meeting_id]))
    found = found_by(request, meeting_id)
    if request.user.is_authenticated and permissions.can_answer_minutes(request.user, found):
        line = None
    elif line is None:
        raise Http404
    form = ReplyForm(request.POST)

    def say(given: dict[str, Any]) -> None:
        if line is None:
            actions.reply_to_minutes(actor=request.user, meeting=found, **given)
        else:
            actions.reply_by_line(actor=None, attendance=line, **given)

    if accepted(form, say):
        success(request, _("记下了，谢谢您核对。"))
        return done(request, found.get_absolute_url())
    return page(request, "meetings/reply.html", {"meeting": found, "form": form}, status=422)


def _line_at(request: Visit, meeting_id: int) -> Any:
    meeting = queries.meetings().filter(pk=meeting_id).first()
    return line_in_force(request, meeting) if meeting else None


@require_safe
def paper(request: Visit, meeting_id: int) -> HttpResponse:
    """Show the minutes as the sheet that is printed."""
    found = _shown(request, meeting_id)
    context = {"sheet": _sheet(found), "meeting": found, "back": found.get_absolute_url()}
    return _not_kept(found, page(request, "meetings/paper.html", context))


@require_safe
def pdf(request: Visit, meeting_id: int) -> HttpResponse:
    """Send the minutes as a PDF, or lead to the sheet where this machine cannot make one."""
    found = _shown(request, meeting_id)
    try:
        html = render_to_string("meetings/pdf.html", {"sheet": _sheet(found), "meeting": found})
        content = pdf_for_all(request, html, styles=["meetings/meetings.css"])
    except NoPdf:
        return done(request, reverse("meetings:paper", args=[found.pk]))
    name = f"{found.occasion.title}.pdf"
    return _not_kept(found, file_response(content, name, "application/pdf"))


def _shown(request: Visit, meeting_id: int) -> Any:
    found = found_by(request, meeting_id)
    signed_in = request.user.is_authenticated
    if found.is_shown or (signed_in and permissions.can_keep_minutes(request.user, found)):
        return found
    raise Http404


def _sheet(found: Any) -> str:
    """Draw the minutes as paper; always in the site's own language."""
    with override("zh-hans"):
        settlement = settlement_of(found.occasion) if found.is_mediation else None
        return render_to_string(
            "meetings/_sheet.html", facts_of(found) | {"settlement": settlement}
        )

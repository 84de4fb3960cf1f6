"""What everybody reads of a meeting, and what those who come to it do."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.notices.pdf import NoPdf, pdf_for_all
from mulin.commons.notices.sharing import share
from mulin.commons.occasions.queries import partners_for
from mulin.commons.organisations.queries import organisations_spoken_for_by
from mulin.commons.people.requests import Visit
from mulin.commons.tasks import actions as tasks
from mulin.commons.tasks.permissions import can_bring_up
from mulin.commons.tasks.queries import agenda_items_visible_to
from mulin.commons.topics.queries import settlement_of
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.sheets import file_response

from .. import actions, permissions, queries
from ..forms import BoxForm, ReplyForm
from ..presenting import facts_of, share_words

A_PAGE = 20


def found_by(request: Visit, meeting_id: int) -> Any:
    found = queries.with_numbers(queries.meetings_visible_to(request.user))
    found = queries.with_word_of(found, request.user)
    return get_object_or_404(found, pk=meeting_id)


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
    facts = facts_of(found)
    came = signed_in and facts["coming"].includes(request.user)
    context = facts | {
        "may_keep": may_keep,
        "may_read_minutes": found.is_shown or may_keep,
        "may_answer": came and found.may_be_answered,
        "corrections": found.corrections.all() if found.has_corrections else [],
        "settlement": settlement_of(found.occasion) if found.is_mediation else None,
        "photos": found.photos.all() if found.has_photos else [],
        "share": share(request, request.path, text=share_words(found)),
    }
    return page(request, "meetings/meeting.html", context)


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
    if not (can_bring_up(request.user, unit) or spoken_for):
        raise Http404
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


@login_required
@require_POST
def reply(request: Visit, meeting_id: int) -> HttpResponse:
    """Say whether the minutes are right."""
    found = found_by(request, meeting_id)
    if not permissions.can_answer_minutes(request.user, found):
        raise Http404
    form = ReplyForm(request.POST)
    if accepted(
        form, lambda given: actions.reply_to_minutes(actor=request.user, meeting=found, **given)
    ):
        success(request, _("记下了，谢谢您核对。"))
        return done(request, found.get_absolute_url())
    return page(request, "meetings/reply.html", {"meeting": found, "form": form}, status=422)


@require_safe
def paper(request: Visit, meeting_id: int) -> HttpResponse:
    """Show the minutes as the sheet that is printed."""
    found = _shown(request, meeting_id)
    context = {"sheet": _sheet(found), "meeting": found, "back": found.get_absolute_url()}
    return page(request, "meetings/paper.html", context)


@require_safe
def pdf(request: Visit, meeting_id: int) -> HttpResponse:
    """Send the minutes as a PDF, or lead to the sheet where this machine cannot make one."""
    found = _shown(request, meeting_id)
    try:
        html = render_to_string("meetings/pdf.html", {"sheet": _sheet(found), "meeting": found})
        content = pdf_for_all(request, html, styles=["meetings/meetings.css"])
    except NoPdf:
        return done(request, reverse("meetings:paper", args=[found.pk]))
    return file_response(content, f"{found.occasion.title}.pdf", "application/pdf")


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

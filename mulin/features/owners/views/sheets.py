"""Lists to post, ballots to print, and what goes to and comes from the government's system."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response
from mulin.web.workbooks import MOST_BYTES

from .. import actions, permissions, queries, tables
from ..forms import ResultForm, SureForm
from ..notice_words import rule_in_words, unreturned_in_words
from .office import vote_of

BALLOTS_AT_ONCE = 200


@login_required
@require_safe
def posting(request: Visit, vote_id: int) -> HttpResponse:
    """Show who got and gave a ballot as the list that hangs in the compound."""
    found = get_object_or_404(queries.public_votes(), pk=vote_id)
    if not permissions.can_see_lists(request.user, found):
        raise Http404
    actions.note_roll_read(actor=request.user, vote=found, what="list")
    context = {
        "vote": found,
        "columns": tables.posting_columns(),
        "rows": tables.posting_rows(found),
        "back": reverse("owners:vote", args=[found.pk]),
    }
    return page(request, "owners/posting.html", context)


@login_required
@require_safe
def posting_sheet(request: Visit, vote_id: int) -> HttpResponse:
    """Give the list that hangs in the compound as an Excel file."""
    found = vote_of(request, vote_id)
    actions.note_roll_read(actor=request.user, vote=found, what="list.xlsx")
    title = _("%(title)s送达和交回") % {"title": found.title}
    return sheet_response(title, tables.posting_columns(), tables.posting_rows(found))


@login_required
@require_safe
def export(request: Visit, vote_id: int) -> HttpResponse:
    """Give the roll as the government's own voting system takes it; that is written down."""
    found = vote_of(request, vote_id)
    actions.note_roll_read(actor=request.user, vote=found, what="export.xlsx")
    title = _("%(title)s业主名册") % {"title": found.title}
    return sheet_response(title, tables.export_columns(found), tables.export_rows(found))


@login_required
@require_safe
def paper_ballots(request: Visit, vote_id: int) -> HttpResponse:
    """Show the paper ballots of one building, one sheet for each owner."""
    found = vote_of(request, vote_id)
    actions.note_roll_read(actor=request.user, vote=found, what="ballots")
    buildings = list(dict.fromkeys(queries.electors_of(found).values_list("building", flat=True)))
    chosen = request.GET.get("building", buildings[0] if buildings else "")
    electors = Paginator(
        queries.electors_of(found).filter(building=chosen), BALLOTS_AT_ONCE
    ).get_page(request.GET.get("page"))
    with override(settings.LANGUAGE_CODE):
        facts = {
            "vote": found,
            "questions": list(found.questions.all()),
            "electors": electors,
            "rule_words": rule_in_words(found),
            "unreturned_words": unreturned_in_words(found),
        }
        sheets = render_to_string("owners/_ballots.html", facts)
    context = {
        "sheets": sheets,
        "electors": electors,
        "buildings": buildings,
        "chosen": chosen,
        "back": reverse("owners:held", args=[found.pk]),
    }
    return page(request, "owners/paper_ballots.html", context)


@login_required
def official(request: Visit, vote_id: int) -> HttpResponse:
    """Take in what the government's own voting system counted, all of it or nothing."""
    found = vote_of(request, vote_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ResultForm(*posted)
    kept: list[Any] = []
    if accepted(form, lambda given: _take_in(request, found, form, given["file"], kept)) and kept:
        success(request, _("读好了。请另一位同事来核对确认，确认了才算数。"))
        return done(request, reverse("owners:confirm_official", args=[kept[0].pk]))
    context = {
        "vote": found,
        "form": form,
        "heading": _("导入政府投票系统的结果"),
        "text": _(
            "先导出名册，填好答复再传回来；没参加的留空。表里有业主、面积两列的，也和名册对一遍；"
            "查清了确实没错，可以删掉那一列再传。"
        ),
        "label": _("核对这个表"),
        "back": reverse("owners:held", args=[found.pk]),
    }
    return page(request, "owners/form.html", context)


def _take_in(request: Visit, found: Any, form: ResultForm, file: Any, kept: list[Any]) -> None:
    content = file.read(MOST_BYTES + 1)
    try:
        lines = tables.read_result(content, found)
    except tables.Faulty as wrong:
        for fault in wrong.faults:
            form.add_error("file", fault)
        return
    kept.append(
        actions.upload_official_result(
            actor=request.user,
            vote=found,
            name=file.name,
            sha256=sha256(content).hexdigest(),
            lines=lines,
        )
    )


@login_required
def confirm_official(request: Visit, result_id: int) -> HttpResponse:
    """Let a second person confirm such a file."""
    result = get_object_or_404(queries.official_results_visible_to(request.user), pk=result_id)
    form = SureForm(request.POST if request.method == "POST" else None)
    new: list[int] = []

    def act(_given: dict[str, Any]) -> None:
        new.append(actions.confirm_official_result(actor=request.user, result=result))

    if accepted(form, act):
        words = ngettext("确认了，新算进 %(n)s 张票。", "确认了，新算进 %(n)s 张票。", new[0])
        success(request, words % {"n": new[0]})
        return done(request, reverse("owners:held", args=[result.vote_id]))
    answered = queries.numbers_answered(result.vote)
    context = {
        "vote": result.vote,
        "result": result,
        "form": form,
        "lines": len(result.lines),
        "known": len({number for number, _said in result.lines} & answered.keys()),
        "is_mine": result.uploaded_by_id == request.user.pk,
        "said": tables.answers_in(result),
        "back": reverse("owners:held", args=[result.vote_id]),
    }
    return page(request, "owners/confirm_official.html", context)

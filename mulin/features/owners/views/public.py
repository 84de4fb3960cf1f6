"""An owners' vote for everybody, and the owner's own answer."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from mulin.commons.notices.boards import notices_about, office_of
from mulin.commons.notices.pdf import NoPdf, pdf_for_all
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import file_response

from .. import actions, permissions, queries
from ..counting import Ground, by_building, counts_of
from ..forms import AnswerForm
from ..notice_words import evidence_in_words, rule_in_words, unreturned_in_words
from ..presenting import panels
from ..rules import differs_from_law
from ..words import MATTERS, matter_named

PER_PAGE = 20


@require_safe
def votes(request: Visit) -> HttpResponse:
    """List what owners decide and decided; in one place when the address names it."""
    place = request.GET.get("unit", "")
    unit = None
    if place.isascii() and place.isdigit() and len(place) <= 18:
        unit = queries.place_with(int(place))
    found = queries.votes_of(unit) if unit else queries.public_votes()
    context = {
        "unit": unit,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "share": share(request, request.path, text=_("看看哪些小区的业主在共同决定什么")),
    }
    return page(request, "owners/votes.html", context)


@require_safe
def matters(request: Visit) -> HttpResponse:
    """Say which matter is decided how."""
    context = {
        "ordinary": [(item, *MATTERS[item]) for item in (1, 2, 3, 4, 5, 9)],
        "grave": [(item, *MATTERS[item]) for item in (6, 7, 8)],
        "notes": queries.notes()[:100],
        "may_write": bool(
            request.user.is_authenticated and queries.notes_written_by(request.user).exists()
        ),
        "share": share(request, request.path, text=_("小区里的这件事该怎么定？对照着看")),
    }
    return page(request, "owners/matters.html", context)


@require_safe
def vote(request: Visit, vote_id: int) -> HttpResponse:
    """Show what is asked, how it stands, and what came of it."""
    found = get_object_or_404(queries.public_votes(), pk=vote_id)
    ground = Ground.of(found)
    mine = queries.elector_line(found, request.user)
    said = ground.answers.get(mine.pk) if mine else None
    context = facts_of(found, ground) | {
        "mine": mine,
        "said": said,
        "may_hold": permissions.can_hold_vote(request.user, found.unit),
        "buildings": by_building(ground),
        "notices": notices_about(found),
        "share": share(request, request.path, text=_share_text(found)),
    }
    return page(request, "owners/vote.html", context)


@login_required
def answer(request: Visit, vote_id: int) -> HttpResponse:
    """Let an owner answer on her phone."""
    found = get_object_or_404(queries.votes_to_answer(request.user), pk=vote_id)
    elector = queries.elector_line(found, request.user)
    if elector is None:
        raise Http404
    before = queries.ballot_of(found, elector)
    questions = list(found.questions.all())
    given = before.answers if before else {}
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        questions=questions,
        initial={f"q{number}": said for number, said in given.items()},
    )

    def act(_given: dict[str, Any]) -> None:
        actions.answer_vote(actor=request.user, vote=found, answers=form.answers)

    if accepted(form, act):
        success(request, _("收到您的答复。截止以前都可以改。"))
        return done(request, reverse("owners:vote", args=[found.pk]))
    context = {
        "vote": found,
        "elector": elector,
        "before": before,
        "form": form,
        "matter": matter_named(found.item),
        "rule_words": rule_in_words(found),
        "unreturned_words": unreturned_in_words(found),
    }
    return page(request, "owners/answer.html", context)


@require_safe
def statement(request: Visit, vote_id: int) -> HttpResponse:
    """Show the statement of the result as the sheet that is printed."""
    found = _concluded(vote_id)
    context = {"sheet": _sheet(request, found), "vote": found}
    return page(
        request, "owners/statement.html", context | {"back": reverse("owners:vote", args=[vote_id])}
    )


@require_safe
def statement_pdf(request: Visit, vote_id: int) -> HttpResponse:
    """Send the statement as a PDF, or lead to the sheet where this machine cannot make one."""
    found = _concluded(vote_id)
    context = {"sheet": _sheet(request, found), "vote": found}
    try:
        html = render_to_string("owners/pdf.html", context)
        content = pdf_for_all(request, html, styles=["owners/owners.css"])
    except NoPdf:
        return done(request, reverse("owners:statement", args=[found.pk]))
    return file_response(content, f"{found.title}.pdf", "application/pdf")


@require_safe
def outcome(request: Visit, vote_id: int) -> HttpResponse:
    """Give every figure of the result, so that anybody can count again."""
    found = _concluded(vote_id)
    content = {"title": found.title, "compound": found.compound.name} | found.outcome
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="owners-{found.pk}.json"'
    return response


def facts_of(found: Any, ground: Ground | None = None) -> dict[str, Any]:
    """Return what public pages, the desk and the statement say of a vote."""
    rule = found.threshold_rule
    return {
        "vote": found,
        "matter": matter_named(found.item),
        "source": rule.source,
        "differs": differs_from_law(rule, found.item),
        "rule_words": rule_in_words(found),
        "unreturned_words": unreturned_in_words(found),
        "panels": panels(counts_of(found, ground), is_over=found.is_concluded),
    }


def _concluded(vote_id: int) -> Any:
    found = get_object_or_404(queries.public_votes(), pk=vote_id)
    if not found.is_concluded:
        raise Http404
    return found


def _sheet(request: Visit, found: Any) -> str:
    """Return the statement: always in the site's own language, for that is official."""
    with override(settings.LANGUAGE_CODE):
        facts = facts_of(found) | {
            "office": office_of(found.unit),
            "evidence_words": evidence_in_words(
                Ground.of(found), queries.returned_by_channel(found)
            ),
            "qr": share(
                request, reverse("owners:vote", args=[found.pk]), text=_share_text(found)
            ).qr_svg,
        }
        return render_to_string("owners/_statement.html", facts)


def _share_text(found: Any) -> str:
    if found.is_concluded:
        first = _("看业主共同决定的结果：%(title)s") % {"title": found.title}
    else:
        first = _("业主请来答复：%(title)s") % {"title": found.title}
    return f"{first}\n{found.compound.name}"

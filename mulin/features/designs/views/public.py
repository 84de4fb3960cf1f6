"""What everybody sees of drawings, and how they say what they think of them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.notices.sharing import address, share
from mulin.commons.people.limits import client_address, count_within
from mulin.commons.people.requests import Visit
from mulin.commons.topics.queries import constraints_on
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.pictures import qr

from .. import actions, permissions, queries
from ..forms import CommentForm
from ..presenting import answered, option_cards, share_words

if TYPE_CHECKING:
    from ..models import DesignVersion, DisplayBoard

VISITORS_MAY = [(6, timedelta(hours=1)), (30, timedelta(days=1))]
"""How many comments may come from one address without an account; a household shares one."""

NEIGHBOURS_MAY = [(20, timedelta(hours=1)), (60, timedelta(days=1))]
"""How many may come from one account."""


PER_PAGE = 20
A_FEW = 3


@require_safe
def display(request: Visit, display_id: int) -> HttpResponse:
    """Show the drawings side by side, and what became of what was said about them."""
    return _show(request, _version(display_id))


@require_safe
def board(request: Visit, board_id: int) -> HttpResponse:
    """Show the drawings to somebody who stands before a board and took its code."""
    boards = list(queries.boards_beside(board_id))
    found = next((one for one in boards if one.pk == board_id), None)
    if found is None:
        raise Http404
    return _show(request, _version(found.display_id), found, boards)


def _version(display_id: int) -> "DesignVersion":
    version = queries.version_shown(display_id)
    if version is None:
        raise Http404
    return version


def _show(
    request: Visit,
    version: "DesignVersion",
    board: "DisplayBoard | None" = None,
    boards: "list[DisplayBoard] | None" = None,
) -> HttpResponse:
    shown = version.display
    comments = queries.comments_shown(shown)
    context = {
        "display": shown,
        "version": version,
        "board": board,
        "cards": option_cards(version, request.user),
        "may_lean": shown.takes_comments and permissions.can_lean(request.user, shown),
        "may_keep": permissions.can_keep(request.user, shown.topic),
        "constraints": list(constraints_on(shown.topic)),
        "boards": list(queries.boards_of(shown)) if boards is None else boards,
        "tally": queries.tally_of(shown),
        "comments": answered(comments[:A_FEW]),
        "share": share(
            request, reverse("designs:display", args=[shown.pk]), text=share_words(shown)
        ),
    }
    return page(request, "designs/display.html", context)


@require_safe
def comments(request: Visit, display_id: int) -> HttpResponse:
    """Show everything that was said, each with its answer."""
    shown = get_object_or_404(queries.displays(), pk=display_id)
    wanted = request.GET.get("answer", "")
    found = queries.comments_shown(shown)
    if wanted in queries.ANSWERS:
        found = found.filter(answer=queries.ANSWERS[wanted])
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page", 1))
    listed.object_list = answered(listed.object_list)
    tally = queries.tally_of(shown)
    context = {
        "display": shown,
        "tally": tally,
        "page": listed,
        "wanted": wanted if wanted in queries.ANSWERS else "",
        "choices": tally.choices,
        "share": share(request, request.path, text=share_words(shown)),
    }
    return page(request, "designs/comments.html", context)


@require_safe
def versions(request: Visit, display_id: int) -> HttpResponse:
    """Show each version beside the one before: what changed, and which comments led to it."""
    shown = get_object_or_404(queries.displays(), pk=display_id)
    led_to = queries.comments_built_in(shown)
    steps = []
    before: DesignVersion | None = None
    for version in queries.published_versions(shown):
        steps.append(_step(before, version, answered(led_to.get(version.pk, []))))
        before = version
    context = {
        "display": shown,
        "steps": steps[::-1],
        "tally": queries.tally_of(shown),
        "share": share(request, request.path, text=share_words(shown)),
    }
    return page(request, "designs/versions.html", context)


def _step(
    before: "DesignVersion | None", version: "DesignVersion", comments: list[Any]
) -> dict[str, Any]:
    pictures = [
        next((one.rendering for one in each.options.all() if one.rendering), None)
        for each in (before, version)
        if each
    ]
    pair = pictures if len(pictures) == 2 and all(pictures) else None
    return {"version": version, "before": before, "pair": pair, "comments": comments}


def comment(request: Visit, display_id: int) -> HttpResponse:
    """Take down what somebody thinks, with or without an account."""
    shown = get_object_or_404(queries.displays(), pk=display_id)
    if not shown.takes_comments:
        return page(request, "designs/over.html", {"display": shown})
    person = request.user if request.user.is_authenticated else None
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        signature=person.name_in_public if person else "",
    )
    at = _board_meant(request, shown)
    given: list[Any] = []
    if _counted(request, form) and accepted(
        form,
        lambda told: given.append(
            actions.comment_on_design(
                actor=person, display=shown, board=at, **_without_blanks(told)
            )
        ),
    ):
        return done(request, reverse("designs:receipt", args=[given[0].receipt]))
    return page(request, "designs/comment.html", {"display": shown, "form": form, "board": at})


def _without_blanks(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, "")}


def _board_meant(request: Visit, shown: Any) -> "DisplayBoard | None":
    number = request.GET.get("board", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return queries.boards_of(shown).filter(pk=number).first()


def _counted(request: Visit, form: CommentForm) -> bool:
    """Count what somebody sends; too much at once becomes the form's own error."""
    key, may = f"designs:{client_address(request)}", VISITORS_MAY
    if request.user.is_authenticated:
        key, may = f"designs by {request.user.pk}", NEIGHBOURS_MAY
    return accepted(form, lambda told: count_within(key, may))


@require_safe
def receipt(request: Visit, receipt: UUID) -> HttpResponse:
    """Show somebody with the secret address what became of what they said."""
    found = queries.comment_with_receipt(receipt)
    if found is None:
        raise Http404
    here = address(request, request.path)
    context = {
        "comment": answered([found])[0],
        "display": found.display,
        "here": here,
        "code": qr(here, _("这张回执的二维码")),
    }
    response = page(request, "designs/receipt.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_POST
def lean(request: Visit, option_id: int) -> HttpResponse:
    """Say which option one likes best so far."""
    found = get_object_or_404(queries.options_shown(), pk=option_id)
    back = reverse("designs:display", args=[found.version.display_id]) + "#options"
    actions.lean_towards(actor=request.user, option=found)
    return done(request, back)

"""A letter for everybody: what came of it, and answering it by its code."""

from typing import Any

from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.guessing import PrintedCodes
from mulin.commons.people.limits import client_address
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import AnswerForm, SlipNumberForm
from ..wording import told

SLIPS = PrintedCodes("letter-slip")
IN_HAND = "letter_in_hand"
"""The code whose letter somebody proved to hold, in the browser's session."""


@require_safe
def letter(request: Visit, occasion_id: int) -> HttpResponse:
    """Show how far a letter is, and once it is told, what is done about what came back."""
    found = get_object_or_404(queries.letters_for_all(), occasion=occasion_id)
    answered, whole = queries.answered_of(found) if found.is_published else (0, 0)
    promises = queries.promises_of(found) if found.is_published else {}
    context = {
        "letter": found,
        "unit": found.community,
        "printed": queries.printed_in(found),
        "returned": queries.returned_in(found),
        "answers": [
            (one, promises.get(one.pk, []))
            for one in (queries.answers_of(found) if found.is_published else [])
        ],
        "answered": answered,
        "whole": whole,
        "may_run": permissions.can_run_listening(request.user, found.community),
        "share": share(request, request.path, text=_passed_on(found, answered, whole)),
    }
    return page(request, "listening/letter.html", context)


def _passed_on(found: Any, answered: int, whole: int) -> str:
    place = found.community.name
    if not found.is_published:
        return _("%(place)s请大家提意见：看看什么时候、怎么写") % {"place": place}
    words = ngettext(
        "%(place)s收到 %(n)d 条意见，看看哪些已经在办",
        "%(place)s收到 %(n)d 条意见，看看哪些已经在办",
        whole,
    )
    return words % {"place": place, "n": whole}


@never_cache
def slip(request: Visit, code: str) -> HttpResponse:
    """Open a letter by its code; while codes are being guessed, by the number on its slip too."""
    found = queries.slip_with_code(code)
    if found and permissions.can_run_listening(request.user, found.letter.community):
        enter = reverse("listening:letter_enter", args=[found.letter.occasion_id])
        return done(request, f"{enter}?number={found.number}")
    address = client_address(request)
    is_in_hand = found is not None and request.session.get(IN_HAND) == found.code
    if not is_in_hand and not SLIPS.is_enough(address):
        return _ask_number(request, code, found)
    if found is None:
        SLIPS.note_wrong(address)
        raise Http404
    if not is_in_hand:
        # Whoever is writing when the guessing begins goes on writing.
        request.session[IN_HAND] = found.code
    return _open(request, found)


def _ask_number(request: Visit, code: str, found: Any) -> HttpResponse:
    """Ask for the number on the slip, alike whether there is such a code or not."""
    form = SlipNumberForm(request.POST if "number" in request.POST else None)

    def look(given: dict[str, Any]) -> None:
        SLIPS.count_proof(client_address(request), code)
        if found is None or found.number != given["number"]:
            raise Refused(_("号和码对不上。请照信上的再看看，或者交纸回执。"))
        request.session[IN_HAND] = found.code

    if accepted(form, look):
        return done(request, request.path)
    status = 422 if form.errors else 200
    return page(request, "listening/slip_number.html", {"form": form}, status=status)


def _open(request: Visit, found: Any) -> HttpResponse:
    """Take what a home writes, or show what it wrote."""
    if returned := queries.return_on(found):
        return _answered(request, found, returned)
    if not found.letter.is_open:
        raise Refused(_("这一轮已经收完了。还有话要说，请告诉社区。"))
    form = AnswerForm(request.POST or None)
    if accepted(form, lambda _given: actions.answer_letter(actor=None, slip=found, said=form.said)):
        return done(request, request.path)
    status = 422 if form.errors else 200
    return page(request, "listening/slip.html", _about(found) | {"form": form}, status=status)


def _answered(request: Visit, found: Any, returned: Any) -> HttpResponse:
    """Say that a slip came back; its home may change what it wrote until the last day."""
    lines = list(queries.opinions_heard_through(returned))
    context = _about(found) | {"returned": returned, "lines": lines}
    if "change" not in request.GET or not found.letter.is_open:
        return page(request, "listening/slip_done.html", context)
    form = AnswerForm(request.POST or None, initial=AnswerForm.as_typed(lines))
    if accepted(
        form,
        lambda _given: actions.correct_return(actor=None, returned=returned, said=form.said),
    ):
        success(request, _("改好了。"))
        return done(request, request.path)
    status = 422 if form.errors else 200
    return page(request, "listening/slip.html", context | {"form": form}, status=status)


def _about(found: Any) -> dict[str, Any]:
    return {
        "slip": found,
        "letter": found.letter,
        "unit": found.letter.community,
        "paragraphs": told(found.letter),
    }

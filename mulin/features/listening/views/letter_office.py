"""A letter in the office: written, sent, its returns entered, answered and told."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..forms import (
    CorrectionForm,
    LetterForm,
    NumberForm,
    OpinionAnswerForm,
    PublishForm,
    ReturnForm,
)
from ..wording import usual_words
from .loading import form_page, letter_run

AT_ONCE = 60
USUAL_TIME = timedelta(days=14)
"""How long a letter is usually answered."""

LATEST = 8


@login_required
@require_safe
def letter_desk(request: Visit, occasion_id: int) -> HttpResponse:
    """Show how far a letter is, and what to do next."""
    letter = letter_run(request, occasion_id)
    answered, whole = queries.answered_of(letter)
    printed, returned = queries.printed_by_building(letter), queries.returns_by_building(letter)
    context = {
        "letter": letter,
        "unit": letter.community,
        "printed": sum(printed.values()),
        "returned": queries.returned_in(letter),
        "buildings": [
            (one, returned.get(one.pk, 0), printed[one.pk])
            for one in queries.buildings_of(letter.community)
            if one.pk in printed
        ],
        "answered": answered,
        "whole": whole,
        "answers": queries.answers_of(letter),
        "is_day": letter.occasion.on <= timezone.localdate(),
        "form": PublishForm(initial={"summary": letter.summary}),
    }
    return page(request, "listening/letter_desk.html", context)


@login_required
def letter_write(request: Visit, occasion_id: int) -> HttpResponse:
    """Write the letter."""
    letter = letter_run(request, occasion_id)
    initial = {
        "words": letter.words or usual_words(),
        "returns_until": letter.returns_until or letter.occasion.on + USUAL_TIME,
        "is_by_household": "yes" if letter.is_by_household else "",
    }
    form = LetterForm(request.POST or None, initial=initial)
    back = _desk(letter)
    if accepted(
        form,
        lambda given: actions.write_letter(
            actor=request.user,
            letter=letter,
            **given | {"is_by_household": bool(given["is_by_household"])},
        ),
    ):
        success(request, _("写好了，可以印了。"))
        return done(request, back)
    return form_page(
        request, letter.community, form, title=str(letter), label=_("写好了"), back=back
    )


@login_required
@require_POST
def letter_send(request: Visit, occasion_id: int) -> HttpResponse:
    """Say that the letters have gone out."""
    letter = letter_run(request, occasion_id)
    actions.send_letter(actor=request.user, letter=letter)
    success(request, _("记下了：信发出去了。"))
    return done(request, _desk(letter))


@login_required
def letter_enter(request: Visit, occasion_id: int) -> HttpResponse:
    """Enter one slip after another without leaving the screen."""
    letter = letter_run(request, occasion_id)
    if request.method == "GET" and (known := _known(letter, request.GET.get("number", ""))):
        return done(request, reverse("listening:return_correct", args=[known.pk]))
    number = NumberForm(request.POST or {"number": request.GET.get("number", "")})
    form = ReturnForm(request.POST or None)
    entered: list[Any] = []

    def enter(given: dict[str, Any]) -> None:
        slip = _slip(letter, number.cleaned_data["number"])
        channel = "paper" if slip else "walk_in"
        entered.append(
            actions.enter_return(
                actor=request.user,
                letter=letter,
                said=form.said,
                slip=slip,
                channel=channel,
                receipt=given["key"],
            )
        )

    if request.method == "POST" and number.is_valid() and accepted(form, enter):
        slip = entered[0].slip
        words = _("%(number)s 号收下了，下一张。") if slip else _("收下了，下一张。")
        success(request, words % {"number": slip})
        return done(request, request.path)
    was_said = request.method == "POST" or number.data.get("number")
    context = {
        "letter": letter,
        "unit": letter.community,
        "number": number if was_said else NumberForm(is_first=True),
        "form": form,
        "latest": queries.returns_of(letter)[:LATEST],
        "returned": queries.returned_in(letter),
        "printed": queries.printed_in(letter),
    }
    if request.method == "POST":
        context["known"] = _known(letter, request.POST.get("number", ""))
    status = 422 if request.method == "POST" else 200
    return page(request, "listening/letter_enter.html", context, status=status)


def _known(letter: Any, number: str) -> Any:
    """Return what came back on the slip of a number already."""
    asked = NumberForm({"number": number})
    if not asked.is_valid() or asked.cleaned_data["number"] is None:
        return None
    slip = queries.slip_numbered(letter, asked.cleaned_data["number"])
    return queries.return_on(slip) if slip else None


@login_required
def return_correct(request: Visit, return_id: int) -> HttpResponse:
    """Put right what was entered wrongly from a slip; what stood there is kept."""
    returned = get_object_or_404(queries.returns_visible_to(request.user), pk=return_id)
    lines = list(queries.opinions_heard_through(returned))
    form = CorrectionForm(request.POST or None, initial=CorrectionForm.as_typed(lines))
    back = reverse("listening:letter_enter", args=[returned.letter.occasion_id])
    if accepted(
        form,
        lambda given: actions.correct_return(
            actor=request.user, returned=returned, said=form.said, because=given["because"]
        ),
    ):
        success(request, _("改好了。"))
        return done(request, back)
    context = {
        "returned": returned,
        "letter": returned.letter,
        "unit": returned.letter.community,
        "form": form,
        "lines": lines,
        "before": queries.lines_taken_back(returned),
        "back": back,
    }
    status = 422 if form.errors else 200
    return page(request, "listening/return_correct.html", context, status=status)


def _slip(letter: Any, number: int | None) -> Any:
    if number is None:
        return None
    slip = queries.slip_numbered(letter, number)
    if slip is None:
        raise Refused(_("没有印过 %(number)d 号，请再看看。") % {"number": number})
    return slip


@login_required
def letter_answer(request: Visit, occasion_id: int) -> HttpResponse:
    """Answer several lines that are about one thing."""
    letter = letter_run(request, occasion_id)
    waiting = list(queries.opinions_unanswered(letter)[:AT_ONCE])
    keepers = queries.partners_of(letter.community)
    form = OpinionAnswerForm(request.POST or None, opinions=waiting, keepers=keepers)

    def answer(given: dict[str, Any]) -> None:
        chosen = [one for one in waiting if one.pk in given.pop("opinions")]
        keeper = next((one for one in keepers if one.pk == given["keeper"]), None)
        actions.answer_opinions(
            actor=request.user,
            letter=letter,
            opinions=chosen,
            **given | {"keeper": keeper or letter.community},
        )

    if accepted(form, answer):
        success(request, _("答复好了。"))
        return done(request, request.path)
    answered, whole = queries.answered_of(letter)
    context = {
        "letter": letter,
        "unit": letter.community,
        "form": form,
        "waiting": waiting,
        "answered": answered,
        "whole": whole,
    }
    status = 422 if form.errors else 200
    return page(request, "listening/letter_answer.html", context, status=status)


@login_required
def letter_publish(request: Visit, occasion_id: int) -> HttpResponse:
    """Tell everybody what came of it."""
    letter = letter_run(request, occasion_id)
    form = PublishForm(request.POST or None)
    if accepted(
        form, lambda given: actions.publish_letter(actor=request.user, letter=letter, **given)
    ):
        success(request, _("公布了。"))
        return done(request, reverse("listening:letter", args=[occasion_id]))
    return form_page(
        request, letter.community, form, title=_("公布答复"), label=_("公布"), back=_desk(letter)
    )


@login_required
@require_safe
def letter_xlsx(request: Visit, occasion_id: int) -> HttpResponse:
    """Give the office every line that came back, with its answer."""
    letter = letter_run(request, occasion_id)
    columns = [_("哪一种"), pgettext("in a letter", "意见"), _("楼"), _("怎么办"), _("答复")]
    rows = (
        (
            str(one.get_kind_display()),
            one.text,
            one.building.full_name if one.building else "",
            str(one.get_reply_display()) if one.reply else "",
            one.answer,
        )
        for one in queries.opinions_of(letter).select_related("building__compound")
    )
    title = f"{letter.community.name} {letter} {timezone.localdate():%Y-%m-%d}"
    return sheet_response(title, columns, rows)


def _desk(letter: Any) -> str:
    return reverse("listening:letter_desk", args=[letter.occasion_id])

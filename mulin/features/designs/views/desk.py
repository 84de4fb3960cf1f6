"""Where the office prepares drawings, hangs them out and answers what is said."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.commons.topics.gates import missing_for_a_plan
from mulin.commons.topics.queries import topics_looked_after_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import (
    AnswerForm,
    BoardForm,
    DisplayForm,
    HideForm,
    LaterForm,
    OptionForm,
    SlipForm,
    VersionForm,
)
from ..presenting import answered

PER_PAGE = 20


def _posted(request: Visit) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _desk(display_id: int) -> str:
    return reverse("designs:desk", args=[display_id])


@login_required
def set_up(request: Visit, topic_id: int) -> HttpResponse:
    """Prepare to show drawings of a topic."""
    topic = get_object_or_404(topics_looked_after_by(request.user), pk=topic_id)
    form = DisplayForm(_posted(request)[0], initial={"contact": request.user.name_for_staff})
    made: list[Any] = []
    if accepted(
        form,
        lambda told: made.append(actions.set_up_display(actor=request.user, topic=topic, **told)),
    ):
        return done(request, _desk(made[0].pk))
    context = {
        "topic": topic,
        "form": form,
        "title": _("办一次展板征询"),
        "lede": topic.title,
        "label": _("准备好了"),
        "back": topic.get_absolute_url(),
    }
    return page(request, "designs/form.html", context)


@login_required
def desk(request: Visit, display_id: int) -> HttpResponse:
    """Show where a display stands: what is missing, what is drawn, what waits for an answer."""
    shown = get_object_or_404(queries.displays_kept_by(request.user), pk=display_id)
    comments = queries.comments_on_desk(shown)
    waiting = request.GET.get("all") != "1"
    found = queries.those_waiting(comments) if waiting else comments
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page", 1))
    listed.object_list = answered(listed.object_list)
    drawing = queries.version_being_drawn(shown)
    context = {
        "display": shown,
        "missing": missing_for_a_plan(shown.topic) if drawing else [],
        "drawing": drawing,
        "versions": queries.published_versions(shown),
        "boards": list(queries.boards_of(shown)),
        "tally": queries.tally_of(shown),
        "page": listed,
        "only_waiting": waiting,
        "not_drawn": queries.adopted_and_not_drawn(shown).count(),
    }
    return page(request, "designs/desk.html", context)


@login_required
def version(request: Visit, display_id: int) -> HttpResponse:
    """Begin a version, or change what is said of the one being drawn."""
    shown = get_object_or_404(queries.displays_kept_by(request.user), pk=display_id)
    drawing = queries.version_being_drawn(shown)
    is_first = drawing.number == 1 if drawing else queries.current_version(shown) is None
    adopted = list(queries.adopted_and_not_drawn(shown))
    so_far = (
        {
            "what_changed": drawing.what_changed,
            "drawn_by": drawing.drawn_by,
            "comments": [one.pk for one in adopted if one.built_into_id == drawing.pk],
        }
        if drawing
        else {}
    )
    form = VersionForm(_posted(request)[0], is_first=is_first, adopted=adopted, initial=so_far)
    if accepted(form, lambda told: actions.draw_version(actor=request.user, display=shown, **told)):
        return done(request, _desk(shown.pk) + "#drawing")
    context = {
        "form": form,
        "title": _("画第一版") if is_first else _("画新的一版"),
        "lede": shown.title,
        "label": _("存下来，再添方案"),
        "back": _desk(shown.pk),
    }
    return page(request, "designs/form.html", context)


@login_required
def option(request: Visit, version_id: int) -> HttpResponse:
    """Put one way of doing it beside the others."""
    found = get_object_or_404(queries.versions_kept_by(request.user), pk=version_id)
    form = OptionForm(*_posted(request))
    if accepted(form, lambda told: _add(request, found, told)):
        success(request, _("添上了。"))
        return done(request, _desk(found.display_id) + "#drawing")
    context = {
        "form": form,
        "title": _("添一个方案"),
        "lede": f"{found.display.title} · {found}",
        "label": _("添上"),
        "back": _desk(found.display_id),
        "has_files": True,
    }
    return page(request, "designs/form.html", context)


def _add(request: Visit, version: Any, told: dict[str, Any]) -> None:
    cost = told.pop("cost")
    cents = None if cost is None else cost * 100
    actions.add_option(actor=request.user, version=version, cost_cents=cents, **told)


@require_POST
@login_required
def drop(request: Visit, option_id: int) -> HttpResponse:
    """Take an option out again."""
    found = get_object_or_404(queries.options_kept_by(request.user), pk=option_id)
    display_id = found.version.display_id
    actions.drop_option(actor=request.user, option=found)
    return done(request, _desk(display_id) + "#drawing")


@require_POST
@login_required
def publish(request: Visit, version_id: int) -> HttpResponse:
    """Show a version to everybody."""
    found = get_object_or_404(queries.versions_kept_by(request.user), pk=version_id)
    actions.publish_version(actor=request.user, version=found)
    success(request, _("公开了。挂上展板，把链接发到楼群里，大家就能说话了。"))
    return done(request, _desk(found.display_id))


@login_required
def hang(request: Visit, display_id: int) -> HttpResponse:
    """Write down that a board hangs somewhere."""
    shown = get_object_or_404(queries.displays_kept_by(request.user), pk=display_id)
    form = BoardForm(*_posted(request))
    if accepted(form, lambda told: actions.hang_board(actor=request.user, display=shown, **told)):
        success(request, _("记下了。打印这块展板的海报，码是它自己的。"))
        return done(request, _desk(shown.pk) + "#boards")
    context = {
        "form": form,
        "title": _("挂一块展板"),
        "lede": shown.title,
        "label": _("记下来"),
        "back": _desk(shown.pk),
        "has_files": True,
    }
    return page(request, "designs/form.html", context)


@require_POST
@login_required
def take_down(request: Visit, board_id: int) -> HttpResponse:
    """Write down that a board was taken down."""
    found = get_object_or_404(queries.boards_kept_by(request.user), pk=board_id)
    actions.take_down_board(actor=request.user, board=found)
    return done(request, _desk(found.display_id) + "#boards")


@login_required
def later(request: Visit, display_id: int) -> HttpResponse:
    """Take comments for longer."""
    shown = get_object_or_404(queries.displays_kept_by(request.user), pk=display_id)
    form = LaterForm(_posted(request)[0], initial={"closes_on": shown.closes_on})
    if accepted(
        form, lambda told: actions.extend_display(actor=request.user, display=shown, **told)
    ):
        success(request, _("延好了。"))
        return done(request, _desk(shown.pk))
    context = {
        "form": form,
        "title": _("多听几天"),
        "lede": shown.title,
        "label": _("延到这一天"),
        "back": _desk(shown.pk),
    }
    return page(request, "designs/form.html", context)


@login_required
def slip(request: Visit, display_id: int) -> HttpResponse:
    """Type in a paper slip, and then the next."""
    shown = get_object_or_404(queries.displays_kept_by(request.user), pk=display_id)
    boards = list(queries.boards_of(shown))
    form = SlipForm(_posted(request)[0], boards=boards, initial={"board": request.GET.get("board")})
    if accepted(form, lambda told: _type_in(request, shown, boards, told)):
        success(request, _("录好了，接着录下一张。"))
        at = form.cleaned_data["board"]
        return done(request, request.path + (f"?board={at}" if at else ""))
    context = {
        "form": form,
        "title": _("录一张纸条"),
        "lede": shown.title,
        "label": _("录进去"),
        "back": _desk(shown.pk),
    }
    return page(request, "designs/form.html", context)


def _type_in(request: Visit, shown: Any, boards: list[Any], told: dict[str, Any]) -> None:
    told["board"] = next((one for one in boards if one.pk == told["board"]), None)
    actions.enter_comment(actor=request.user, display=shown, **told)


@login_required
def answer(request: Visit, comment_id: int) -> HttpResponse:
    """Answer one comment, or say why it is not shown."""
    found = get_object_or_404(queries.comments_kept_by(request.user), pk=comment_id)
    do = request.POST.get("do", "")
    if do == "show":
        actions.show_comment(actor=request.user, comment=found)
        return done(request, request.path)
    said = {"answer": found.answer, "reason": found.reason}
    form = AnswerForm(request.POST if do == "answer" else None, initial=said)
    hide = HideForm(request.POST if do == "hide" else None)
    if accepted(
        form, lambda told: actions.answer_comment(actor=request.user, comment=found, **told)
    ):
        success(request, _("答复了，公开页面上看得到。"))
        return done(request, _desk(found.display_id) + "#comments")
    if accepted(hide, lambda told: actions.hide_comment(actor=request.user, comment=found, **told)):
        return done(request, _desk(found.display_id) + "#comments")
    context = {
        "comment": answered([found])[0],
        "display": found.display,
        "form": form,
        "hide": hide,
    }
    return page(request, "designs/answer.html", context)

"""Where the office takes matters on, answers what is said and clears the way."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.organisations.queries import organisations_known_to
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import communities_worked_for_by, compounds_of
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, presenting, queries
from ..forms import (
    BecauseForm,
    CloseForm,
    GroupForm,
    ObstacleForm,
    OpinionForm,
    QuestionForm,
    ReplyForm,
    SolutionForm,
    TopicForm,
)


def _posted(request: Visit) -> Any:
    return request.POST if request.method == "POST" else None


@login_required
def open_topic(request: Visit, unit_id: int) -> HttpResponse:
    """Take a matter on."""
    unit = get_object_or_404(communities_worked_for_by(request.user), pk=unit_id)
    compounds = list(compounds_of(unit))
    entrances = queries.entrances_of(unit)
    form = TopicForm(_posted(request), compounds=compounds, entrances=entrances)
    opened: list[Any] = []

    def open_it(told: dict[str, Any]) -> None:
        told["compound"] = next((one for one in compounds if one.pk == told["compound"]), None)
        told["entrance"] = next((one for one in entrances if one.pk == told["entrance"]), None)
        opened.append(actions.open_topic(actor=request.user, community=unit, **told))

    if accepted(form, open_it):
        return done(request, opened[0].get_absolute_url())
    context = {"form": form, "title": _("立一个议题"), "lede": unit.name, "label": _("立起来")}
    return page(request, "topics/form.html", context | {"back": _list_of(unit)})


def _list_of(unit: Any) -> str:
    return reverse("topics:topics", args=[unit.pk])


@login_required
def question(request: Visit, topic_id: int, word: str) -> HttpResponse:
    """Write down what residents said to one of the three questions."""
    topic = _mine(request, topic_id)
    asked = next((one for one in presenting.questions_of(topic) if one.key == word), None)
    if asked is None:
        raise Http404
    before = asked.answer
    so_far: dict[str, Any] = (
        {"whether": before.whether, "text": before.text, "decided_by": before.decided_by}
        if before
        else {}
    )
    occasion = _where_it_was_said(request, topic)
    if occasion is not None:
        so_far["decided_on"] = occasion.on
    if by := request.GET.get("by", "")[:60]:
        so_far["decided_by"] = by
    form = QuestionForm(
        _posted(request), question=word, is_change=before is not None, initial=so_far
    )
    if "whether" in form.fields:
        said = presenting.YES_AND_NO[topic.form]
        field: Any = form.fields["whether"]
        field.choices = list(said.items())
    if accepted(
        form,
        lambda told: actions.answer_question(
            actor=request.user, topic=topic, question=word, occasion=occasion, **told
        ),
    ):
        success(request, _("记下了。"))
        return done(request, topic.get_absolute_url())
    lede = f"{topic.title} · {occasion.title}" if occasion else topic.title
    context = {"form": form, "title": asked.title, "lede": lede, "label": _("记下来")}
    return page(request, "topics/form.html", context | {"back": topic.get_absolute_url()})


def _where_it_was_said(request: Visit, topic: Any) -> Any:
    """Return the meeting from which somebody came to write an answer down."""
    number = request.GET.get("occasion", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return queries.occasions_that_answer(topic).filter(pk=number).first()


@login_required
def note(request: Visit, topic_id: int) -> HttpResponse:
    """Write down one line that somebody said, and then the next."""
    topic = get_object_or_404(queries.topics_visible_to(request.user), pk=topic_id)
    if not permissions.can_note(request.user, topic.community):
        raise Http404
    form = OpinionForm(_posted(request), initial={"kind": request.GET.get("kind", "need")})

    def note_it(told: dict[str, Any]) -> None:
        told["receipt"] = told["receipt"] or None
        actions.note_opinion(actor=request.user, unit=topic.community, topic=topic, **told)

    if accepted(form, note_it):
        success(request, _("记下了，接着记下一句。"))
        return done(request, f"{request.path}?kind={form.cleaned_data['kind']}")
    context = {"form": form, "title": _("记一句话"), "lede": topic.title, "label": _("记下来")}
    return page(request, "topics/form.html", context | {"back": topic.get_absolute_url()})


@login_required
def answer(request: Visit, opinion_id: int) -> HttpResponse:
    """Answer what somebody said, or take it back as not said."""
    opinion = get_object_or_404(queries.opinions_looked_after_by(request.user), pk=opinion_id)
    do = request.POST.get("do", "")
    said = {"reply": opinion.reply, "answer": opinion.answer}
    form = ReplyForm(request.POST if do == "answer" else None, initial=said)
    withdraw = BecauseForm(request.POST if do == "withdraw" else None)
    back = opinion.topic.get_absolute_url() if opinion.topic else "/"
    if accepted(
        form, lambda told: actions.answer_opinion(actor=request.user, opinion=opinion, **told)
    ):
        success(request, _("答复了，议题页上看得到。"))
        return done(request, back)
    if accepted(
        withdraw, lambda told: actions.withdraw_opinion(actor=request.user, opinion=opinion, **told)
    ):
        return done(request, back)
    context = {"opinion": opinion, "form": form, "withdraw": withdraw, "back": back}
    return page(request, "topics/answer.html", context)


@login_required
def obstacle(request: Visit, topic_id: int) -> HttpResponse:
    """Name a hurdle and whose it is."""
    topic = _mine(request, topic_id)
    people = queries.workers_at(topic.community)
    organisations = list(organisations_known_to(topic.community))
    form = ObstacleForm(_posted(request), people=people, organisations=organisations)

    def raise_it(told: dict[str, Any]) -> None:
        kind, _dash, key = told.pop("keeper").partition("-")
        told["keeper"] = _chosen(people, key) if kind == "person" else None
        told["keeper_organisation"] = (
            _chosen(organisations, key) if kind == "organisation" else None
        )
        actions.raise_obstacle(actor=request.user, topic=topic, **told)

    if accepted(form, raise_it):
        success(request, _("记下了。"))
        return done(request, topic.get_absolute_url() + "#obstacles")
    context = {"form": form, "title": _("记一道坎"), "lede": topic.title, "label": _("记下来")}
    return page(request, "topics/form.html", context | {"back": topic.get_absolute_url()})


def _chosen(things: list[Any], key: str) -> Any:
    return next((one for one in things if str(one.pk) == key), None)


@login_required
def settle(request: Visit, obstacle_id: int) -> HttpResponse:
    """Write down what was agreed about a hurdle, that it is past, or that it was none."""
    found = get_object_or_404(queries.obstacles_kept_by(request.user), pk=obstacle_id)
    back = found.topic.get_absolute_url() + "#obstacles"
    do = request.POST.get("do", "")
    form = SolutionForm(
        request.POST if do == "settle" else None,
        affected=found.affected,
        initial={"solution": found.solution},
    )
    drop = BecauseForm(request.POST if do == "drop" else None)

    def settle_it(told: dict[str, Any]) -> None:
        if told.pop("is_solved"):
            actions.solve_obstacle(actor=request.user, obstacle=found, **told)
        else:
            solution = told["solution"]
            actions.agree_on_obstacle(actor=request.user, obstacle=found, solution=solution)

    if accepted(form, settle_it):
        success(request, _("记下了。"))
        return done(request, back)
    if accepted(
        drop, lambda told: actions.drop_obstacle(actor=request.user, obstacle=found, **told)
    ):
        return done(request, back)
    context = {"obstacle": found, "form": form, "drop": drop, "back": back}
    return page(request, "topics/settle.html", context)


@login_required
def group(request: Visit, topic_id: int, task: str) -> HttpResponse:
    """Write down whom the neighbours chose for one of a lift's three tasks, or who came after."""
    topic = _mine(request, topic_id)
    chair = next((one for one in presenting.chairs_of(topic) if one.task == task), None)
    if chair is None:
        raise Http404
    formed = chair.formed
    names = [one.name for one in formed.members.all()] if formed else []
    form = GroupForm(
        _posted(request), is_change=formed is not None, initial={"members": "\n".join(names)}
    )

    def write(told: dict[str, Any]) -> None:
        if formed:
            actions.change_working_group(actor=request.user, working_group=formed, **told)
        else:
            occasion = _where_it_was_said(request, topic)
            actions.form_working_group(
                actor=request.user, topic=topic, task=task, occasion=occasion, **told
            )

    if accepted(form, write):
        success(request, _("记下了，会上答应的事现在也能交给这个小组。"))
        return done(request, topic.get_absolute_url() + "#groups")
    context = {"form": form, "title": chair.label, "lede": chair.does, "label": _("记下来")}
    return page(request, "topics/form.html", context | {"back": topic.get_absolute_url()})


@login_required
def close(request: Visit, topic_id: int) -> HttpResponse:
    """Say what came of a topic."""
    topic = _mine(request, topic_id)
    form = CloseForm(_posted(request))
    if accepted(form, lambda told: actions.close_topic(actor=request.user, topic=topic, **told)):
        success(request, _("结束了，结果写在议题页上。"))
        return done(request, topic.get_absolute_url())
    context = {"form": form, "title": _("结束议题"), "lede": topic.title, "label": _("结束，公开")}
    return page(request, "topics/form.html", context | {"back": topic.get_absolute_url()})


def _mine(request: Visit, topic_id: int) -> Any:
    return get_object_or_404(queries.topics_looked_after_by(request.user), pk=topic_id)

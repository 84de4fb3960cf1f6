"""Where staff prepare, announce and count an owners' vote."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.electorates.queries import corrections_since_frozen
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import units_worked_for_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..counting import Ground, by_building
from ..forms import DeliveryForm, NoteForm, ReasonForm, SureForm, VoteForm
from ..rules import stage_of
from .public import facts_of

PER_PAGE = 20


@login_required
def desk(request: Visit) -> HttpResponse:
    """Show the votes of the viewer's places."""
    units = list(units_worked_for_by(request.user))
    if not units:
        raise Http404
    context = {
        "page": Paginator(queries.votes_held_by(request.user), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "unit": units[0],
        "rolls_ready": queries.electorates_ready(request.user)[:20],
    }
    return page(request, "owners/desk.html", context)


@login_required
def new(request: Visit) -> HttpResponse:
    """Draft what owners are asked."""
    units = list(units_worked_for_by(request.user))
    if not units:
        raise Http404
    rolls = {one.pk: one for one in queries.electorates_ready(request.user)}
    form = VoteForm(
        request.POST if request.method == "POST" else None,
        electorates=[(one.pk, f"{one.compound} · {one.name}") for one in rolls.values()],
    )
    made: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        roll = rolls[given.pop("electorate")]
        made.append(actions.prepare_vote(actor=request.user, electorate=roll, **given))

    if accepted(form, act):
        success(request, _("存好了。核对好名册和题目，再贴公告。"))
        return done(request, _held(made[0]))
    context = {"form": form, "has_rolls": bool(rolls), "unit": units[0]}
    return page(request, "owners/new.html", context)


@login_required
def change(request: Visit, vote_id: int) -> HttpResponse:
    """Change a draft."""
    found = vote_of(request, vote_id)
    if not found.is_draft:
        raise Http404
    form = VoteForm(
        request.POST if request.method == "POST" else None,
        electorates=None,
        initial=_as_typed(found),
    )
    if accepted(form, lambda given: actions.change_vote(actor=request.user, vote=found, **given)):
        success(request, _("改好了。"))
        return done(request, _held(found))
    return page(request, "owners/new.html", {"form": form, "vote": found, "has_rolls": True})


@login_required
def held(request: Visit, vote_id: int) -> HttpResponse:
    """Show how a vote stands, and what can be done now."""
    found = vote_of(request, vote_id)
    ground = Ground.of(found)
    context = facts_of(found, ground) | {
        "buildings": by_building(ground),
        "owners": len(ground.lines),
        "delivered": len(ground.delivered),
        "returned": len(ground.answers),
        "half_read": queries.half_read(found),
        "to_confirm": queries.withdrawals_waiting(found),
        "corrections": corrections_since_frozen(found.electorate),
        "official": found.official_results.select_related("uploaded_by", "confirmed_by")[:10],
    }
    return page(request, "owners/held.html", context)


@login_required
def announce(request: Visit, vote_id: int) -> HttpResponse:
    """Freeze the roll and put up the announcement."""
    return _sure(
        request,
        vote_of(request, vote_id),
        actions.announce_vote,
        heading=_("贴出公告，封存名册"),
        text=_("贴出以后，问什么、按什么规则、名册上有谁，都不能再改。请先和业主核对过名册。"),
        label=_("贴出公告"),
        told=_("公告贴出去了，名册封存了。"),
    )


@login_required
def conclude(request: Visit, vote_id: int) -> HttpResponse:
    """Count, and put up the result."""
    return _sure(
        request,
        vote_of(request, vote_id),
        actions.conclude_vote,
        heading=_("计票，公布结果"),
        text=_("计票只有一次，结果马上公布。请先确认收回的纸票都录完了，政府系统的结果也导入了。"),
        label=_("计票并公布"),
        told=_("计好了，结果贴出去了。"),
    )


@login_required
def call_off(request: Visit, vote_id: int) -> HttpResponse:
    """End a vote without a result."""
    found = vote_of(request, vote_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(form, lambda given: actions.call_off_vote(actor=request.user, vote=found, **given)):
        success(request, _("取消了，原因写在公开页面上。"))
        return done(request, _held(found))
    said = {
        "heading": _("取消这次表决"),
        "text": _("已经收回的票和送达登记都留着，但不会计票。"),
        "label": _("取消表决"),
        "kind": "danger",
        "back": _held(found),
    }
    return page(request, "owners/form.html", {"vote": found, "form": form} | said)


@login_required
def deliveries(request: Visit, vote_id: int) -> HttpResponse:
    """Write down to whom ballots were delivered."""
    found = vote_of(request, vote_id)
    buildings = list(dict.fromkeys(name for _key, _area, name in Ground.of(found).lines))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    now = timezone.localtime().replace(second=0, microsecond=0)
    form = DeliveryForm(*posted, buildings=buildings, initial={"delivered_at": now})
    new: list[int] = []

    def act(given: dict[str, Any]) -> None:
        photos, numbers, building = (given.pop(n) for n in ("photos", "numbers", "building"))
        electors = [
            one
            for one in queries.electors_of(found)
            if (not building or one.building == building) and (not numbers or one.number in numbers)
        ]
        photo = photos[0] if photos else None
        new.append(
            actions.record_deliveries(
                actor=request.user, vote=found, electors=electors, photo=photo, **given
            )
        )

    if accepted(form, act):
        success(request, ngettext("登记了 %(n)s 位。", "登记了 %(n)s 位。", new[0]) % {"n": new[0]})
        return done(request, _held(found))
    said = {
        "heading": _("登记送达"),
        "text": _("送到的票有凭证才算送达。已经登记过的不会重复。"),
        "label": _("登记送达"),
        "back": _held(found),
    }
    return page(request, "owners/form.html", {"vote": found, "form": form} | said)


@login_required
def note(request: Visit) -> HttpResponse:
    """Write what a place's own rules add to the law."""
    units = {unit.pk: unit for unit in queries.notes_written_by(request.user)}
    if not units:
        raise Http404
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        units=[(pk, unit.name) for pk, unit in units.items()],
    )
    if accepted(
        form,
        lambda given: actions.write_matter_note(
            actor=request.user, **given | {"unit": units[given["unit"]]}
        ),
    ):
        success(request, _("写好了，对照表上看得到。"))
        return done(request, reverse("owners:matters"))
    said = {
        "heading": _("补一条本地规定"),
        "text": _("写的是规定，不是意见。同一个地方同一类再写一次，就替换原来的。"),
        "label": _("写上去"),
        "back": reverse("owners:matters"),
    }
    return page(request, "owners/form.html", {"form": form} | said)


def vote_of(request: Visit, vote_id: int) -> Any:
    """Return a vote the viewer holds, or nothing to see."""
    return get_object_or_404(queries.votes_held_by(request.user), pk=vote_id)


def _held(found: Any) -> str:
    return reverse("owners:held", args=[found.pk])


def _sure(
    request: Visit, found: Any, act: Callable[..., Any], *, told: str, **said: str
) -> HttpResponse:
    form = SureForm(request.POST if request.method == "POST" else None)
    if accepted(form, lambda _given: act(actor=request.user, vote=found)):
        success(request, told)
        return done(request, _held(found))
    context = {"vote": found, "form": form, "back": _held(found)} | said
    return page(request, "owners/form.html", context)


def _as_typed(found: Any) -> dict[str, Any]:
    rule = found.threshold_rule
    decision = stage_of(rule, "decision")
    names = ["title", "item", "explanation", "notice_days", "contact"]
    names += ["unreturned", "unreturned_source"]
    own = rule.source.partition("；")[2]
    return {name: getattr(found, name) for name in names} | {
        "opens_at": timezone.localtime(found.opens_at),
        "closes_at": timezone.localtime(found.closes_at),
        "questions": "\n".join(one.text for one in found.questions.all()),
        "participation": str(stage_of(rule, "participation").fraction) if own else "",
        "decision": str(decision.fraction) if own else "",
        "decision_comparison": decision.comparison,
        "rule_source": own,
    }

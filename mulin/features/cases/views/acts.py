"""What can be done with a case: one page for each act, and one list of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit import things
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, forms, permissions, queries
from ..cards import story_of, tag_of
from ..states import DONE, FROM, HELD, OPEN, State

Given = dict[str, Any]
EVERY_STATE = tuple(State)


@dataclass(frozen=True)
class Act:
    """One thing to do with a case: when, by whom, and what has to be said."""

    label: str | Promise
    icon: str
    run: Callable[[Visit, Any, Given], Any]
    states: tuple[State, ...]
    may: Callable[[Any, Any], bool] = permissions.can_work_on
    form: Callable[..., Form] = forms.SureForm
    said: str | Promise = _("记下了。")
    fits: Callable[[Any], bool] = lambda case: True
    is_main: bool = False


def _plain(action: Callable[..., Any]) -> Callable[[Visit, Any, Given], Any]:
    return lambda request, case, given: action(actor=request.user, case=case, **given)


def _person_chosen(action: Callable[..., Any]) -> Callable[[Visit, Any, Given], Any]:
    def run(request: Visit, case: Any, given: Given) -> Any:
        parts = {part.person_id: part.person for part in queries.handlers_near(case.community)}
        to = parts[given.pop("to")]
        return action(actor=request.user, case=case, to=to, **given)

    return run


def _offer_form(*posted: Any, case: Any) -> Form:
    people = {
        part.person_id: f"{part.person.name_for_staff} · {part.get_role_display()}"
        for part in queries.handlers_near(case.community)
    }
    people.pop(case.owner_id, None)
    return forms.OfferForm(*posted, people=people.items())


def _sort_form(*posted: Any, case: Any) -> Form:
    initial = {name: getattr(case, name) for name in ("place", "custody", "problem")}
    initial |= {"kind": case.kind.key, "external_number": case.external_number}
    kinds = queries.kind_choices(case.community)
    return forms.SortForm(*posted, kinds=kinds, initial=initial)


def _units(case: Any) -> list[tuple[int, str]]:
    return [(one.pk, one.name) for one in queries.units_to_call(case.community)]


def _pass_on(request: Visit, case: Any, given: Given) -> Any:
    units = {one.pk: one for one in queries.units_to_call(case.community)}
    given["to"] = units.get(given["to"])
    return actions.pass_on_case(actor=request.user, case=case, **given)


def _whistle(request: Visit, case: Any, given: Given) -> Any:
    units = {one.pk: one for one in queries.units_to_call(case.community)}
    given["units"] = [units[pk] for pk in given["units"] if pk in units]
    return actions.sound_whistle(actor=request.user, case=case, **given)


def _link(request: Visit, case: Any, given: Given) -> Any:
    other = queries.cases_here(request.user).filter(pk=given["other"]).first()
    if other is None:
        raise Refused(_("没有这个编号的诉求。"))
    return actions.link_cases(actor=request.user, case=case, other=other)


def _with(form: Callable[..., Form]) -> Callable[..., Form]:
    """Return a form that asks the same of every case."""
    return lambda *posted, case: form(*posted)


ACTS: dict[str, Act] = {
    "accept": Act(
        _("我来办"),
        "user",
        _plain(actions.accept_case),
        FROM["accept"],
        permissions.can_accept,
        said=_("在您手上了，一直办到底。"),
        is_main=True,
    ),
    "begin": Act(_("开始办"), "play", _plain(actions.begin_case), FROM["begin"], is_main=True),
    "resume": Act(
        _("接着办"),
        "play",
        _plain(actions.resume_case),
        FROM["resume"],
        said=_("表接着走了，停的时间补上了。"),
        is_main=True,
    ),
    "resolve": Act(
        _("办好了"),
        "check",
        _plain(actions.resolve_case),
        FROM["resolve"],
        form=_with(forms.ResolveForm),
        said=_("记下了，先告诉报的人。"),
        is_main=True,
    ),
    "told": Act(
        _("告诉报的人了"),
        "phone",
        _plain(actions.note_told),
        (State.RESOLVED, State.TRANSFERRED),
        form=_with(forms.ToldForm),
        fits=lambda case: case.told_at is None,
        is_main=True,
    ),
    "assign": Act(
        _("派给同事"),
        "user-plus",
        _person_chosen(actions.assign_case),
        FROM["assign"],
        permissions.can_run,
        _offer_form,
        _("派出去了，等他接。"),
    ),
    "pause": Act(
        _("停表等别人"),
        "pause",
        _plain(actions.pause_case),
        FROM["pause"],
        form=_with(forms.PauseForm),
    ),
    "check": Act(
        _("实地走一趟"),
        "map-pin",
        _plain(actions.note_field_check),
        OPEN,
        permissions.can_read,
        _with(forms.CheckForm),
    ),
    "whistle": Act(
        _("吹哨叫单位来"),
        "megaphone",
        _whistle,
        FROM["whistle"],
        form=lambda *posted, case: forms.WhistleForm(*posted, units=_units(case)),
        said=_("哨吹出去了。"),
    ),
    "joint": Act(
        _("记现场联合处置"),
        "users",
        _plain(actions.note_joint_handling),
        (*HELD, *DONE),
        form=_with(forms.JointForm),
    ),
    "bring-up": Act(
        _("带到下次联席会"),
        "messages-square",
        _plain(actions.bring_up_case),
        EVERY_STATE,
        permissions.can_run,
        said=_("放进议题箱了。"),
    ),
    "transfer": Act(
        _("请同事接手"),
        "users-round",
        _person_chosen(actions.offer_transfer),
        FROM["transfer"],
        form=_offer_form,
        said=_("请了，他接了才算。"),
    ),
    "escalate": Act(
        _("上报街道或区"),
        "trending-up",
        _plain(actions.escalate_case),
        FROM["escalate"],
        form=_with(forms.EscalateForm),
    ),
    "pass-on": Act(
        _("依法转给部门"),
        "share-2",
        _pass_on,
        FROM["pass_on"],
        permissions.can_run,
        lambda *posted, case: forms.PassOnForm(*posted, units=_units(case)),
    ),
    "sort": Act(
        _("改类别和位置"),
        "pencil",
        _plain(actions.sort_case),
        OPEN,
        form=_sort_form,
    ),
    "link": Act(
        _("和另一件连起来"),
        "merge",
        _link,
        EVERY_STATE,
        permissions.can_read,
        _with(forms.LinkForm),
    ),
    "publish": Act(
        _("让邻居看到"),
        "eye",
        _plain(actions.publish_case),
        EVERY_STATE,
        permissions.can_run,
        _with(forms.PublishForm),
        fits=lambda case: not case.is_public,
    ),
    "hide": Act(
        _("不再公开"),
        "eye-off",
        _plain(actions.hide_case),
        EVERY_STATE,
        permissions.can_run,
        fits=lambda case: case.is_public,
    ),
}


def _offered(request: Visit, case: Any) -> list[dict[str, Any]]:
    """Return what this member of staff can do with this case now."""
    return [
        {"name": name, "act": act, "is_sure": act.form is forms.SureForm}
        for name, act in ACTS.items()
        if case.state in act.states and act.fits(case) and act.may(request.user, case)
    ]


@login_required
def desk_case(request: Visit, case_id: int) -> HttpResponse:
    """Show one case with everything that can be done about it."""
    case = _found(request, case_id)
    offered = _offered(request, case)
    context = {
        "case": case,
        "tag": tag_of(case),
        "main_acts": [one for one in offered if one["act"].is_main],
        "more_acts": [one for one in offered if not one["act"].is_main],
        "photos": case.photos.all(),
        "story": story_of(case, knows_result=True),
        "transfers": case.transfers.select_related("to_person", "from_person"),
        "pauses": case.pauses.all(),
        "whistles": case.whistles.prefetch_related("units__organisation"),
        "checks": case.field_checks.prefetch_related("photos"),
        "handlings": case.joint_handlings.prefetch_related("photos"),
        "rechecks": case.rechecks.select_related("done_by"),
        "related": case.related_cases.select_related("kind"),
        "alike": queries.alike_to(case.community_id, case.title, case.text, but=[case.pk]),
        "reference": things.reference_of(case),
        "may_run": permissions.can_run(request.user, case),
    }
    return page(request, "cases/desk_case.html", context)


def _found(request: Visit, case_id: int) -> Any:
    read = queries.case_shown(queries.cases_handled_by(request.user))
    return get_object_or_404(read, pk=case_id)


@login_required
def act(request: Visit, case_id: int, name: str) -> HttpResponse:
    """Do one thing with a case, after asking what has to be said."""
    case = _found(request, case_id)
    chosen = ACTS.get(name)
    if chosen is None:
        raise Http404
    back = reverse("cases:desk_case", args=[case.pk])
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = (
        forms.SureForm(*posted)
        if chosen.form is forms.SureForm
        else chosen.form(*posted, case=case)
    )
    if accepted(form, lambda given: chosen.run(request, case, given)):
        success(request, str(chosen.said))
        return done(request, back)
    context = {"case": case, "act": chosen, "form": form, "back": back}
    return page(request, "cases/act.html", context)

"""What can be done with a case: one list of acts, each with when, by whom and what is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.organisations.custody import advice_for
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import buildings_of, places_of
from mulin.commons.tasks import permissions as tasks
from mulin.commons.tasks.actions import promise
from mulin.commons.tasks.forms import PromiseForm
from mulin.commons.tasks.keepers import keepers_at
from mulin.errors import Refused

from .. import actions, forms, permissions, queries
from ..forms.spots import key_of
from ..public_words import without_numbers
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
    is_advised: bool = False
    """Whether who looks after the place says whom to ask."""


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
    initial["spot"] = key_of(case.building, case.shared_place)
    return forms.SortForm(
        *posted,
        kinds=queries.kind_choices(case.community),
        spots=(buildings_of(case.community), places_of(case.community)),
        initial=initial,
    )


def _publish_form(*posted: Any, case: Any) -> Form:
    names = ("title", "text", "place")
    initial = {name: without_numbers(getattr(case, name)) for name in names}
    data, files = posted or (None, None)
    return forms.PublishForm(data, files, initial=initial)


def _promise_form(*posted: Any, case: Any) -> Form:
    advice = advice_for(case.custody_here, case.community)
    likely = [(one, one.name) for one in advice.organisations] if advice else []
    keepers = [(gettext("多半是他们"), likely), *keepers_at(case.community)]
    return PromiseForm(*posted[:1], keepers=keepers, initial={"is_public": case.is_public})


def _promise(request: Visit, case: Any, given: Given) -> Any:
    return promise(actor=request.user, unit=case.community, origin=case, **given)


def _can_promise(person: Any, case: Any) -> bool:
    return tasks.can_write_down(person, case.community) and permissions.can_read(person, case)


def _answer_for_office(request: Visit, case: Any, given: Given) -> Any:
    raised = queries.escalations_before(request.user).filter(case=case).first()
    if raised is None:
        raise Refused(_("已经答复过了。"))
    return actions.answer_escalation(actor=request.user, escalation=raised, **given)


def _can_answer_for_office(person: Any, case: Any) -> bool:
    return queries.escalations_before(person).filter(case=case).exists()


def _can_note_answer(person: Any, case: Any) -> bool:
    return permissions.can_read(person, case) and case.resolved_by_id != person.pk


def _units(case: Any) -> list[tuple[Any, list[tuple[int, str]]]]:
    """Return the units of the register, who probably looks after the place before all others."""
    advice = advice_for(case.custody_here, case.community)
    return forms.in_groups(
        queries.units_to_call(case.community),
        likely={one.pk for one in advice.organisations} if advice else set(),
        called=queries.units_called_before(case.community),
    )


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
    "answer-office": Act(
        _("答复社区"),
        "message-square-reply",
        _answer_for_office,
        EVERY_STATE,
        _can_answer_for_office,
        _with(forms.OfficeAnswerForm),
        _("答复了，社区和报的人都看得到。"),
        is_main=True,
    ),
    "answer": Act(
        _("报的人回话了，替本人记"),
        "phone",
        _plain(actions.note_answer),
        DONE,
        _can_note_answer,
        _with(forms.NotedAnswerForm),
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
        is_advised=True,
    ),
    "promise": Act(
        _("记一条承诺"),
        "hand-helping",
        _promise,
        EVERY_STATE,
        _can_promise,
        _promise_form,
        is_advised=True,
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
        said=_("报上去了，等他们答复。"),
    ),
    "pass-on": Act(
        _("依法转给部门"),
        "share-2",
        _pass_on,
        FROM["pass_on"],
        permissions.can_run,
        lambda *posted, case: forms.PassOnForm(*posted, units=_units(case)),
        is_advised=True,
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
        _publish_form,
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

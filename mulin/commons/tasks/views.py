"""What was promised: one's own list, an office's, a unit's, and each promise with its story."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.audit import things
from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import address, share
from mulin.commons.occasions.feeds import calendar, calendar_response
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import units_worked_for_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.sheets import sheet_response

from . import actions, forms, keepers, permissions, queries, todo
from .feeds import entries_of
from .holdings import held_by

A_PAGE = 50


@login_required
@require_safe
def mine(request: Visit) -> HttpResponse:
    """Show everything that waits for the viewer, whatever room it came from."""
    promised = queries.open_first(queries.kept_by(request.user).filter(state="open"))
    context = {
        "page": Paginator(promised, A_PAGE).get_page(request.GET.get("page")),
        "overdue": queries.overdue(promised).count(),
        "waiting": todo.waiting_for(request.user),
        "organisations": queries.organisations_spoken_for_by(request.user),
        "feed": queries.has_feed(request.user),
        "units": queries.offices_of(request.user),
    }
    return page(request, "tasks/mine.html", context)


@require_safe
def item(request: Visit, item_id: int) -> HttpResponse:
    """Show one promise, where it comes from, and how it fares."""
    found = get_object_or_404(queries.items_visible_to(request.user), pk=item_id)
    signed_in = request.user.is_authenticated
    may_tell = signed_in and permissions.can_tell(request.user, found)
    may_write = signed_in and permissions.can_write_down(request.user, found.unit)
    origin = things.find(request.user, f"{found.origin_type}:{found.origin_id}")
    context: dict[str, Any] = {
        "item": found,
        "origin": origin,
        "events": timeline_of(found),
        "photos": found.photos.all(),
        "may_tell": may_tell and found.is_open,
        "may_write": may_write and found.is_open,
        "is_insider": may_tell or may_write,
        "progress": forms.ProgressForm(),
    }
    if found.is_public:
        words = _("看看“%(what)s”做到了没有") % {"what": found.what}
        context["share"] = share(request, request.path, text=f"{words}\n{found.unit.name}")
    return page(request, "tasks/item.html", context)


@login_required
@require_POST
def progress(request: Visit, item_id: int) -> HttpResponse:
    """Tell how a promise fares, or that it is kept."""
    found = get_object_or_404(queries.items_visible_to(request.user), pk=item_id)
    if not permissions.can_tell(request.user, found):
        raise Http404
    form = forms.ProgressForm(request.POST, request.FILES)

    def tell(given: dict[str, Any]) -> None:
        photos = given["photos"]
        if given["is_kept"]:
            actions.keep_promise(actor=request.user, item=found, note=given["text"], photos=photos)
        else:
            actions.note_progress(actor=request.user, item=found, text=given["text"], photos=photos)

    if accepted(form, tell):
        success(request, _("记下了。"))
        return done(request, found.get_absolute_url())
    return page(request, "tasks/act.html", {"item": found, "form": form, "label": _("记一笔")})


@login_required
def postpone(request: Visit, item_id: int) -> HttpResponse:
    """Promise it for another day."""
    return _change(request, item_id, forms.PostponeForm, actions.postpone, _("改期"))


@login_required
def drop(request: Visit, item_id: int) -> HttpResponse:
    """Say why nothing will come of it."""
    return _change(request, item_id, forms.DropForm, actions.drop_promise, _("不做了"), office=True)


@login_required
def hand_over_item(request: Visit, item_id: int) -> HttpResponse:
    """Give it to another."""
    return _change(
        request, item_id, forms.HandOverForm, actions.hand_over_item, _("换人"), office=True
    )


def _change(
    request: Visit,
    item_id: int,
    form_class: type[Form],
    act: Callable[..., Any],
    label: str,
    *,
    office: bool = False,
) -> HttpResponse:
    found = get_object_or_404(queries.items_visible_to(request.user), pk=item_id)
    may = permissions.can_write_down(request.user, found.unit)
    if not (may or (not office and permissions.can_tell(request.user, found))):
        raise Http404
    how: dict[str, Any] = (
        {"keepers": keepers.keepers_at(found.unit)} if form_class is forms.HandOverForm else {}
    )
    form = form_class(request.POST if request.method == "POST" else None, **how)
    if accepted(form, lambda given: act(actor=request.user, item=found, **given)):
        success(request, _("记下了。"))
        return done(request, found.get_absolute_url())
    return page(request, "tasks/act.html", {"item": found, "form": form, "label": label})


@login_required
def unit(request: Visit, unit_id: int) -> HttpResponse:
    """List what was promised at a unit; who is late stands first."""
    found = get_object_or_404(units_worked_for_by(request.user), pk=unit_id)
    late = queries.overdue_by_keeper(found)
    organisations = [(one.pk, one.name) for one in queries.organisations_promising(found)]
    form = forms.FilterForm(request.GET or {"standing": "open"}, organisations=organisations)
    items = _narrowed(queries.items_at(found), form)
    if request.GET.get("as") == "xlsx":
        return _sheet(found.name, items)
    context = {
        "unit": found,
        "form": form,
        "late": late,
        "page": BoundedPaginator(queries.open_first(items), A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return page(request, "tasks/unit.html", context)


def _narrowed(items: Any, form: forms.FilterForm) -> Any:
    if not form.is_valid():
        return items.none()
    standing = form.cleaned_data["standing"]
    if organisation := form.cleaned_data["organisation"]:
        items = items.filter(keeper_organisation=organisation)
    if standing == "overdue":
        return queries.overdue(items)
    if standing == "open":
        return items.filter(state="open")
    return items.exclude(state="open") if standing == "ended" else items


def _sheet(name: str, items: Any) -> HttpResponse:
    columns = [
        _("做什么"),
        _("谁来做"),
        _("在哪里说的"),
        _("最早答应哪天"),
        _("现在哪天以前"),
        _("怎么样了"),
        _("结果"),
    ]
    rows = (
        (
            item.what,
            item.keeper_for_staff,
            str(item.occasion or item.unit),
            item.promised_for,
            item.due_on,
            forms.state_in_words(item),
            item.note,
        )
        for item in queries.open_first(items).iterator()
    )
    return sheet_response(_("%(place)s的承诺和待办") % {"place": name}, columns, rows)


@login_required
def new(request: Visit, unit_id: int) -> HttpResponse:
    """Write down what somebody promised at a unit."""
    found = get_object_or_404(units_worked_for_by(request.user), pk=unit_id)
    form = forms.PromiseForm(
        request.POST if request.method == "POST" else None, keepers=keepers.keepers_at(found)
    )
    if accepted(form, lambda given: actions.promise(actor=request.user, unit=found, **given)):
        success(request, _("记下了，到期没做完会列出来。"))
        return done(request, reverse("tasks:unit", args=[found.pk]))
    return page(request, "tasks/new.html", {"unit": found, "form": form})


@login_required
@require_safe
def organisation(request: Visit, organisation_id: int) -> HttpResponse:
    """Show a partner unit or department what it promised, place by place."""
    found = get_object_or_404(
        queries.organisations_looked_after_by(request.user), pk=organisation_id
    )
    items = queries.items_visible_to(request.user).filter(keeper_organisation=found)
    context = {
        "organisation": found,
        "overdue": queries.overdue(items).count(),
        "page": BoundedPaginator(queries.open_first(items), A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return page(request, "tasks/organisation.html", context)


@login_required
def hand_over(request: Visit, unit_id: int) -> HttpResponse:
    """Choose who leaves, see all she answers for, and give it on in one press."""
    found = get_object_or_404(units_worked_for_by(request.user), pk=unit_id)
    people = {person.pk: person for person in keepers.people_at(found)}
    names = [(pk, person.name_for_staff) for pk, person in people.items()]
    asked = forms.LeaverForm(request.GET if "leaver" in request.GET else None, people=names)
    if not asked.is_valid():
        return page(request, "tasks/hand_over.html", {"unit": found, "form": asked})
    leaver = people[asked.cleaned_data["leaver"]]
    others = [(pk, name) for pk, name in names if pk != leaver.pk]
    form = forms.SuccessorForm(request.POST if request.method == "POST" else None, people=others)

    def give(given: dict[str, Any]) -> None:
        successor = people[given.pop("successor")]
        actions.hand_over_everything(
            actor=request.user, leaver=leaver, successor=successor, unit=found, **given
        )

    if accepted(form, give):
        success(request, _("都交接好了，每一件都记着是谁交给谁的。"))
        return done(request, reverse("tasks:unit", args=[found.pk]))
    context = {
        "unit": found,
        "form": form,
        "leaver": leaver,
        "held": held_by(leaver, found),
    }
    return page(request, "tasks/hand_over.html", context)


@login_required
@require_POST
def make_feed(request: Visit) -> HttpResponse:
    """Give the viewer an address for her calendar; the one before stops working."""
    key = actions.make_feed_key(actor=request.user)
    urls = [
        address(request, reverse("tasks:feed", args=[key])),
        *(
            address(request, reverse("tasks:organisation_feed", args=[key, one.pk]))
            for one in queries.organisations_spoken_for_by(request.user)
        ),
    ]
    return page(request, "tasks/feed.html", {"urls": urls})


@require_safe
def feed(request: Visit, key: str) -> HttpResponse:
    """Send what a person has to do to her calendar program."""
    person = queries.person_with_feed(key)
    if person is None:
        raise Http404
    items = queries.kept_by(person).filter(state="open")[: todo.A_LOT]
    content = calendar(_("我要做的事"), entries_of(request, items), host=request.get_host())
    return calendar_response(content, "mine", is_secret=True)


@require_safe
def organisation_feed(request: Visit, key: str, organisation_id: int) -> HttpResponse:
    """Send what a unit promised to the calendar program of one of its people."""
    person = queries.person_with_feed(key)
    if person is None:
        raise Http404
    found = get_object_or_404(queries.organisations_spoken_for_by(person), pk=organisation_id)
    items = queries.kept_by(person).filter(state="open", keeper_organisation=found)
    content = calendar(
        found.name, entries_of(request, items[: todo.A_LOT]), host=request.get_host()
    )
    return calendar_response(content, f"organisation-{found.pk}", is_secret=True)

"""The table itself: a phone in one hand, a line that may break, and nothing lost."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.notices.sharing import address
from mulin.commons.organisations.queries import organisations_known_to
from mulin.commons.people.requests import Visit
from mulin.commons.tasks.keepers import keepers_at
from mulin.commons.tasks.queries import agenda_of
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, forms, presenting, queries, wall
from ..needs import needs_of
from .desk import kept

UNREAD = 422
BLANK_LINES = 12


def _agenda(meeting: Any) -> list[Any]:
    return list(agenda_of(meeting.occasion))


def _plain(form: type[forms.NoteForm]) -> Callable[..., Form]:
    def make(meeting: Any, agenda: list[Any], *posted: Any, **how: Any) -> Form:
        return form(*posted, agenda=agenda, **how)

    return make


def _promise(meeting: Any, agenda: list[Any], *posted: Any, **how: Any) -> Form:
    keepers = keepers_at(meeting.occasion.unit)
    return forms.PromiseForm(*posted, agenda=agenda, keepers=keepers, **how)


def _attendance(meeting: Any, agenda: list[Any], *posted: Any, **how: Any) -> Form:
    unit = meeting.occasion.unit
    return forms.AttendanceForm(
        *posted,
        agenda=agenda,
        buildings=queries.buildings_of(unit),
        organisations=organisations_known_to(unit),
        **how,
    )


def _draft(meeting: Any, agenda: list[Any], *posted: Any, **how: Any) -> Form:
    written = {name: getattr(meeting, name) for name in queries.MINUTES}
    return forms.DraftForm(*posted, agenda=agenda, initial=written, **how)


NOTES: dict[str, tuple[Callable[..., Form], Callable[..., Any]]] = {
    "said": (_plain(forms.SaidForm), actions.note_said),
    "option": (_plain(forms.OptionForm), actions.note_option),
    "hands": (_plain(forms.HandsForm), actions.note_show_of_hands),
    "resolution": (_plain(forms.ResolutionForm), actions.note_resolution),
    "promise": (_promise, actions.note_promise),
    "attendance": (_attendance, actions.note_attendance),
    "draft": (_draft, actions.write_draft),
}
"""What can be noted at a table: its form, and the act that writes it down."""


@login_required
@require_safe
def table(request: Visit, meeting_id: int) -> HttpResponse:
    """Show everything that can be noted, on one page that keeps what it cannot send."""
    found = kept(request, meeting_id)
    return _table(request, found)


def _table(request: Visit, found: Any, wrong: tuple[str, Form] | None = None) -> HttpResponse:
    agenda = _agenda(found)
    sheets = {
        what: make(found, agenda, auto_id=f"{what}_%s") for what, (make, _act) in NOTES.items()
    }
    if wrong:
        sheets[wrong[0]] = wrong[1]
    facts = presenting.facts_of(found)
    wall_path = reverse("meetings:here", args=[found.pk, wall.token_of(found)])
    context = facts | {
        "gate": presenting.gate_of(found, facts["coming"]),
        "sheets": sheets,
        "wrong": wrong[0] if wrong else "",
        "pictures": forms.PicturesForm(auto_id="photos_%s"),
        "others": forms.OthersForm(initial={"others": found.others}, auto_id="others_%s"),
        "wall": address(request, wall_path),
        "wall_path": wall_path,
        "needs": needs_of(found.occasion.kind),
        "may_sign_in": found.occasion.on == timezone.localdate()
        and not found.is_shown
        and not facts["coming"].includes(request.user),
    }
    return page(request, "meetings/table.html", context, status=UNREAD if wrong else 200)


def note(request: Visit, meeting_id: int, what: str) -> HttpResponse:
    """Take one line; an outbox is told so in a few words."""
    if _by_outbox(request) and request.headers["X-Outbox"] != str(request.user.pk):
        # Somebody else has signed in since, or nobody: what waits is its writer's own.
        return JsonResponse({"state": "signed out"}, status=401)
    return _note(request, meeting_id, what)


@login_required
@require_POST
def _note(request: Visit, meeting_id: int, what: str) -> HttpResponse:
    if what not in NOTES:
        raise Http404
    found = kept(request, meeting_id)
    make, act = NOTES[what]
    form = make(found, _agenda(found), request.POST, auto_id=f"{what}_%s")

    def write(given: dict[str, Any]) -> None:
        said = actions.Said(**given.pop("when"))
        act(actor=request.user, meeting=found, said=said, **given)

    if accepted(form, write):
        if _by_outbox(request):
            return JsonResponse({"state": "kept"})
        success(request, _("记下了。"))
        return done(request, f"{reverse('meetings:table', args=[found.pk])}#{what}")
    if _by_outbox(request):
        reasons = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"state": "refused", "reasons": reasons}, status=UNREAD)
    return _table(request, found, (what, form))


def _by_outbox(request: HttpRequest) -> bool:
    return "X-Outbox" in request.headers


@login_required
@require_POST
def photos(request: Visit, meeting_id: int) -> HttpResponse:
    """Hang up photos of the table."""
    found = kept(request, meeting_id)
    form = forms.PicturesForm(request.POST, request.FILES)

    def hang(given: dict[str, Any]) -> None:
        actions.add_photos(actor=request.user, meeting=found, pictures=given["photos"])

    if accepted(form, hang):
        success(request, _("照片放上去了。"))
        return done(request, reverse("meetings:table", args=[found.pk]))
    return _form(request, found, form, _("放照片"))


@login_required
@require_POST
def others(request: Visit, meeting_id: int) -> HttpResponse:
    """Say how many came without giving a name."""
    found = kept(request, meeting_id)
    form = forms.OthersForm(request.POST)

    def count(given: dict[str, Any]) -> None:
        actions.note_others(actor=request.user, meeting=found, **given)

    if accepted(form, count):
        success(request, _("记下了。"))
        return done(request, f"{reverse('meetings:table', args=[found.pk])}#attendance")
    return _form(request, found, form, _("没签名的人数"))


@login_required
@require_safe
def came(request: Visit, meeting_id: int) -> HttpResponse:
    """Show everybody who signed, by name: who keeps the minutes sees whether it can be so."""
    found = kept(request, meeting_id)
    context = {
        "meeting": found,
        "occasion": found.occasion,
        "lines": queries.signed_lines_of(found),
        "coming": presenting.coming_of(found),
        "back": reverse("meetings:table", args=[found.pk]),
    }
    return page(request, "meetings/came.html", context)


@login_required
def strike(request: Visit, attendance_id: int) -> HttpResponse:
    """Say that somebody on the list was not there."""
    line = get_object_or_404(queries.attendances_kept_by(request.user), pk=attendance_id)
    form = forms.BecauseForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        actions.strike_attendance(actor=request.user, attendance=line, **given)

    if accepted(form, act):
        success(request, _("划掉了，原因留着。"))
        return done(request, reverse("meetings:came", args=[line.meeting_id]))
    return _form(request, line.meeting, form, _("划掉这一位"), lede=line.name_for_staff)


def _form(request: Visit, found: Any, form: Form, label: str, *, lede: str = "") -> HttpResponse:
    context = {
        "form": form,
        "label": label,
        "lede": lede,
        "heading": found.occasion.title,
        "unit": found.occasion.unit,
    }
    return page(request, "meetings/act.html", context)


@login_required
@require_safe
def wall_sheet(request: Visit, meeting_id: int) -> HttpResponse:
    """Show the sheet for the wall with the code to sign in."""
    found = kept(request, meeting_id)
    path = reverse("meetings:here", args=[found.pk, wall.token_of(found)])
    context = {
        "meeting": found,
        "occasion": found.occasion,
        "url": address(request, path),
        "back": reverse("meetings:prepare", args=[found.pk]),
    }
    return page(request, "meetings/wall.html", context)


@login_required
@require_safe
def paper_list(request: Visit, meeting_id: int) -> HttpResponse:
    """Show the list to sign on paper; building by building when stewards meet."""
    found = kept(request, meeting_id)
    unit = found.occasion.unit
    stewards = queries.stewards_of(unit) if found.is_by_building else {}
    rows = [
        (one, "、".join(stewards[one.pk]))
        for one in (queries.buildings_of(unit) if stewards else [])
        if one.pk in stewards
    ]
    context = {
        "meeting": found,
        "occasion": found.occasion,
        "rows": rows,
        "blanks": range(BLANK_LINES if rows else 2 * BLANK_LINES),
        "back": reverse("meetings:prepare", args=[found.pk]),
    }
    return page(request, "meetings/paper_list.html", context)

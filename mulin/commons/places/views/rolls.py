"""The roll: take it out, bring it in, watch it being checked and imported."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import file_response
from mulin.web.workbooks import MOST_BYTES

from .. import actions, queries
from ..forms import ConfirmRollForm, RollForm
from ..roll.export import doors_in_order
from ..roll.faults import sentence
from ..roll.sheets import roll_sheet, template

A_PAGE = 20


@login_required
def roll(request: Visit, unit_id: int) -> HttpResponse:
    """Show what the roll has, and take a new file."""
    community = _community(request, unit_id)
    compounds = {str(one.pk): one for one in queries.compounds_counted(community)}
    choices = {"compound": [(pk, one.name) for pk, one in compounds.items()]}
    form = RollForm(request.POST or None, request.FILES or None, choices=choices)

    def upload(given: dict[str, Any]) -> None:
        actions.upload_roll(
            actor=request.user,
            community=community,
            name=given["file"].name,
            content=_beginning_of(given["file"]),
            compound=compounds.get(given.get("compound", "")),
        )

    if accepted(form, upload):
        newest = queries.rolls_of(community)[0]
        return done(request, reverse("places:roll_import", args=[newest.pk]))
    context = {
        "community": community,
        "compounds": compounds.values(),
        "form": form,
        "rolls": Paginator(queries.rolls_of(community), A_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "places/roll.html", context)


@login_required
@require_safe
def roll_template(request: Visit, unit_id: int) -> HttpResponse:
    """Give an empty roll to fill in."""
    community = _community(request, unit_id)
    return file_response(template(community.name), _("户册模板.xlsx"))


@login_required
@require_safe
def roll_export(request: Visit, unit_id: int) -> HttpResponse:
    """Give the whole roll, and write down who took it."""
    community = _community(request, unit_id)
    actions.note_household_viewing(actor=request.user, unit=community, of=community, how="export")
    title = _("%(community)s住户花名册") % {"community": community.name}
    content = roll_sheet(title, doors_in_order(community))
    return file_response(content, f"{title} {timezone.localdate()}.xlsx")


@login_required
@never_cache
def roll_import(request: Visit, roll_id: int) -> HttpResponse:
    """Show how far a file has come and what was found in it."""
    roll = _roll(request, roll_id)
    return _roll_page(request, roll, _confirm_form(roll, None))


@login_required
@require_POST
def roll_confirm(request: Visit, roll_id: int) -> HttpResponse:
    """Let a checked file be imported."""
    roll = _roll(request, roll_id)
    form = _confirm_form(roll, request.POST)

    def confirm(given: dict[str, Any]) -> None:
        actions.confirm_roll(
            actor=request.user,
            roll=roll,
            new_compounds=given.get("new_compounds", []),
            is_whole=given["is_whole"],
        )

    if accepted(form, confirm):
        return done(request, reverse("places:roll_import", args=[roll.pk]))
    return _roll_page(request, roll, form)


@login_required
@require_safe
def roll_copy(request: Visit, roll_id: int) -> HttpResponse:
    """Give the copy of a file that says what is wrong in which line."""
    roll = _roll(request, roll_id)
    if not roll.annotated:
        raise Http404
    with roll.annotated.open("rb") as file:
        return file_response(file.read(), _("标出问题的户册.xlsx"))


def _community(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(queries.communities_worked_for_by(request.user), pk=unit_id)


def _roll(request: Visit, roll_id: int) -> Any:
    return get_object_or_404(queries.rolls_visible_to(request.user), pk=roll_id)


def _confirm_form(roll: Any, data: Any) -> ConfirmRollForm:
    new = [(new["name"], _compound_offer(new)) for new in roll.findings.get("compounds", [])]
    return ConfirmRollForm(data, choices={"new_compounds": new})


def _compound_offer(new: dict[str, Any]) -> str:
    """Say how many households a new compound has, and which known one it may be."""
    said = _("%(households)s 户") % new
    like = _("，是不是“%(like)s”？") % new if new["like"] else ""
    return f"{new['name']}\n{said}{like}"


def _roll_page(request: Visit, roll: Any, form: ConfirmRollForm) -> HttpResponse:
    faults = [
        {"row": fault["row"], "said": sentence(fault)} for fault in roll.findings.get("faults", [])
    ]
    context = {
        "roll": roll,
        "community": roll.community,
        "form": form,
        "faults": faults,
        "back": reverse("places:roll", args=[roll.community_id]),
    }
    return page(request, "places/roll_import.html", context, part="places/_roll_import.html")


def _beginning_of(file: Any) -> bytes:
    """Return a file's bytes, and of a far too large one only so many that it is refused."""
    return file.read(MOST_BYTES + 1)

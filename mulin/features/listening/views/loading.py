"""How the views beside it find what they are about."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mulin.commons.people.requests import Visit
from mulin.web.pages import page

from .. import queries


def unit_run(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(queries.communities_run_by(request.user), pk=unit_id)


def letter_run(request: Visit, occasion_id: int) -> Any:
    return get_object_or_404(queries.letters_run_by(request.user), occasion=occasion_id)


def form_page(
    request: Visit, unit: Any, form: Any, *, title: str, label: str, back: str, **more: Any
) -> HttpResponse:
    """Show a staff form, with what was wrong."""
    context = {"unit": unit, "form": form, "title": title, "label": label, "back": back} | more
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "listening/form.html", context, status=status)

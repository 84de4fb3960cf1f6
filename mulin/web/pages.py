"""Answer a request with a page, or with just the part HTMX asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the whole page, or only `part` when HTMX asks."""
    if part and "HX-Request" in request.headers:
        template = part
    response = render(request, template, context or {}, status=status)
    if part:
        patch_vary_headers(response, ["HX-Request"])
    return response


def done(request: HttpRequest, to: str) -> HttpResponse:
    """Send the browser on after a change; HTMX follows the same address."""
    response = HttpResponseRedirect(to)
    response.status_code = 303
    return response

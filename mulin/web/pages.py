"""Answer a request with a page, or with just the part HTMX asked for."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_ADDRESS = 2000


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the whole page, or only `part` when HTMX asks, with what there is to say beside it."""
    in_part = part and "HX-Request" in request.headers
    response = render(request, part if in_part else template, context or {}, status=status)
    if in_part and len(get_messages(request)):
        response.write(render_to_string("web/_messages.html", {"beside": True}, request))
    if part:
        patch_vary_headers(response, ["HX-Request"])
    return response


def done(request: HttpRequest, to: str) -> HttpResponse:
    """Send the browser on after a change; HTMX follows the same address."""
    response = HttpResponseRedirect(to)
    response.status_code = 303
    return response


def address_here(request: HttpRequest, address: str | None) -> str:
    """Return an address somebody handed us when it is on this site, or else the front door."""
    if not address or not address.startswith("/") or len(address) > LONGEST_ADDRESS:
        return "/"
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else "/"

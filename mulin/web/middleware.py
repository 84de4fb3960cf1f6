from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django_htmx.http import retarget

from mulin.errors import NotAllowed, Refused
from mulin.web.failures import bad_request

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; "
    "style-src-attr 'unsafe-inline'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class ContentSecurity:
    """Let pages load nothing from elsewhere and run no script written into them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class PagesTravelLight(GZipMiddleware):
    """Send the words of pages compressed, and what is packed already (photos, files) as it is."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith(("text/", "application/json")):
            return response
        return super().process_response(request, response)


class NulsStayOutside:
    """
    Turn away an address or a cookie with a NUL in it.

    Nobody types one and PostgreSQL keeps none, so it would break whatever looks for it.  What
    comes in forms is checked by their fields.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = (request.path_info, *request.COOKIES.values())
        if "%00" in request.META.get("QUERY_STRING", "") or any("\0" in one for one in said):
            return bad_request(request, BadRequest())
        return self.get_response(request)


class RefusalsBecomePages:
    """Turn a refusal from any action into one kind of page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            answer = render(request, "405.html", status=405)
            answer.headers["Allow"] = response.headers["Allow"]
            return answer
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            status = 403 if isinstance(error, NotAllowed) else 409
            if "HX-Request" not in request.headers:
                return render(request, "web/refused.html", {"reason": error}, status=status)
            response = render(request, "web/_refused.html", {"reason": error}, status=status)
            response.headers["HX-Reswap"] = "innerHTML show:window:top"
            return retarget(response, "#messages")
        return None

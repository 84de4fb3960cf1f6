from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django_htmx.http import retarget

from mulin.errors import NotAllowed, Refused

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

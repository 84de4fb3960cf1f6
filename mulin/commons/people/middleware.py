from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Answer = Callable[[HttpRequest], HttpResponse]

PIECES = 24
"""A session is renewed after this part of its life, so that not every page writes it."""


class PagesStayPrivate:
    """Let no cache on the way keep what a browser with a session was shown."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SessionsLastWhileUsed:
    """Count a session's life from when it was last used, not from when it began."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self.renew(request.session)
        return self.get_response(request)

    def renew(self, session: SessionBase) -> None:
        used_at, now = session.get("used_at"), timezone.now().timestamp()
        if used_at and now - used_at > session.get_expiry_age() / PIECES:
            session["used_at"] = now

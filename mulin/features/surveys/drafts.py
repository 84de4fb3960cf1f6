"""What somebody has answered so far, kept with the browser's session between two screens."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import HttpRequest

KEY = "survey_draft"


def draft_for(request: HttpRequest, key: str, said: Mapping[int, Any]) -> dict[str, Any]:
    """Return what was answered for this survey and home; what was sent before, at first."""
    draft = request.session.get(KEY) or {}
    if draft.get("key") != key:
        return {"key": key, "receipt": str(uuid4()), "given": dict(said)}
    return draft | {"given": {int(one): value for one, value in draft["given"].items()}}


def keep(request: HttpRequest, key: str, draft: dict[str, Any], question: int, value: Any) -> None:
    """Keep one answer; the receipt stays the same, so that a second press is the same."""
    draft["given"][question] = value if value not in ("", []) else None
    given = {str(one): value for one, value in draft["given"].items()}
    request.session[KEY] = {"key": key, "receipt": draft["receipt"], "given": given}


def drop(request: HttpRequest) -> None:
    """Forget what was answered, once it has arrived."""
    request.session.pop(KEY, None)

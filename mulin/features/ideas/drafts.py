"""What somebody has written so far, kept with the browser's session between two screens."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest

KEY = "idea_draft"


def draft_for(request: HttpRequest, step_id: int) -> dict[str, Any]:
    """Return what was written for this step, or nothing yet."""
    draft = request.session.get(KEY) or {}
    return draft if draft.get("step") == step_id else {}


def keep(request: HttpRequest, step_id: int, written: dict[str, Any]) -> None:
    """Keep what was written; the receipt stays the same, so that a second press is the same."""
    receipt = draft_for(request, step_id).get("receipt") or str(uuid4())
    request.session[KEY] = {"step": step_id, "receipt": receipt, **written}


def receipt_of(draft: dict[str, Any]) -> UUID:
    return UUID(draft["receipt"])


def drop(request: HttpRequest) -> None:
    """Forget what was written, once it has arrived."""
    request.session.pop(KEY, None)

"""How this browser wants pages to look.  Kept in cookies, so it needs no account."""

from typing import Any

from django.http import HttpRequest

CHOICES = {
    "theme": ("light", "dark"),
    "mode": ("care",),
    "contrast": ("more",),
}


def looks(request: HttpRequest) -> dict[str, Any]:
    """Return the attributes of <html> that a browser has asked for."""
    wanted = {name: request.COOKIES.get(name, "") for name in CHOICES}
    return {"looks": {name: value for name, value in wanted.items() if value in CHOICES[name]}}

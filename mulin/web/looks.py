"""How a browser may ask pages to look.  Kept in cookies, so it needs no account."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

CHOICES = {
    "mode": ("care",),
    "theme": ("light", "dark"),
    "contrast": ("more",),
}
"""The attributes of <html> and what each may be; absent means the usual."""

A_YEAR = 365 * 24 * 60 * 60


class LookForm(forms.Form):
    """What a reader may set; an empty answer means the usual."""

    mode = forms.ChoiceField(
        label=_("字的大小"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("标准")), ("care", _("大字\n字大、按钮大、颜色更清楚"))],
    )
    theme = forms.ChoiceField(
        label=_("颜色"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("跟着手机走")), ("light", _("浅色")), ("dark", _("深色\n夜里不刺眼"))],
    )
    contrast = forms.ChoiceField(
        label=_("清楚程度"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("标准")), ("more", _("更清楚\n字和线条都更深"))],
    )
    language = forms.ChoiceField(
        label="语言 Language", required=False, widget=forms.RadioSelect, choices=settings.LANGUAGES
    )


def looks_of(request: HttpRequest) -> dict[str, str]:
    """Return what this browser asked for, leaving out anything we do not know."""
    wanted = {name: request.COOKIES.get(name, "") for name in CHOICES}
    return {name: value for name, value in wanted.items() if value in CHOICES[name]}


def keep_looks(response: HttpResponse, wanted: dict[str, str]) -> None:
    """Write what a reader asked for into cookies; forget what was set back to the usual."""
    for name, value in wanted.items():
        cookie = settings.LANGUAGE_COOKIE_NAME if name == "language" else name
        if value:
            response.set_cookie(
                cookie, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        else:
            response.delete_cookie(cookie, samesite="Lax")

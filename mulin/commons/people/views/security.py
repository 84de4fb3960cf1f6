"""A staff member's own password, authenticator and recovery codes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import ChangePasswordForm, NewAuthenticatorForm, PasswordForm
from ..requests import Visit
from ..sessions import change_device, stay_signed_in
from .arriving import asked
from .staff import drawn

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """Open a page only to people who sign in with a password."""

    @login_required
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request: Visit, *args: Any, **how: Any) -> HttpResponse:
        if not request.user.signs_in_with_password:
            raise Http404
        return view(request, *args, **how)

    return guarded


@require_http_methods(["GET", "HEAD"])
@for_staff
def security(request: Visit) -> HttpResponse:
    """Show how this account is kept safe."""
    context = {"codes_left": queries.recovery_codes_left(request.user)}
    return page(request, "people/security.html", context)


@asked
@for_staff
def password(request: Visit) -> HttpResponse:
    """Change the password."""
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with form.says_why("old"):
            actions.change_password(actor=request.user, old=given["old"], new=given["password"])
            stay_signed_in(request, request.user)
            messages.success(request, _("密码换好了，别处的登录都退出了。"))
            return done(request, reverse("people:security"))
    return page(request, "people/password.html", {"form": form})


@asked
@for_staff
def new_authenticator(request: Visit) -> HttpResponse:
    """Put another authenticator in the place of the present one."""
    secret = request.session.get("new_secret") or actions.new_secret()
    request.session["new_secret"] = secret
    form = NewAuthenticatorForm(request.POST or None)
    if form.is_valid():
        with form.says_why():
            device, codes = actions.enrol_authenticator(
                actor=request.user, secret=secret, **form.cleaned_data
            )
            change_device(request, device)
            del request.session["new_secret"]
            request.session["recovery_codes"] = codes
            return done(request, reverse("people:recovery_codes"))
    context = {"form": form, "back": reverse("people:security"), **drawn(request.user, secret)}
    return page(request, "people/authenticator.html", context)


@asked
@for_staff
def new_recovery_codes(request: Visit) -> HttpResponse:
    """Make ten new recovery codes."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        with form.says_why("password"):
            request.session["recovery_codes"] = actions.renew_recovery_codes(
                actor=request.user, **form.cleaned_data
            )
            return done(request, reverse("people:recovery_codes"))
    return page(request, "people/new_recovery_codes.html", {"form": form})


@asked
@for_staff
def recovery_codes(request: Visit) -> HttpResponse:
    """Show new recovery codes until their owner says that they are kept."""
    codes = request.session.get("recovery_codes")
    if not codes:
        return redirect("people:security")
    if request.method == "POST":
        del request.session["recovery_codes"]
        messages.success(request, _("设好了。以后登录要密码和动态码两样。"))
        to = request.session.pop("after_codes", reverse("people:security"))
        return done(request, to)
    return page(request, "people/recovery_codes.html", {"codes": codes})


@require_http_methods(["GET", "HEAD"])
@for_staff
def recovery_codes_file(request: Visit) -> HttpResponse:
    """Give the new recovery codes as a text file."""
    codes = request.session.get("recovery_codes")
    if not codes:
        raise Http404
    text = "\n".join([_("睦邻恢复码，每个只能用一次："), *codes, ""])
    response = HttpResponse("\ufeff" + text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mulin-recovery-codes.txt"'
    return response

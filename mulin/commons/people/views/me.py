"""我的: what the house holds about me, and what I can do about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, mydata, queries
from ..arrival import Arrival
from ..forms import CodeForm, LeaveForm, NamesForm, PhoneForm
from ..names import masked_phone
from ..purposes import PURPOSES
from ..requests import Visit
from ..sessions import end_session, stay_signed_in
from .arriving import asked, code_page, send_again, send_code, typed_phone

CHANGE_PHONE = actions.CodePurpose.CHANGE_PHONE
read = require_http_methods(["GET", "HEAD"])


@read
@login_required
@never_cache
def me(request: Visit) -> HttpResponse:
    """Show the way to everything that is mine."""
    mine = [section for section in mydata.sections() if section.page]
    context = {"mine": mine, "phone": masked_phone(request.user.phone or "")}
    return page(request, "people/me.html", context)


@asked
@login_required
@never_cache
def names(request: Visit) -> HttpResponse:
    """Correct my name and choose what neighbours call me."""
    now = {"full_name": request.user.full_name, "public_name": request.user.public_name}
    form = NamesForm(request.POST or None, initial=now)
    if form.is_valid():
        actions.correct_my_names(actor=request.user, **form.cleaned_data)
        messages.success(request, _("记下了。"))
        return done(request, reverse("people:me"))
    return page(request, "people/names.html", {"form": form})


@asked
@login_required
@never_cache
def phone(request: Visit) -> HttpResponse:
    """Ask for my new telephone number and send a code to it."""
    arrival = Arrival(request)
    form = PhoneForm(request.POST or None)
    if form.is_valid():
        with form.says_why("phone"):
            send_code(request, arrival, form.cleaned_data["phone"], CHANGE_PHONE)
            return done(request, reverse("people:phone_code"))
    context = {"form": form, "phone": masked_phone(request.user.phone or "")}
    return page(request, "people/phone.html", context)


@asked
@login_required
@never_cache
def phone_code(request: Visit) -> HttpResponse:
    """Take the code sent to my new telephone and move my account there."""
    arrival = Arrival(request)
    if not arrival.get("code"):
        return redirect("people:phone")
    if "again" in request.POST:
        return send_again(request, arrival, CHANGE_PHONE)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with form.says_why("digits"):
            proved = typed_phone(request, arrival, form, CHANGE_PHONE)
            actions.change_phone(actor=request.user, phone=proved)
            arrival.end()
            stay_signed_in(request, request.user)
            messages.success(request, _("手机号换好了，以后用新号码登录。"))
            return done(request, reverse("people:me"))
    return code_page(request, arrival, form, back="people:phone")


@asked
@login_required
@never_cache
def consents(request: Visit) -> HttpResponse:
    """Show what I agreed to, and let me agree or take it back, one purpose at a time."""
    if request.method == "POST":
        purpose = PURPOSES.get(request.POST.get("purpose", ""))
        if purpose is None:
            raise Http404
        act = actions.give_consent if "give" in request.POST else actions.withdraw_consent
        act(actor=request.user, purpose=purpose)
        messages.success(request, _("记下了，随时能再改。"))
        return done(request, request.path)
    in_force = queries.consents_in_force(request.user)
    context = {
        "purposes": [(purpose, in_force.get(key)) for key, purpose in PURPOSES.items()],
        "history": queries.consent_history(request.user),
    }
    return page(request, "people/consents.html", context)


@read
@login_required
@never_cache
def my_data(request: Visit) -> HttpResponse:
    """Show everything held about me, the newest of each kind."""
    held = [mydata.newest(section, request.user) for section in mydata.sections()]
    nothing = [one.section.title for one in held if not one.rows]
    return page(request, "people/my_data.html", {"sections": held, "nothing": nothing})


@read
@login_required
@never_cache
def export(request: Visit, form: str) -> HttpResponse:
    """Give me everything held about me as a file."""
    held = mydata.everything_about(request.user)
    actions.note_export(actor=request.user, form=form)
    if form == "xlsx":
        columns = [_("类别"), _("第几条"), _("项目"), _("内容")]
        return sheet_response(_("我的数据"), columns, mydata.as_cells(held))
    response = JsonResponse(
        mydata.as_object(held), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="mulin-my-data.json"'
    return response


@asked
@login_required
@never_cache
def leave(request: Visit) -> HttpResponse:
    """Close my account for good, after I have written that I mean it."""
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        with form.says_why():
            actions.anonymise(actor=request.user)
            end_session(request)
            messages.success(request, _("账号注销了，姓名和手机号都已经删掉。"))
            return done(request, "/")
    return page(request, "people/leave.html", {"form": form})

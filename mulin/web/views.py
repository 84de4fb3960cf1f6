from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from mulin.errors import Refused
from mulin.web.kit import kit as kit_of_everything
from mulin.web.looks import LookForm, keep_looks, looks_of
from mulin.web.pages import address_here, done, page


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Show how pages may look, and keep what this browser asks for."""
    back = address_here(request, request.POST.get("next") or request.GET.get("next"))
    form = LookForm(request.POST or None, initial={**looks_of(request), "language": get_language()})
    if form.is_valid():
        response = done(request, back)
        asked = {name: form.cleaned_data[name] for name in form.fields if name in request.POST}
        keep_looks(response, asked)
        return response
    return page(request, "web/look.html", {"form": form, "back": back})


KIT_SHEETS = {
    "desk": "web/kit/desk.html",
    "notice": "web/kit/notice.html",
    "poster": "web/kit/poster.html",
    "confirm": "web/confirm.html",
}


@require_http_methods(["GET", "HEAD", "POST"])
def kit(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, for those who build pages."""
    return page(request, "web/kit.html", kit_of_everything())


@require_http_methods(["GET", "HEAD", "POST"])
def kit_sheet(request: HttpRequest, sheet: str) -> HttpResponse:
    """Show one of the other frames: the desk, a notice, a poster, a question, a refusal."""
    if sheet == "refused":
        raise Refused(gettext("投票 11月23日 20:00 已经截止，不能再改了。"))
    if sheet not in KIT_SHEETS:
        raise Http404
    asked = {
        "title": gettext("撤回您的票？"),
        "text": gettext("撤回后可以重新投。11月23日 20:00 后就不能再投了。"),
        "label": gettext("撤回"),
        "cancel": gettext("先不撤"),
        "back": reverse("web:kit"),
    }
    return page(request, KIT_SHEETS[sheet], {**kit_of_everything(), **asked})

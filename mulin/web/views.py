from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

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

from django.http import HttpRequest, HttpResponse

from mulin.web.pages import page


def home(request: HttpRequest) -> HttpResponse:
    """Show the front door."""
    return page(request, "portal/home.html")

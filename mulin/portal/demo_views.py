from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from mulin.commons.people.sessions import end_session, start_demo_session
from mulin.web.pages import address_here, done

from .demo.cast import NOBODY, cast


@require_POST
def become(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a visitor of the demo be one of its people, or nobody again."""
    if ref == NOBODY:
        end_session(request)
    elif person := cast().get(ref):
        end_session(request)
        start_demo_session(request, person)
    else:
        raise Http404
    return done(request, address_here(request, request.POST.get("next")))

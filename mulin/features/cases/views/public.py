from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import searchable_communities
from mulin.web.pages import page
from mulin.web.paging import BoundedPaginator

from .. import permissions, queries
from ..cards import public_rows_of, public_tag_of, rows_of, story_of, tag_of

PER_PAGE = 20
A_YEAR = timedelta(days=365)


def board(request: Visit, community_id: int) -> HttpResponse:
    """Show how a community fares with what neighbours report, and what it solved."""
    community = get_object_or_404(searchable_communities(), pk=community_id)
    since = timezone.now() - A_YEAR
    pages = BoundedPaginator(queries.public_cases(community), PER_PAGE)
    listed = pages.get_page(request.GET.get("page"))
    words = _("家门口的事，报给社区：%(place)s") % {"place": community.name}
    then = _("拍张照片，一分钟，不用登录")
    context = {
        "community": community,
        "figures": queries.figures_of(community, since),
        "problems": queries.chronic_problems(community),
        "units": queries.response_times(community, since),
        "listed": listed,
        "rows": public_rows_of(listed.object_list),
        "share": share(request, request.path, text=f"{words}\n{then}"),
    }
    return page(request, "cases/board.html", context)


@login_required
def mine(request: Visit) -> HttpResponse:
    """List what one reported oneself."""
    pages = BoundedPaginator(queries.cases_by(request.user), PER_PAGE)
    listed = pages.get_page(request.GET.get("page"))
    return page(request, "cases/mine.html", {"listed": listed, "rows": rows_of(listed.object_list)})


def case(request: Visit, case_id: int) -> HttpResponse:
    """Show one case to its neighbours, or to its reporter, without names."""
    found = _found(request, case_id)
    context = _shown(request, found) | {"share": _share(request, found)}
    return page(request, "cases/case.html", context)


def story(request: Visit, case_id: int) -> HttpResponse:
    """Draw a case from the first word to its end, as a sheet to print."""
    found = _found(request, case_id)
    context = _shown(request, found) | {"promises": queries.promises_for(found, request.user)}
    return page(request, "cases/story.html", context)


def _found(request: Visit, case_id: int) -> Any:
    seen = queries.cases_seen_by(request.user)
    return get_object_or_404(queries.case_shown(seen), pk=case_id)


def _shown(request: Visit, found: Any) -> dict[str, Any]:
    is_mine = request.user.is_authenticated and found.reporter_id == request.user.pk
    is_staff = permissions.can_read(request.user, found)
    knows = is_mine or is_staff
    is_told = knows or not found.is_done or found.told_at is not None
    return {
        "case": found,
        "tag": tag_of(found) if knows else public_tag_of(found),
        "title": found.title if knows else found.public_title,
        "text": found.text if knows else found.public_text,
        "where": found.where if knows else found.where_in_public,
        "is_told": is_told,
        "is_mine": is_mine,
        "is_staff": is_staff,
        "sees_names": is_staff,
        "photos": found.photos.all() if knows else found.photos.filter(is_public=True),
        "sees_photos": is_staff,
        "story": story_of(found, knows_result=knows),
        "checks": _with_photos(found.field_checks.all(), is_staff),
        "handlings": _with_photos(found.joint_handlings.all(), is_staff),
    }


def _with_photos(things: Any, are_shown: bool) -> Any:
    return things.prefetch_related("photos") if are_shown else things


def _share(request: Visit, found: Any) -> Any:
    if not found.is_public:
        return None
    if found.is_done and found.told_at:
        first = _("办好了：%(title)s") % {"title": found.public_title}
        lines = [first, found.result, found.community.name]
    else:
        first = _("看看这件事办到哪一步：%(title)s") % {"title": found.public_title}
        lines = [first, found.community.name]
    return share(request, reverse("cases:case", args=[found.pk]), text="\n".join(lines))

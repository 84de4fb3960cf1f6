"""What a person or a unit has to do, for calendar programs."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import address
from mulin.commons.occasions.feeds import Entry

from .models import ActionItem


def entries_of(request: HttpRequest, items: Iterable[ActionItem]) -> Iterator[Entry]:
    """Return promises as lines on the day they are due."""
    for item in items:
        if item.due_on:
            yield Entry(
                uid=f"promise-{item.pk}",
                title=_("到期：%(what)s") % {"what": item.what},
                url=address(request, item.get_absolute_url()),
                on=item.due_on,
                where=item.unit.name,
            )

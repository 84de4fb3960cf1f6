"""
Cases of one community that say much the same.

Only the newest thousand of half a year are compared, so that it costs the same in a community
of any size: what is older is rarely the same matter.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person

from ..likeness import ALIKE, marks
from ..models import Case
from .cases import cases_handled_by

COMPARED, OFFERED = 1000, 5
HALF_A_YEAR = timedelta(days=183)

NEAR = f"""
SELECT near.id FROM (
    SELECT id, marks AS told FROM cases_case
    WHERE community_id = %(community)s AND came_at >= %(since)s
    ORDER BY came_at DESC LIMIT {COMPARED}
) near, LATERAL (
    SELECT count(*) AS n FROM unnest(near.told) AS mark WHERE mark = ANY(%(marks)s::int[])
) shared
WHERE shared.n > 0 AND near.id <> ALL(%(but)s::bigint[])
  AND shared.n * 100 >= {ALIKE} * (cardinality(near.told) + %(size)s - shared.n)
ORDER BY shared.n * 100 / (cardinality(near.told) + %(size)s - shared.n) DESC, near.id DESC
LIMIT {OFFERED}
"""  # noqa: S608 (nothing that anybody writes is in it)


def alike_to(
    viewer: Person, community_id: int, *texts: str, but: Iterable[int] = ()
) -> QuerySet[Case]:
    """Return the newest cases here that say much the same as some texts, and the viewer reads."""
    told = marks(*texts)
    asked: dict[str, Any] = {
        "community": community_id,
        "since": timezone.now() - HALF_A_YEAR,
        "marks": told,
        "size": len(told),
        "but": list(but),
    }
    with connection.cursor() as cursor:
        cursor.execute(NEAR, asked)
        found = [pk for (pk,) in cursor.fetchall()]
    read = cases_handled_by(viewer).filter(pk__in=found)
    return read.select_related("kind", "building__compound")

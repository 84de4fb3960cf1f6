from collections.abc import Mapping

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from mulin.web.paging import MOST

from ..models import Idea


def counted_up_to(lists: Mapping[str, QuerySet[Idea]], most: int = MOST) -> dict[str, int]:
    """Return how many ideas each list has, in one query that counts none further than `most`+1."""
    parts, params = [], []
    counts = dict.fromkeys(lists, 0)
    for name, ideas in lists.items():
        try:
            sql, given = ideas.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT %s, (SELECT count(*) FROM ({sql}) AS found)")  # noqa: S608
        params += [name, *given]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            counts |= dict(cursor.fetchall())
    return counts


def about(number: int, most: int = MOST) -> str:
    """Write a number that was counted up to `most`."""
    return f"{number}" if number <= most else f"{most}+"

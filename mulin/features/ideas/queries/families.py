"""An idea, and what was merged into it, and what was merged into that."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from ..models import Idea

UP = """
WITH RECURSIVE up AS (
    SELECT id AS start, id, merged_into_id FROM ideas_idea WHERE id = ANY(%s)
    UNION ALL
    SELECT up.start, above.id, above.merged_into_id
    FROM up JOIN ideas_idea above ON above.id = up.merged_into_id
) SELECT start, id FROM up WHERE merged_into_id IS NULL
"""
MEMBERS = """
WITH RECURSIVE family AS (
    SELECT id FROM ideas_idea WHERE id = ANY(%s)
    UNION ALL
    SELECT below.id FROM family JOIN ideas_idea below ON below.merged_into_id = family.id
) SELECT id FROM family ORDER BY id
"""


def heads_of(keys: Iterable[int]) -> dict[int, int]:
    """Return for each idea, by key, the one it goes on in: itself when it was not merged."""
    with connection.cursor() as cursor:
        cursor.execute(UP, [list(keys)])
        return dict(cursor.fetchall())


def family_keys(keys: Iterable[int]) -> list[int]:
    """Return the keys of ideas and of all that go on in them."""
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, [list(keys)])
        return [pk for (pk,) in cursor.fetchall()]


def family_of(idea: Idea) -> QuerySet[Idea]:
    """Return an idea and all that go on in it, the first first."""
    return (
        Idea.objects.filter(pk__in=family_keys([idea.pk]))
        .select_related("author", "building")
        .order_by("id")
    )

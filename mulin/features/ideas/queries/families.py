"""An idea, and what was merged into it, and what was merged into that."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from mulin.commons.audit.queries import records_about

from ..models import Idea, Support

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
) SELECT id FROM family
"""


def heads_of(keys: Iterable[int]) -> dict[int, int]:
    """Return for each idea, by key, the one it goes on in: itself when it was not merged."""
    with connection.cursor() as cursor:
        cursor.execute(UP, [list(keys)])
        return dict(cursor.fetchall())


def head_of(idea: Idea) -> Idea:
    """Return the idea that one goes on in: itself when it was not merged."""
    if not idea.is_merged:
        return idea
    heads = Idea.objects.select_related("proposal__cycle", "community", "step__cycle")
    return heads.get(pk=heads_of([idea.pk])[idea.pk])


def when_taken_in(idea: Idea, head: Idea) -> int:
    """Return the record by which an idea came to go on in another."""
    merged = records_about(idea).filter(verb="ideas.merged").order_by("-pk")
    since = merged.values_list("pk", flat=True).first() or 0
    took_in = records_about(head).filter(verb="ideas.took_in", pk__gt=since).order_by("pk")
    return took_in.values_list("pk", flat=True).first() or since


def families_of(keys: Iterable[int]) -> QuerySet[Idea]:
    """Return ideas, by key, and all that go on in them, the first first."""
    members = RawSQL(MEMBERS, [list(keys)])  # noqa: S611 (keys are numbers of our own)
    return Idea.objects.filter(pk__in=members).select_related("author", "building").order_by("id")


def family_of(idea: Idea) -> QuerySet[Idea]:
    """Return an idea and all that go on in it, the first first."""
    return families_of([idea.pk])


def people_of(idea: Idea) -> set[int]:
    """Return who wrote or wants an idea or what goes on in it, by their keys."""
    family = family_of(idea).order_by()
    authors = set(family.exclude(author=None).values_list("author", flat=True))
    wanting = Support.objects.filter(idea__in=family.values("pk"))
    return authors | set(wanting.values_list("person", flat=True))

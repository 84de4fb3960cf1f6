"""
Ideas that say much the same, found as fast among a hundred thousand as among a hundred.

Whoever shares 35 of a hundred pairs with a text of n pairs shares at least k of these n, and
so at least one of any n - k + 1 of them.  The rarest ones are looked up in an index, and what
they lead to is compared pair by pair.  PostgreSQL keeps account anyway of how common each pair
is: where even rare ones lead to too many, fewer are looked up, and the rarest still find those
that have most in common.  An old account makes the search slower or rougher, never wrong.
"""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from django.db import connection
from django.db.models import QuerySet

from mulin.programmes.models import Cycle

from ..likeness import ALIKE, fewest_shared, marks, sizes_alike
from ..models import Idea
from .families import heads_of
from .walls import drawn

MOST_LOOKED_AT, MOST_COMPARED = 6000, 3000
OFFERED = 5

COMMONNESS = """
WITH account AS (
    SELECT most_common_elems::text::int[] AS marks, most_common_elem_freqs AS often
    FROM pg_stats
    WHERE schemaname = current_schema() AND tablename = 'ideas_wording' AND attname = %s
)
SELECT asked.mark, coalesce(known.often, account.often[cardinality(account.marks) + 1])
    * (SELECT reltuples FROM pg_class WHERE oid = 'ideas_wording'::regclass)
FROM account CROSS JOIN unnest(%s::int[]) AS asked(mark)
LEFT JOIN LATERAL unnest(account.marks, account.often) AS known(mark, often) USING (mark)
"""
"""In how many rows each mark stands; of what is rarer than all it lists, at the most so many."""

NEAR = """
SELECT near.idea_id, shared.n * 100 / (cardinality(near.told) + %(size)s - shared.n) AS likeness
FROM (
    SELECT idea_id, {column} AS told FROM ideas_wording
    WHERE cycle_id = %(cycle)s AND (community_id = %(community)s OR category = %(category)s)
      AND {column} && %(rarest)s::int[]
      AND cardinality({column}) BETWEEN %(least)s AND %(most)s
    LIMIT {most_compared}
) near, LATERAL (
    SELECT count(*) AS n FROM unnest(near.told) AS mark WHERE mark = ANY(%(marks)s::int[])
) shared
WHERE shared.n * 100 >= {alike} * (cardinality(near.told) + %(size)s - shared.n)
ORDER BY likeness DESC, idea_id LIMIT {offered}
"""
SEARCHES = {
    column: NEAR.format(
        column=column, most_compared=MOST_COMPARED, alike=ALIKE, offered=4 * OFFERED
    )
    for column in ("title_marks", "marks")
}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says or is about to say, and where it belongs."""

    cycle: Cycle
    title: str
    text: str = ""
    community: int | None = None
    category: str = ""


def alike_to(said: Said, *, but: Iterable[int] = ()) -> list[Idea]:
    """
    Return visible ideas of the same cycle that say much the same, the most alike first.

    They are of the same community or the same category; one that was merged into another
    is answered for by that one.
    """
    found = _titles_and_texts(said)
    heads = heads_of(found)
    best = list(dict.fromkeys(heads[pk] for pk in found if pk in heads))
    ideas = _seen(best).exclude(pk__in=but).in_bulk()
    return [ideas[pk] for pk in best if pk in ideas][:OFFERED]


def alike_to_idea(idea: Idea) -> list[Idea]:
    """Return the ideas that say much the same as this one, itself left out."""
    cycle = idea.step.cycle
    said = Said(cycle, idea.title, idea.text, idea.community_id, idea.category)
    return alike_to(said, but=[idea.pk])


def _seen(keys: list[int]) -> QuerySet[Idea]:
    return drawn(Idea.objects.filter(pk__in=keys, state=Idea.State.VISIBLE))


def _titles_and_texts(said: Said) -> list[int]:
    likeness: dict[int, int] = {}
    for column, told in (
        ("title_marks", marks(said.cycle.pk, said.title)),
        ("marks", marks(said.cycle.pk, said.title, said.text)),
    ):
        for pk, how_much in _search(said, column, told):
            likeness[pk] = max(how_much, likeness.get(pk, 0))
    return sorted(likeness, key=lambda pk: (-likeness[pk], pk))


def _search(said: Said, column: str, told: list[int]) -> list[tuple[int, int]]:
    if not told:
        return []
    least, most = sizes_alike(len(told))
    asked = {
        "cycle": said.cycle.pk,
        "community": said.community,
        "category": said.category,
        "marks": told,
        "rarest": _worth_looking_up(column, told),
        "size": len(told),
        "least": least,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(SEARCHES[column], asked)
        return cursor.fetchall()


def _worth_looking_up(column: str, told: list[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(COMMONNESS, [column, told])
        rows = dict(cursor.fetchall())
    rarest = sorted(told, key=lambda mark: rows.get(mark, 0))
    enough = len(told) - fewest_shared(len(told)) + 1
    looked_at = list(accumulate(rows.get(mark, 0) for mark in rarest))
    return rarest[: min(enough, max(bisect(looked_at, MOST_LOOKED_AT), 1))]

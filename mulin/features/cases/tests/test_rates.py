"""§6.8 and the rates beside it, counted again by hand from a table."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from .. import queries
from ..models import Case
from ..queries.boards import percent
from .desk import make_desk

pytestmark = pytest.mark.django_db

# state, who solved it (w the first one asked, s another, - nobody), by law, stars, answered after
# so many hours (None: not yet), came so many hours ago.
Row = tuple[str, str, bool, int | None, int | None, int]
ALL_KINDS: list[Row] = [
    ("confirmed", "w", False, 5, 1, 100),
    ("confirmed", "w", False, 3, 24, 100),
    ("resolved", "s", False, None, 25, 100),
    ("resolved", "w", True, None, 1, 100),
    ("transferred", "-", True, None, 1, 100),
    ("reopened", "w", False, 1, 1, 100),
    ("new", "-", False, None, None, 100),
    ("new", "-", False, None, None, 2),
]
TABLE = [
    # nothing came: no rate is nought
    ([], (None, None, None, None)),
    # response: in a day, of those that had a day or were taken within one; solution: of those
    # that were not passed on; satisfied: four and five, of those rated; first contact: of those
    # solved that no law gives to a department
    (ALL_KINDS, ("71.4", "57.1", "33.3", "66.7")),
    ([("new", "-", False, None, None, 2)], (None, "0.0", None, None)),
    ([("transferred", "-", True, None, 1, 9)], ("100.0", None, None, None)),
    ([("resolved", "w", True, None, 1, 9)], ("100.0", "100.0", None, None)),
    ([("confirmed", "s", False, 4, 30, 99)], ("0.0", "100.0", "100.0", "0.0")),
]


@pytest.mark.parametrize(("rows", "rates"), TABLE)
def test_the_rates_are_what_the_rule_says(rows, rates):
    desk = make_desk()
    usual, by_law = desk.captured().kind, desk.captured(kind="by_law").kind
    Case.objects.all().delete()
    people = {"w": desk.worker, "s": desk.secretary, "-": None}
    now = timezone.now()
    for n, (state, by, is_by_law, stars, answered, ago) in enumerate(rows):
        came = now - timedelta(hours=ago)
        Case.objects.create(
            community=desk.town.community,
            kind=by_law if is_by_law else usual,
            source="phone",
            title=f"第 {n} 件",
            code=f"rate{n:08d}",
            state=state,
            owner=None if state in ("new", "transferred") else desk.worker,
            first_contact=desk.worker,
            came_at=came,
            due_from=came,
            due_at=came + timedelta(days=1),
            answered_at=came + timedelta(hours=answered) if answered else None,
            resolved_at=now if people[by] else None,
            resolved_by=people[by],
            result="好了" if people[by] else "",
            satisfaction=stars,
            passed_to_name="区水务局" if state == "transferred" else "",
        )
    found = queries.figures_of(desk.town.community, now - timedelta(days=30))
    counted = (
        found.response,
        found.solution,
        found.satisfaction,
        found.first_contact_completion,
    )
    assert counted == tuple(rate and Decimal(rate) for rate in rates)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (1, 2001, "0.0"), (3, 3, "100.0")],
)
def test_a_share_is_rounded_half_up_to_a_tenth(part, whole, said):
    assert str(percent(part, whole)) == said


def test_of_nothing_there_is_no_share():
    assert percent(0, 0) is None

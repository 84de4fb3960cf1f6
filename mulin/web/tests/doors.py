"""
Who may open which address.

Every room lists its doors in `tests/doors.py`; `tests/house/test_doors.py` tries each of
them as every visitor below and fails when an address is not listed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

STRANGER = "stranger"
RESIDENT = "resident"
FAR_RESIDENT = "far_resident"
SOCIAL_WORKER = "social_worker"
FAR_SOCIAL_WORKER = "far_social_worker"
GRID_WORKER = "grid_worker"
STREET_OPERATOR = "street_operator"
FAR_STREET_OPERATOR = "far_street_operator"
JUDGE = "judge"

SIGNED_IN = frozenset(
    {
        RESIDENT,
        FAR_RESIDENT,
        SOCIAL_WORKER,
        FAR_SOCIAL_WORKER,
        GRID_WORKER,
        STREET_OPERATOR,
        FAR_STREET_OPERATOR,
        JUDGE,
    }
)
ANYONE = SIGNED_IN | {STRANGER}
OFFICE_HERE = frozenset({SOCIAL_WORKER, STREET_OPERATOR})
"""Those who do the work of the town's first community, in it or from the street above."""


@dataclass(frozen=True)
class Door:
    """
    One address and who may open it.

    `prepare` gets the test town and returns the address's arguments; the town's own people
    are in `town.people` under the visitor names above.  Who may not come in gets `shut`;
    a stranger at a door that is not for everybody is sent to sign in, unless
    `hides_from_strangers` says that even its existence is nobody's business.
    """

    name: str
    opens_for: frozenset[str]
    prepare: Callable[[Any], list[Any]] = lambda town: []
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    shut: int = 404
    hides_from_strangers: bool = False


DOORS = [
    Door("web:look", ANYONE),
    Door("web:look", ANYONE, method="post", data={"mode": "care"}),
    Door("web:kit", ANYONE),
    Door("web:kit_sheet", ANYONE, prepare=lambda town: ["desk"]),
]

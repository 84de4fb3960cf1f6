"""The roll of a community as rows of a file."""

from collections.abc import Iterator

from ..models import AdminUnit, Household
from ..queries import in_order
from .sheets import Row, cells_of

COLUMNS = (
    "dwelling__entrance__building__compound__name",
    "dwelling__entrance__building__name",
    "dwelling__entrance__name",
    "dwelling__room",
)


def doors_in_order(community: AdminUnit) -> Iterator[Row]:
    """Yield every household of a community, door by door: 2号楼 before 10号楼."""
    rows = Household.objects.filter(community=community).values_list(
        *COLUMNS,
        "contact_name",
        "contact_phone",
        "dwelling__area_m2",
        "size",
        "is_vacant",
    )
    for row in sorted(rows, key=lambda row: [in_order(part) for part in row[:4]]):
        yield cells_of(row)

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

MOST = 1000


class BoundedPaginator(Paginator):
    """Pages of a list of any length: nobody turns more than fifty, so it counts no further."""

    @cached_property
    def found(self) -> int:
        """How many there are, counted up to one more than can be turned to."""
        things: Any = self.object_list
        return things.order_by()[: MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.found, MOST)

    @property
    def is_cut(self) -> bool:
        """Whether there are more than can be turned to."""
        return self.found > MOST

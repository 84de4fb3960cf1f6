"""Which tests of a run go to one process together."""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = "tests/faults/"
"""These share one whole Mulin, which takes long to start."""


class Spread(LoadScopeScheduling):
    """Gives each process the next test, but one of them all that belong together."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else nodeid

"""What every test may ask for."""

import os
from pathlib import Path

os.environ.setdefault("MULIN_MODE", "test")

from mulin.site.catalogues.books import compile_stale


def pytest_configure() -> None:
    """Let tests read English pages: make what gettext reads before anything asks for it."""
    compile_stale(Path(__file__).parent / "mulin")

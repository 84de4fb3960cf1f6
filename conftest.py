"""What every test stands on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings

from mulin.site.catalogues.books import compile_stale
from tests.emptying import empty_the_database
from tests.statistics import leave_them_alone

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("same")
# What may land is judged by the same examples each time; a search for new ones blames nobody.


def pytest_configure(config: pytest.Config) -> None:
    """Let tests read English pages, and leave an empty database quickly."""
    compile_stale(Path(__file__).parent / "mulin")
    TransactionTestCase._fixture_teardown = empty_the_database
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        leave_them_alone()


@pytest.fixture(autouse=True)
def _speaks_chinese_again() -> Iterator[None]:
    """A page that was read in English leaves the thread speaking English."""
    yield
    translation.deactivate()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Spread tests over processes in our way."""
    from tests.spread import Spread  # noqa: PLC0415

    return Spread(config, log)

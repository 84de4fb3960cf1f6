"""What every test stands on."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.models.signals import post_migrate
from django.utils import translation

from mulin.site.catalogues.books import compile_stale


def pytest_configure(config: pytest.Config) -> None:
    """Let tests read English pages, and find the rows that migrations write."""
    compile_stale(Path(__file__).parent / "mulin")
    post_migrate.connect(write_again, dispatch_uid="rows of migrations")
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")


@pytest.fixture(autouse=True)
def _speaks_chinese_again() -> Iterator[None]:
    """A page that was read in English leaves the thread speaking English."""
    yield
    translation.deactivate()


def write_again(sender: AppConfig, **how: object) -> None:
    """
    Let an app that was emptied have again what its migrations once wrote.

    A test with its own transactions ends by emptying every table, and Django calls this then.
    """
    written = _rows_written_by(sender.label)
    if not written or any(model._default_manager.exists() for model in sender.get_models()):
        return
    for operation in written:
        with connection.schema_editor() as editor:
            operation.code(apps, editor)


@cache
def _rows_written_by(label: str) -> list[RunPython]:
    migrations = MigrationLoader(None).disk_migrations
    found = (migrations[at].operations for at in sorted(migrations) if at[0] == label)
    return [one for operations in found for one in operations if isinstance(one, RunPython)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Spread tests over processes in our way."""
    from tests.spread import Spread  # noqa: PLC0415

    return Spread(config, log)

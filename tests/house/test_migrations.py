"""The tables are as the models say, and every step there leads back too."""

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.house.house import OURS, PACKAGE, dotted

LOADER = MigrationLoader(None)
LABELS = {app.label for app in OURS}


def by_hand():
    for (label, name), migration in sorted(LOADER.disk_migrations.items()):
        for operation in migration.operations:
            if label in LABELS and isinstance(operation, RunSQL | RunPython):
                yield pytest.param(operation, id=f"{label}.{name}")


def test_no_migration_is_missing():
    with translation.override(None):  # names of fields are compared as they are written
        detector = MigrationAutodetector(LOADER.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=LOADER.graph)
    assert {label: changes[label] for label in changes.keys() & LABELS} == {}


@pytest.mark.parametrize("operation", list(by_hand()))
def test_a_migration_written_by_hand_has_an_undo(operation):
    assert operation.reversible


@pytest.mark.parametrize(
    "script",
    [path for path in PACKAGE.rglob("migrations/*.sql") if not path.name.endswith(".undo.sql")],
    ids=dotted,
)
def test_sql_has_its_undo_beside_it(script):
    assert script.with_suffix(".undo.sql").exists()

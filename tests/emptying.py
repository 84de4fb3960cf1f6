"""How the database is emptied after a test that had transactions of its own."""

from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython

KEPT = {"django_content_type", "auth_permission"}
"""What Django writes when a database is made; no test changes it."""


def empty_the_database(_test: object = None) -> None:
    """
    Remove every row that a test left, and write again those that migrations once wrote.

    Django truncates all our tables for this, two hundred files of which nearly all are empty.
    Rows are deleted without the triggers that refuse it; only a superuser may leave those out.
    """
    if _is_superuser():
        _delete_rows()
    else:
        call_command("flush", verbosity=0, interactive=False)
    for label, operations in _rows_of_migrations().items():
        if not any(model._default_manager.exists() for model in _models_of(label)):
            _write(operations)


def _is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("show is_superuser")
        return cursor.fetchone() == ("on",)


def _delete_rows() -> None:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        for table in _filled(cursor, sorted(set(tables) - KEPT)):
            cursor.execute(f'delete from "{table}"')


def _filled(cursor, tables: list[str]) -> list[str]:
    each = (f"select '{table}' where exists (select from \"{table}\")" for table in tables)
    cursor.execute(" union all ".join(each))
    return [table for (table,) in cursor.fetchall()]


@cache
def _rows_of_migrations() -> dict[str, list[RunPython]]:
    """Return for each app what its migrations do to rows."""
    found: dict[str, list[RunPython]] = {}
    migrations = MigrationLoader(None).disk_migrations
    for label, name in sorted(migrations):
        for operation in migrations[label, name].operations:
            if isinstance(operation, RunPython):
                found.setdefault(label, []).append(operation)
    return found


def _models_of(label: str):
    return apps.get_app_config(label).get_models()


def _write(operations: list[RunPython]) -> None:
    for operation in operations:
        with connection.schema_editor() as editor:
            operation.code(apps, editor)

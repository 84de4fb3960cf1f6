"""What PostgreSQL believes of tables that tests fill and roll back."""

from django.db import connection

MANY_DEAD_ROWS = 100_000

CLEANED_RARELY = """
SET (autovacuum_vacuum_threshold = {0}, autovacuum_analyze_threshold = {0},
     autovacuum_vacuum_insert_threshold = -1)
"""


def leave_them_alone() -> None:
    """
    Let nobody look over the tables of the test database until much is dead in them.

    What a test has not committed is not there for autovacuum: it calls a table empty that is
    filled just then, and PostgreSQL joins it by trying each row with each, for half an hour.
    """
    how = CLEANED_RARELY.format(MANY_DEAD_ROWS)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} {how}")

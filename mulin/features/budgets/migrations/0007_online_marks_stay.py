from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("budgets", "0006_funnel")]
    operations = [migrations.RunSQL(SQL.read_text(), SQL.with_suffix(".undo.sql").read_text())]

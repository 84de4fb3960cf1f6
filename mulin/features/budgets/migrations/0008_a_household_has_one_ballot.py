from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0007_online_marks_stay"),
        ("electorates", "0001_initial"),
        ("people", "0003_a_message_may_wait"),
        ("places", "0002_rolls_letters_and_terms"),
    ]
    operations = [migrations.RunSQL(SQL.read_text(), SQL.with_suffix(".undo.sql").read_text())]

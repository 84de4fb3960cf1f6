"""The State Council's plan for 2026, announced on 2025-11-04."""

from datetime import date, timedelta

from django.db import migrations

OFF = [
    ("元旦", (1, 1), (1, 3)),
    ("春节", (2, 15), (2, 23)),
    ("清明节", (4, 4), (4, 6)),
    ("劳动节", (5, 1), (5, 5)),
    ("端午节", (6, 19), (6, 21)),
    ("中秋节", (9, 25), (9, 27)),
    ("国庆节", (10, 1), (10, 7)),
]
WORKED = [
    ("元旦", (1, 4)),
    ("春节", (2, 14)),
    ("春节", (2, 28)),
    ("劳动节", (5, 9)),
    ("国庆节", (9, 20)),
    ("国庆节", (10, 10)),
]


def write_plan(apps, schema_editor):
    Override = apps.get_model("calendar", "WorkdayOverride")
    rows = [Override(date=date(2026, *day), is_workday=True, name=name) for name, day in WORKED]
    for name, first, last in OFF:
        day = date(2026, *first)
        while day <= date(2026, *last):
            rows.append(Override(date=day, is_workday=False, name=name))
            day += timedelta(days=1)
    Override.objects.bulk_create(rows)


def take_back(apps, schema_editor):
    apps.get_model("calendar", "WorkdayOverride").objects.filter(date__year=2026).delete()


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]
    operations = [migrations.RunPython(write_plan, take_back)]

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0001_service_points_and_matters")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="timed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("reminded_at", None), ("state", "booked")),
                fields=["on"],
                name="matter_to_remind_of",
            ),
        ),
    ]

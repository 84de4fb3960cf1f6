import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0001_initial"),
        ("notices", "0001_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel("Publication"),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("contest", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.step")),
                ("notice", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.publicnotice")),
                ("step", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.step")),
            ],
        ),
    ]

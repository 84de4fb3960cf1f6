from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        # What is there stays with those who could look at it: rooms above know what it shows.
        migrations.AddField(
            model_name="photo", name="for_staff", field=models.BooleanField(default=True)
        ),
        migrations.AlterField(
            model_name="photo", name="for_staff", field=models.BooleanField(default=False)
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='is_anonymous',
            field=models.BooleanField(default=False),
        ),
    ]

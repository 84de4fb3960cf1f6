from django.db import migrations, models
from django.db.models import Q

PAPER = "a_paper_vote_for_a_name_is_not_read_by_person"


def forget(apps, schema_editor):
    """Forget the choices in contests that were over before."""
    votes = apps.get_model("naming", "NamingVote").objects.filter(on_paper=False)
    is_over = Q(contest__concluded_at__isnull=False) | Q(contest__called_off_at__isnull=False)
    votes.filter(is_over).update(candidate=None, is_forgotten=True)


class Migration(migrations.Migration):
    dependencies = [("naming", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="namingvote", name=PAPER),
        migrations.AddField(
            model_name="namingvote",
            name="is_forgotten",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="namingvote",
            constraint=models.CheckConstraint(
                condition=Q(on_paper=True, candidate=None, noted_by__isnull=False)
                | Q(on_paper=False, candidate__isnull=False, noted_by=None)
                | Q(on_paper=False, is_forgotten=True, noted_by=None),
                name=PAPER,
            ),
        ),
        migrations.AddConstraint(
            model_name="namingvote",
            constraint=models.CheckConstraint(
                condition=Q(is_forgotten=False) | Q(on_paper=False, candidate=None),
                name="a_forgotten_vote_tells_no_name",
            ),
        ),
    ]

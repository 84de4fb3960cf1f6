import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FILL = """
UPDATE cases_case SET due_from = came_at;
UPDATE cases_case SET public_title = title, public_text = text, public_place = place
 WHERE is_public;
UPDATE cases_casekind SET asks_cause = false WHERE recheck_days IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
# What waits for the end of the transaction would keep the table from being altered.


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_initial'),
        ('files', '0001_initial'),
        ('organisations', '0003_developers'),
        ('places', '0004_who_looks_after_a_place'),
        ('siteplans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('community', '社区'), ('subdistrict', '街道'), ('district', '区')], max_length=12)),
                ('reason', models.CharField(max_length=200)),
                ('raised_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='answer_came',
            field=models.CharField(blank=True, choices=[('phone', '电话里说的'), ('in_person', '当面说的'), ('paper', '回执条上写的')], max_length=10),
        ),
        migrations.AddField(
            model_name='case',
            name='answer_noted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='case',
            name='due_from',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='public_place',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='case',
            name='public_text',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='case',
            name='public_title',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='case',
            name='shared_place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="case",
            name="due_from",
            field=models.DateTimeField(),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('reporter_phone', ''), _negated=True), fields=['reporter_phone'], name='case_phone'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('external_number', ''), _negated=True), fields=['external_number'], name='case_external_number'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['marks'], name='case_marks'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_came', ''), ('answer_noted_by', None)), models.Q(('answer_noted_by__isnull', False), models.Q(('answer_came', ''), _negated=True)), _connector='OR'), name='an_answer_noted_for_another_says_how_it_came'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('answer_noted_by', None), models.Q(('answer_noted_by', models.F('resolved_by')), _negated=True), _connector='OR'), name='nobody_notes_how_well_they_solved_it_themselves'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('is_public', False), models.Q(('public_title', ''), _negated=True), _connector='OR'), name='a_public_case_has_words_for_the_public'),
        ),
        migrations.AddConstraint(
            model_name='casekind',
            constraint=models.CheckConstraint(condition=models.Q(('asks_cause', False), ('recheck_days__isnull', False), _connector='OR'), name='a_cause_is_asked_where_somebody_looks_again'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalation',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalations', to='cases.case'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='raised_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(condition=models.Q(('answered_at', None)), fields=['level'], name='escalation_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(fields=('case', 'level'), name='a_case_is_raised_to_a_level_once'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('level', 'community'), _negated=True), name='a_case_is_raised_above_its_community'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='an_office_answers_with_words'),
        ),
    ]

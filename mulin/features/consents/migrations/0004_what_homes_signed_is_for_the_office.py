from django.db import migrations

NARROW = """
UPDATE files_photo SET for_staff = false WHERE id IN (
    SELECT evidence_id FROM consents_visit
    UNION SELECT signature_id FROM consents_householdplan
    UNION SELECT done_photo_id FROM consents_householdplan
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0003_visits_and_plans"),
        ("files", "0002_the_office_looks_before_all_staff"),
    ]

    # What was stored before photos said for whom they are; newer ones are for the office anyway.
    operations = [migrations.RunSQL(NARROW, migrations.RunSQL.noop)]

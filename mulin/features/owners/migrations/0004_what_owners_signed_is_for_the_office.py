from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("owners", "0003_withdrawals_after_closing_take_two"),
        ("files", "0002_the_office_looks_before_all_staff"),
    ]

    # Ballots, proxies and proofs stored before photos said for whom they are.
    operations = [
        migrations.RunSQL(
            f"UPDATE files_photo SET for_staff = false WHERE id IN (SELECT photo_id FROM {table})",
            migrations.RunSQL.noop,
        )
        for table in (
            "owners_ballotdelivery",
            "owners_ownersproxy",
            "owners_ownersballot",
            "owners_ballotreading",
        )
    ]

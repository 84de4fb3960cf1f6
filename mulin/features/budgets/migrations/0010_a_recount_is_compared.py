from django.db import migrations

REASONS_ARE_TOLD = """
UPDATE budgets_paperbatch SET recounts = (
    SELECT jsonb_agg(CASE WHEN jsonb_typeof(one) = 'string'
                          THEN jsonb_build_object('because', one) ELSE one END ORDER BY place)
    FROM jsonb_array_elements(recounts) WITH ORDINALITY AS list(one, place))
WHERE recounts <> '[]'
"""
ONLY_REASONS = """
UPDATE budgets_paperbatch SET recounts = (
    SELECT jsonb_agg(one -> 'because' ORDER BY place)
    FROM jsonb_array_elements(recounts) WITH ORDINALITY AS list(one, place))
WHERE recounts <> '[]'
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0009_a_person_votes_for_one_household")]

    # A recount was its reason alone; now it keeps what had been read too, till the vote is sealed.
    operations = [migrations.RunSQL(REASONS_ARE_TOLD, ONLY_REASONS)]

import pytest
from django.db import IntegrityError, transaction

from mulin.commons.audit.models import Record


@pytest.mark.django_db
def test_home_opens(client):
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_a_record_cannot_be_changed():
    row = Record.objects.create(verb="x.y", about_type="people.person", about_id=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.update(verb="z")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()

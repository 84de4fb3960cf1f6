"""What residents and partner units put in the box for a table."""

import pytest
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks.models import AgendaItem

pytestmark = pytest.mark.django_db
NOTHING_TO_SEE = "\u200b \u2060"


def test_a_matter_that_nobody_could_read_is_not_taken(client):
    town = make_town()
    client.force_login(town.join("田秀英", Role.RESIDENT))
    box = reverse("meetings:box", args=[town.community.pk])
    answer = client.post(box, {"title": NOTHING_TO_SEE, "detail": "放学时校门口太堵"})
    assert "这里还没填" in answer.text
    assert "放学时校门口太堵" in answer.text
    client.post(box, {"title": f"{NOTHING_TO_SEE}校门口太堵"})
    assert AgendaItem.objects.get().title == "校门口太堵"

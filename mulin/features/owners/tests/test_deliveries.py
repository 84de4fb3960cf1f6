"""What was delivered to owners, entered and proved at the desk."""

from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo

from .. import actions
from ..models import BallotDelivery
from .test_pages import words
from .votes import elector, opened, staff

pytestmark = pytest.mark.django_db
MIGRATIONS = "mulin.features.owners.migrations"


def test_deliveries_are_entered_for_a_building_or_some_lines(town, desk):
    vote = opened(town)
    moment = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    told = {"channel": "hand", "delivered_at": moment, "numbers": "1，3-4"}
    response = desk.post(reverse("owners:deliveries", args=[vote.pk]), told, follow=True)
    assert "登记了 3 位" in words(response)
    wrong = desk.post(reverse("owners:deliveries", args=[vote.pk]), told | {"numbers": "a-b"})
    assert "看不懂“a-b”" in words(wrong)


def test_proof_of_delivery_is_seen_with_who_entered_it(town, desk):
    vote = opened(town)
    one = elector(vote)
    actions.record_deliveries(
        actor=staff(town),
        vote=vote,
        electors=[one],
        channel="hand",
        delivered_at=timezone.now(),
        photo=redraw(a_photo()),
    )
    page = desk.get(reverse("owners:line", args=[vote.pk, one.pk]))
    assert f"当面送到 · {staff(town).name_for_staff} 登记" in words(page)
    photo = BallotDelivery.objects.get().photo
    assert photo.thumb_url in page.text
    assert desk.get(photo.url).status_code == 200
    assert Client().get(photo.url).status_code == 404
    Photo.objects.update(for_staff=True)  # as it was stored before photos said for whom they are
    past = import_module(f"{MIGRATIONS}.0004_what_owners_signed_is_for_the_office")
    with connection.cursor() as cursor:
        for operation in past.Migration.operations:
            cursor.execute(operation.sql)
    assert not Photo.objects.get().for_staff

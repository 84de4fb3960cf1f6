import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from mulin.commons.audit.queries import records_about
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town

from ..actions import hide_photos, publish_photos, store_photo
from ..forms import PhotosField
from ..own_sections import forget, photos
from ..permissions import can_see_photo
from .pictures import a_photo, opened, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class Report(forms.Form):
    photos = PhotosField(required=False)


def filled(*uploads) -> Report:
    return Report({}, MultiValueDict({"photos": list(uploads)}))


def test_a_photo_is_kept_with_its_thumbnail_and_written_down():
    town = make_town()
    mi = town.join("米素珍", Role.RESIDENT)
    photo = store_photo(actor=mi, upload=a_photo((2000, 1000)), alt="楼道的灯", unit=town.community)
    assert (photo.width, photo.height, photo.alt) == (1600, 800, "楼道的灯")
    assert opened(default_storage.open(photo.thumb_path).read()).size == (400, 300)
    assert [r.verb for r in records_about(photo)] == ["files.photo_stored"]


def test_before_it_is_public_only_the_uploader_and_the_places_staff_see_it():
    town = make_town()
    mi, neighbour = town.join("米素珍", Role.RESIDENT), town.join("石小满", Role.RESIDENT)
    zhou = town.join("周念", Role.SOCIAL_WORKER)
    far = town.join("柳叶", Role.SOCIAL_WORKER, town.far_community)
    photo = store_photo(actor=mi, upload=a_photo(), unit=town.community)
    assert can_see_photo(mi, photo)
    assert can_see_photo(zhou, photo)
    for nosy in (neighbour, far, AnonymousUser()):
        assert not can_see_photo(nosy, photo)
    publish_photos(actor=zhou, photos=[photo])
    assert can_see_photo(AnonymousUser(), photo)
    hide_photos(actor=zhou, photos=[photo])
    assert not can_see_photo(neighbour, photo)


def test_only_the_office_sees_what_is_not_for_all_staff():
    town = make_town()
    clerk = town.join("丁莹", Role.WINDOW_CLERK)
    zhou = town.join("周念", Role.SOCIAL_WORKER)
    ballot = store_photo(actor=None, upload=a_photo(), alt="纸质票", unit=town.community)
    lamp = store_photo(actor=None, upload=a_photo(), unit=town.community, for_staff=True)
    assert can_see_photo(zhou, ballot)
    assert not can_see_photo(clerk, ballot)
    assert can_see_photo(clerk, lamp)


def test_a_photo_nobody_signed_for_is_for_staff_until_it_is_public():
    town = make_town()
    zhou = town.join("周念", Role.SOCIAL_WORKER)
    photo = store_photo(actor=None, upload=a_photo(), unit=town.community)
    assert can_see_photo(zhou, photo)
    assert not can_see_photo(AnonymousUser(), photo)


def test_a_public_photo_is_sent_for_keeping_and_as_nothing_but_a_picture(client):
    photo = store_photo(actor=None, upload=a_photo())
    publish_photos(actor=None, photos=[photo])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(reverse("files:photo", args=[photo.name]))
    assert len(asked) == 1
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"].startswith("public, max-age=3600")
    assert "Cookie" not in response.get("Vary", "")
    assert opened(b"".join(response.streaming_content)).format == "JPEG"
    known = {"If-None-Match": response["ETag"]}
    address = reverse("files:photo", args=[photo.name])
    assert client.get(address, headers=known).status_code == 304
    hide_photos(actor=None, photos=[photo])
    assert client.get(address, headers=known).status_code == 404


def test_a_private_photo_is_kept_by_no_cache_between(client):
    town = make_town()
    mi = town.join("米素珍", Role.RESIDENT)
    photo = store_photo(actor=mi, upload=a_photo())
    client.force_login(mi)
    response = client.get(reverse("files:thumb", args=[photo.name]))
    assert response["Cache-Control"].startswith("private")


def test_a_photo_whose_file_is_lost_is_not_found(client):
    photo = store_photo(actor=None, upload=a_photo())
    publish_photos(actor=None, photos=[photo])
    default_storage.delete(photo.path)
    assert client.get(reverse("files:photo", args=[photo.name])).status_code == 404


def test_a_form_takes_several_photos_or_none():
    form = filled(a_photo(), a_photo((700, 500)))
    assert form.is_valid()
    assert [p.width for p in form.cleaned_data["photos"]] == [800, 700]
    empty = filled()
    assert empty.is_valid()
    assert empty.cleaned_data["photos"] == []


def test_a_form_says_which_photo_is_no_good():
    form = filled(a_photo(), sent(b"<svg/>"), sent(b""))
    assert not form.is_valid()
    assert [error[:6] for error in form.errors["photos"]] == ["第 2 张：", "第 3 张："]


def test_a_form_refuses_the_seventh_photo():
    form = filled(*(a_photo((100, 100)) for _ in range(7)))
    assert form.errors["photos"] == ["最多 6 张，请少选几张。"]


def test_the_field_lets_a_phone_choose_several_pictures():
    html = str(Report()["photos"])
    assert "multiple" in html
    assert 'accept="image/*"' in html


def test_a_person_who_leaves_leaves_the_photos_but_not_the_name():
    town = make_town()
    mi = town.join("米素珍", Role.RESIDENT)
    photo = store_photo(actor=mi, upload=a_photo(), alt="楼道的灯")
    assert [row[1:] for row in photos(mi)] == [("楼道的灯", "您和工作人员", photo.url)]
    forget(mi)
    photo.refresh_from_db()
    assert photo.uploaded_by is None
    assert list(photos(mi)) == []

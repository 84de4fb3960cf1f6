"""The codes by which people get into chat groups."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from mulin.commons.audit.models import Record
from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from .. import actions
from ..models import ChatGroup
from ..tasks import remind_keepers as remind_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town():
    town = make_town()
    town.join("方静姝", Role.SECRETARY, town.community)
    town.join("米素珍", Role.RESIDENT, town.community)
    town.join("石小满", Role.RESIDENT, town.community)
    return town


@pytest.fixture
def group(town):
    return actions.list_chat_group(
        actor=town.people["方静姝"],
        community=town.community,
        name="北里一家亲",
        keeper=town.people["米素珍"],
    )


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def show(actor, group, *, until_on=None, is_public=False):
    picture = redraw(a_photo())
    return actions.show_code(
        actor=actor,
        group=group,
        picture=picture,
        until_on=until_on or in_days(7),
        is_public=is_public,
    )


def let_it_expire(group):
    ChatGroup.objects.filter(pk=group.pk).update(code_until=in_days(-1))


def test_its_keeper_and_the_office_show_a_code_and_nobody_else(town, group):
    with pytest.raises(NotAllowed):
        show(town.people["石小满"], group)
    show(town.people["米素珍"], group)
    photo = show(town.people["方静姝"], group)
    group.refresh_from_db()
    assert (group.code, group.code_until, group.is_code_public) == (photo, in_days(7), False)
    assert not photo.is_public


@pytest.mark.parametrize("days", [-1, 366])
def test_a_code_works_from_today_on_and_no_longer_than_a_year(town, group, days):
    with pytest.raises(Refused, match="从今天往后"):
        show(town.people["米素珍"], group, until_on=in_days(days))


def test_a_new_code_takes_the_place_and_the_file_of_the_old(
    town, group, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        old = show(town.people["米素珍"], group, is_public=True)
        path = old.path
        new = show(town.people["米素珍"], group)
    assert list(Photo.objects.all()) == [new]
    assert not default_storage.exists(path)
    assert default_storage.exists(new.path)


def test_a_code_is_taken_away_with_its_picture(town, group, django_capture_on_commit_callbacks):
    photo = show(town.people["米素珍"], group, is_public=True)
    with pytest.raises(NotAllowed):
        actions.remove_code(actor=town.people["石小满"], group=group)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_code(actor=town.people["米素珍"], group=group)
    group.refresh_from_db()
    assert (group.code, group.code_until, group.is_code_public) == (None, None, False)
    assert not default_storage.exists(photo.path)
    with pytest.raises(Refused, match="没有放"):
        actions.remove_code(actor=town.people["米素珍"], group=group)


def test_a_public_code_without_a_last_day_cannot_be(group):
    with pytest.raises(IntegrityError, match="a_code_says_until_when_it_works"):
        ChatGroup.objects.filter(pk=group.pk).update(is_code_public=True)


def test_the_keeper_is_reminded_once_when_a_code_is_over(client, town, group):
    show(town.people["方静姝"], group)
    assert actions.remind_keepers() == 0
    let_it_expire(group)
    remind_task(timestamp=0)
    assert actions.remind_keepers() == 0
    [record] = Record.objects.filter(verb="organisations.code_expired")
    assert record.about_id == town.people["米素珍"].pk
    client.force_login(town.people["米素珍"])
    inbox = client.get(reverse("notices:messages")).text
    assert "“北里一家亲”的二维码过期了" in inbox
    assert reverse("organisations:code", args=[group.pk]) in inbox


def test_without_a_keeper_whoever_gave_the_code_is_reminded(town, group):
    ChatGroup.objects.filter(pk=group.pk).update(keeper=None)
    group.refresh_from_db()
    show(town.people["方静姝"], group)
    let_it_expire(group)
    assert actions.remind_keepers() == 1
    record = Record.objects.get(verb="organisations.code_expired")
    assert record.about_id == town.people["方静姝"].pk


def test_a_fresh_code_is_watched_over_again(town, group):
    show(town.people["米素珍"], group)
    let_it_expire(group)
    actions.remind_keepers()
    show(town.people["米素珍"], group)
    assert actions.remind_keepers() == 0
    let_it_expire(group)
    assert actions.remind_keepers() == 1


def test_the_worker_reminds_every_morning():
    registry = app.periodic_registry.periodic_tasks
    assert [task.cron for task in registry.values() if task.task is remind_task] == ["30 0 * * *"]


def test_a_code_is_given_on_a_page_and_seen_in_the_register(client, town, group):
    client.force_login(town.people["方静姝"])
    page = reverse("organisations:code", args=[group.pk])
    register = reverse("organisations:register", args=[town.community.pk, "chat-groups"])
    assert page in client.get(register).text
    wrong = client.post(page, {"until_on": in_days(7).isoformat()})
    assert "请至少选一张照片" in wrong.text
    right = client.post(page, {"code": a_photo(), "until_on": in_days(7).isoformat()})
    assert right.status_code == 303
    assert "工作人员看得到" in client.get(register).text
    assert Photo.objects.get().url in client.get(page).text
    let_it_expire(group)
    assert "二维码过期了" in client.get(register).text
    assert Photo.objects.get().url not in client.get(page).text
    assert client.post(reverse("organisations:code_remove", args=[group.pk])).status_code == 303
    assert not Photo.objects.exists()

"""Files that no photo names are swept away; everything else stays."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate.contrib.django import app

from ..actions import remove_photos, store_photo, sweep_files
from ..models import Photo
from ..tasks import sweep_files as sweep_task
from .pictures import a_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def age(path, by):
    then = time.time() - by.total_seconds()
    os.utime(default_storage.path(path), (then, then))


def files_of(photo, *, aged):
    for path in (photo.path, photo.thumb_path):
        age(path, aged)
    return [photo.path, photo.thumb_path]


def left_by_an_act_that_failed(*, aged):
    with transaction.atomic():
        photo = store_photo(actor=None, upload=a_photo())
        transaction.set_rollback(True)
    assert not Photo.objects.filter(name=photo.name).exists()
    return files_of(photo, aged=aged)


def lie_there(paths):
    return [default_storage.exists(path) for path in paths]


def test_what_an_act_that_failed_left_behind_goes_after_a_day():
    stray = left_by_an_act_that_failed(aged=timedelta(days=2))
    young = left_by_an_act_that_failed(aged=timedelta(hours=23))
    assert sweep_files() == 2
    assert lie_there(stray) == [False, False]
    assert lie_there(young) == [True, True]


def test_a_photo_keeps_its_files_however_old():
    photo = store_photo(actor=None, upload=a_photo())
    paths = files_of(photo, aged=timedelta(days=1000))
    beside = f"{paths[0].rpartition('/')[0]}/{'0' * 32}-full.jpg"
    default_storage.save(beside, ContentFile(b"stray"))
    age(beside, timedelta(days=2))
    assert sweep_files() == 1
    assert lie_there([*paths, beside]) == [True, True, False]


def test_what_is_no_photo_of_ours_is_left_alone():
    others = ["photos/abc/notes.txt", "photos/abc/short-full.jpg", "rolls/abc.xlsx"]
    for path in others:
        default_storage.save(path, ContentFile(b"somebody else's"))
        age(path, timedelta(days=1000))
    assert sweep_files() == 0
    assert lie_there(others) == [True, True, True]


def test_an_empty_house_has_nothing_to_sweep():
    assert sweep_files() == 0


def test_a_removed_photo_takes_its_files_along(django_capture_on_commit_callbacks):
    photo = store_photo(actor=None, upload=a_photo())
    paths = [photo.path, photo.thumb_path]
    with django_capture_on_commit_callbacks(execute=True):
        remove_photos(actor=None, photos=[photo])
        assert lie_there(paths) == [True, True]
    assert lie_there(paths) == [False, False]
    assert not Photo.objects.exists()


def test_the_worker_sweeps_every_night():
    registry = app.periodic_registry.periodic_tasks
    assert [task.cron for task in registry.values() if task.task is sweep_task] == ["23 20 * * *"]
    stray = left_by_an_act_that_failed(aged=timedelta(days=2))
    sweep_task(timestamp=0)
    assert lie_there(stray) == [False, False]

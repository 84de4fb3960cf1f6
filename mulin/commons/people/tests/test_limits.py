from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mulin.errors import Refused

from .. import limits
from ..limits import (
    client_address,
    count_attempt,
    count_if_free,
    count_within,
    forgive,
    is_used_up,
)
from ..models import Attempt
from .crowds import at_once

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.django_db
def test_after_the_last_try_one_is_told_how_long_to_wait():
    for _ in range(3):
        count_attempt("door", 3, MINUTE)
    with pytest.raises(Refused, match=r"请过 \d+ 秒再试"):
        count_attempt("door", 3, MINUTE)
    count_attempt("another door", 3, MINUTE)


@pytest.mark.django_db
def test_a_long_wait_is_told_by_the_clock():
    count_attempt("door", 1, HOUR)
    with pytest.raises(Refused, match=r"\d\d:\d\d 以后再试"):
        count_attempt("door", 1, HOUR)


@pytest.mark.django_db
def test_old_tries_do_not_count(monkeypatch):
    count_attempt("door", 1, MINUTE)
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr(limits.timezone, "now", lambda: later)
    count_attempt("door", 1, MINUTE)


@pytest.mark.django_db
def test_the_strictest_of_several_limits_holds_and_a_refused_try_is_not_counted():
    count_within("door", [(1, MINUTE), (5, HOUR)])
    for _ in range(3):
        with pytest.raises(Refused):
            count_within("door", [(1, MINUTE), (5, HOUR)])
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
def test_forgiven_tries_do_not_count():
    count_attempt("door", 1, HOUR)
    forgive("door")
    count_attempt("door", 1, HOUR)


@pytest.mark.django_db
def test_looking_whether_tries_are_left_takes_none():
    assert count_if_free("door", 1, HOUR)
    assert not is_used_up("door", 2, HOUR)
    assert is_used_up("door", 1, HOUR)
    assert not count_if_free("door", 1, HOUR)
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
def test_whose_tries_they_were_cannot_be_read_from_the_table():
    count_attempt("phone:13800000000", 1, HOUR)
    assert "13800000000" not in Attempt.objects.get().key


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_cannot_pass_a_limit_of_two():
    through, refused = at_once(lambda: count_attempt("door", 2, HOUR))
    assert (len(through), len(refused)) == (2, 6)
    assert Attempt.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_try_is_never_counted_inside_an_act_that_may_still_fail():
    with pytest.raises(RuntimeError), transaction.atomic():
        count_attempt("door", 2, HOUR)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9", "6.6.6.6"),
        (1, "", "10.0.0.1"),
        (3, "6.6.6.6", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_say_where_somebody_comes_from(
    rf, settings, proxies, forwarded, address
):
    settings.PROXIES_IN_FRONT = proxies
    request = rf.get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")
    assert client_address(request) == address

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.actions import record
from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person, make_town

from ..actions import follow, mark_seen, unfollow
from ..models import Follow, Reader
from ..own_sections import forget, messages
from ..queries import messages_for, unread_count, unread_ids
from .saying import garden_sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _garden():
    with garden_sentences():
        yield


@pytest.fixture
def town():
    town = make_town()
    town.join("米素珍", Role.RESIDENT)
    town.join("周念", Role.SOCIAL_WORKER)
    return town


def texts(person) -> list[str]:
    return [message.text for message in messages_for(person)]


def look(person) -> None:
    mark_seen(actor=person, record_ids=unread_ids(person))


def water(town, about=None) -> Record:
    zhou = town.people["周念"]
    return record("garden.watered", by=zhou, role=Role.SOCIAL_WORKER, about=about or town.street)


def test_who_follows_a_thing_hears_what_others_do_with_it(town):
    mi = town.people["米素珍"]
    water(town)
    follow(person=mi, thing=town.street)
    assert texts(mi) == []
    water(town)
    water(town, about=town.city)
    assert texts(mi) == ["您关注的院子浇过水了，社工周*浇的"]
    assert unread_count(mi) == 1
    unfollow(person=mi, thing=town.street)
    assert unread_count(mi) == 0


def test_nobody_is_told_what_she_did_herself(town):
    zhou = town.people["周念"]
    follow(person=zhou, thing=town.street)
    water(town)
    assert unread_count(zhou) == 0


def test_following_twice_is_following_once(town):
    mi = town.people["米素珍"]
    follow(person=mi, thing=town.street)
    first = Follow.objects.get()
    water(town)
    follow(person=mi, thing=town.street)
    assert Follow.objects.get() == first
    assert unread_count(mi) == 1


def test_a_person_hears_what_is_done_about_herself(town):
    water(town, about=town.people["米素珍"])
    assert unread_count(town.people["米素珍"]) == 1


def test_news_of_a_place_reaches_all_who_belong_to_it_or_below_and_nobody_else(town):
    mi, zhou = town.people["米素珍"], town.people["周念"]
    far = town.join("石小满", Role.RESIDENT, town.far_community)
    record("garden.opened", by=zhou, about=town.street, unit=town.street)
    assert texts(mi) == ["院子开了，来看看"]
    assert texts(far) == []
    assert texts(zhou) == []
    assert texts(make_person("路人")) == []
    record("garden.opened", by=None, about=town.district, unit=town.district)
    assert unread_count(far) == 1
    assert unread_count(mi) == 2


def test_old_news_of_a_place_is_no_news_to_who_joins_later(town):
    record("garden.opened", by=None, about=town.street, unit=town.street)
    new = town.join("石小满", Role.RESIDENT)
    assert unread_count(new) == 0


def test_one_record_is_one_message_for_who_follows_and_lives_there(town):
    mi = town.people["米素珍"]
    follow(person=mi, thing=town.street)
    record("garden.opened", by=None, about=town.street, unit=town.street)
    assert unread_count(mi) == 1
    assert len(texts(mi)) == 1


def test_what_was_seen_is_read_and_what_comes_after_is_not(town):
    mi = town.people["米素珍"]
    follow(person=mi, thing=town.street)
    water(town)
    look(mi)
    assert unread_count(mi) == 0
    assert [message.is_unread for message in messages_for(mi)] == [False]
    water(town)
    assert [message.is_unread for message in messages_for(mi)] == [True, False]


def test_old_messages_are_remembered_by_one_number(town, monkeypatch):
    mi = town.people["米素珍"]
    follow(person=mi, thing=town.street)
    for _ in range(3):
        water(town)
    look(mi)
    assert len(Reader.objects.get(person=mi).seen_later) == 3
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    last = water(town)
    look(mi)
    reader = Reader.objects.get(person=mi)
    assert reader.seen_later == [last.pk]
    assert reader.seen_record_id == last.pk - 1
    assert unread_count(mi) == 0


@pytest.mark.django_db(transaction=True)
def test_a_message_written_while_she_reads_is_not_lost():
    """The earlier number appears after the later one was read; it still counts as unread."""
    town = make_town()
    mi = town.join("米素珍", Role.RESIDENT)
    zhou = town.join("周念", Role.SOCIAL_WORKER)
    follow(person=mi, thing=town.street)
    written, read = Barrier(2), Barrier(2)

    def write_slowly():
        with transaction.atomic():
            record("garden.watered", by=zhou, about=town.street)
            written.wait(10)
            read.wait(10)
        connection.close()

    slow = Thread(target=write_slowly)
    slow.start()
    written.wait(10)
    record("garden.watered", by=zhou, about=town.street)
    look(mi)
    assert unread_count(mi) == 0
    read.wait(10)
    slow.join(10)
    assert unread_count(mi) == 1
    early, late = Record.objects.filter(verb="garden.watered").order_by("pk")
    assert unread_ids(mi) == [early.pk]
    assert early.pk < late.pk


def test_counting_unread_messages_is_one_query_however_many_there_are(town):
    mi = town.people["米素珍"]
    follow(person=mi, thing=town.street)
    unread_count(mi)
    for expected in (10, 60):
        while Record.objects.filter(verb="garden.watered").count() < expected:
            water(town)
        with CaptureQueriesContext(connection) as asked:
            assert unread_count(mi) == expected
        assert len(asked) == 1


def test_the_messages_page_costs_the_same_for_few_and_many(client, town):
    mi = town.people["米素珍"]
    follow(person=mi, thing=town.street)
    client.force_login(mi)
    costs = []
    for number in (2, 18):
        for _ in range(number):
            water(town)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(reverse("notices:messages"))
        assert response.content.decode().count("message__dot") == number
        costs.append(len([q for q in asked if "SAVEPOINT" not in q["sql"]]))
    assert costs[0] == costs[1]
    assert costs[0] <= 12


def test_opening_the_page_takes_messages_as_read(client, town):
    mi = town.people["米素珍"]
    follow(person=mi, thing=town.street)
    water(town)
    client.force_login(mi)
    first = client.get(reverse("notices:messages")).content.decode()
    assert "message__dot" in first
    assert "message__dot" not in client.get(reverse("notices:messages")).content.decode()
    assert unread_count(mi) == 0


def test_a_page_number_from_nowhere_shows_a_page(client, town):
    client.force_login(town.people["米素珍"])
    for number in ("0", "-1", "99999", "abc", ""):
        assert client.get(reverse("notices:messages"), {"page": number}).status_code == 200


def test_messages_are_in_the_readers_language(client, town):
    mi = town.people["米素珍"]
    client.force_login(mi)
    html = client.get(reverse("notices:messages"), headers={"Accept-Language": "en"}).content
    assert "No messages yet" in html.decode()


def test_a_person_who_leaves_follows_nothing_any_more(town):
    mi = town.people["米素珍"]
    follow(person=mi, thing=town.street)
    water(town)
    assert [text for _, text in messages(mi)] == ["您关注的院子浇过水了，社工周*浇的"]
    look(mi)
    forget(mi)
    assert not Follow.objects.exists()
    assert not Reader.objects.exists()

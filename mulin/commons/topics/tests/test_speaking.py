"""A neighbour says something about a topic; the office answers, or takes it down with a reason."""

import pytest
from django.urls import reverse

from mulin.commons.notices.queries import messages_for, unread_ids
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person, make_town
from mulin.errors import NotAllowed, Refused

from .. import actions
from ..actions.hearing import A_DAY_EACH
from ..models import Opinion
from .matters import answer, make_topic, office_of, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("米素珍", Role.RESIDENT)
    return town


def speak(town, topic, text="消防通道不能停车", **more):
    return actions.speak_up(
        actor=town.people["米素珍"], topic=topic, kind="constraint", text=text, **more
    )


def told_to(person):
    told = messages_for(person, 1, unread=unread_ids(person))
    return [str(message.text) for message in told.object_list]


def test_a_neighbours_word_stands_in_the_thread_at_once_without_her_name(client, town):
    topic = make_topic(town)
    client.force_login(town.people["米素珍"])
    form = {"kind": "need", "text": "车棚里没有灯", "place": "东边车棚"}
    assert client.post(reverse("topics:speak", args=[topic.pk]), form).status_code == 303
    client.logout()
    words = client.get(topic.get_absolute_url()).content.decode()
    assert "车棚里没有灯" in words
    assert "米素珍" not in words


def test_who_is_not_known_to_live_there_is_told_how_to_be(client, town):
    topic = make_topic(town)
    client.force_login(make_person("路过"))
    words = client.get(reverse("topics:speak", args=[topic.pk])).content.decode()
    assert reverse("places:live_in", args=[town.community.pk]) in words
    with pytest.raises(NotAllowed):
        actions.speak_up(actor=make_person("路人"), topic=topic, kind="need", text="我也说")


def test_pressing_twice_says_it_once(client, town):
    topic = make_topic(town)
    client.force_login(town.people["米素珍"])
    address = reverse("topics:speak", args=[topic.pk])
    receipt = client.get(address).context["form"]["receipt"].value()
    for _press in range(2):
        client.post(address, {"kind": "need", "text": "没有灯", "receipt": receipt})
    assert Opinion.objects.filter(topic=topic).count() == 1


def test_she_hears_what_became_of_it(town):
    topic = make_topic(town)
    answer(town, speak(town, topic), "通道画了黄线。")
    told = told_to(town.people["米素珍"])[0]
    assert "消防通道不能停车" in told
    assert "通道画了黄线。" in told


def test_the_office_takes_a_word_down_and_she_hears_why(client, town):
    topic = make_topic(town)
    said = speak(town, topic, "某某是骗子")
    actions.withdraw_opinion(actor=office_of(town), opinion=said, because="不能骂人")
    assert "某某是骗子" not in client.get(topic.get_absolute_url()).content.decode()
    told = told_to(town.people["米素珍"])[0]
    assert "不能骂人" in told


def test_a_neighbour_takes_back_her_own_word_and_nobody_elses(client, town):
    topic = make_topic(town)
    mine, other = speak(town, topic), say(town, topic, "院里没有路灯")
    client.force_login(town.people["米素珍"])
    page = client.get(topic.get_absolute_url()).content.decode()
    assert reverse("topics:take_back", args=[mine.pk]) in page
    assert reverse("topics:take_back", args=[other.pk]) not in page
    assert client.get(reverse("topics:take_back", args=[other.pk])).status_code == 404
    client.post(reverse("topics:take_back", args=[mine.pk]), {"because": "说错了"})
    assert "消防通道不能停车" not in client.get(topic.get_absolute_url()).content.decode()


def test_one_neighbour_does_not_fill_the_thread_alone(town):
    topic = make_topic(town)
    for number in range(A_DAY_EACH):
        speak(town, topic, f"第 {number} 句")
    with pytest.raises(Refused):
        speak(town, topic, "还有一句")


def test_nobody_speaks_in_a_thread_that_has_ended(client, town):
    topic = make_topic(town)
    actions.close_topic(actor=office_of(town), topic=topic, state="dropped", outcome="不改了")
    client.force_login(town.people["米素珍"])
    address = reverse("topics:speak", args=[topic.pk])
    assert "这个议题已经结束了" in client.get(address).content.decode()
    with pytest.raises(Refused):
        speak(town, topic)

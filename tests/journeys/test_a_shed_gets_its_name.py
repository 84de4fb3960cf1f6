"""S1-2, F13: from a link in the chat to the name on the door, on phones and on paper."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.models import Place
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.features.naming.models import NamingContest

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def let_it_be_over(moment):
    NamingContest.objects.update(**{moment: timezone.now() - timedelta(minutes=1)})


def typed(days):
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def test_a_shed_gets_its_name():
    town = make_town()
    luo = signed_in(town.join("罗棠", Role.DIRECTOR))
    second = signed_in(town.join("潘予安", Role.SOCIAL_WORKER))
    lin, zhou = (town.join(name, Role.RESIDENT) for name in ("林晓芸", "周阿姨"))
    others = [town.join(f"邻居{n}", Role.RESIDENT) for n in range(3)]

    register = reverse("places:spaces", args=[town.community.pk])
    luo.post(register, {"name": "二村非机动车库", "kind": "bike_shed", "status": "in_use"})
    shed = Place.objects.get()
    given = {"place": shed.pk, "why": "改好了", "collects_until": typed(7), "per_person": 3}
    link = luo.post(reverse("naming:new"), given)["Location"]

    chat = Client()
    slip = chat.post(f"{link}give/", {"name": "平安小栈", "author_name": "路过的"})["Location"]
    signed_in(lin).post(f"{link}give/", {"name": "睦邻小站", "meaning": "和睦的邻居"})
    luo.post(f"{link}enter/", {"channel": "paper", "names": "睦鄰小站，周阿姨\n二村车库"})
    names = {one.name: one for one in NamingContest.objects.get().candidates.all()}
    assert set(names) == {"平安小栈", "睦邻小站", "二村车库"}
    luo.post(reverse("naming:show", args=[names["平安小栈"].pk]))
    assert "大家看得到了" in chat.get(slip).content.decode()

    let_it_be_over("collects_until")
    chosen = {f"on-{names[name].pk}": "on" for name in ("平安小栈", "睦邻小站")}
    luo.post(f"{link}shortlist/", chosen | {"votes_until": typed(7), "other": "太难听"})
    assert "没挑上：太难听" in chat.get(link).content.decode()

    for person in (lin, others[0]):
        signed_in(person).post(f"{link}vote/", {"name": names["睦邻小站"].pk})
    signed_in(others[1]).post(f"{link}vote/", {"name": names["平安小栈"].pk})
    number = NamingContest.objects.get().electorate.electors.get(person=zhou).number
    luo.post(f"{link}table/", {"elector": number})
    assert signed_in(zhou).post(f"{link}vote/", {"name": names["平安小栈"].pk}).status_code == 200
    page = chat.get(link).content.decode()
    assert "不公布各得几票" in page

    let_it_be_over("votes_until")
    box = {f"n-{names['睦邻小站'].pk}": 1, f"n-{names['平安小栈'].pk}": 0, "blank": 0}
    for person in (luo, second):
        assert person.post(f"{link}count/", box).status_code == 303
    luo.post(f"{link}conclude/")
    notice = luo.post(f"{link}opening/", {"opens_on": typed(1)[:10], "text": "欢迎大家来用。"})
    assert PublicNotice.objects.get().get_absolute_url() == notice["Location"]

    shed.refresh_from_db()
    assert shed.name == "睦邻小站"
    door = chat.get(reverse("portal:place", args=[shed.pk])).content.decode()
    for words in ("睦邻小站", "二村非机动车库", "3 票选出来", "启用公告"):
        assert words in door
    messages = signed_in(lin).get(reverse("notices:messages")).content.decode()
    assert "选中了您起的名字" in messages

"""F13: neighbours give names, by a link in the chat or on paper."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.notices.queries import messages_for
from mulin.commons.places.actions import found_place
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.doors import SOCIAL_WORKER

from .. import actions, queries
from ..models import NameSubmission
from .contests import candidate, collected, collecting, over, shed, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join(SOCIAL_WORKER, Role.SOCIAL_WORKER)
    town.join("林晓芸", Role.RESIDENT)
    town.join("全奶奶", Role.RESIDENT)
    return town


def give(contest, name, person=None, **how):
    return actions.submit_name(actor=person, contest=contest, name=name, **how)


def test_the_same_name_written_differently_is_one(town):
    contest = collecting(town)
    give(contest, "睦邻小站", town.people["林晓芸"])
    give(contest, "睦鄰小站！")
    give(contest, " 睦邻·小站 ")
    (name,) = queries.given_names(contest)
    assert (name.name, name.times) == ("睦邻小站", 3)


def test_a_resident_is_seen_at_once_and_a_visitor_after_somebody_looked(town):
    contest = collecting(town)
    give(contest, "清桐驿", town.people["林晓芸"])
    waiting = give(contest, "平安小栈").candidate
    assert [one.name for one in queries.shown_names(contest)] == ["清桐驿"]
    assert queries.hidden_and_waiting(queries.given_names(contest)) == {"hidden": 0, "waiting": 1}
    actions.show_name(actor=staff(town), candidate=waiting)
    assert [one.name for one in queries.shown_names(contest)] == ["清桐驿", "平安小栈"]


def test_a_neighbour_gives_a_name_once_and_no_more_than_may_be(town):
    contest, lin = collecting(town, per_person=2), town.people["林晓芸"]
    give(contest, "清桐驿", lin)
    with pytest.raises(Refused, match="起过了"):
        give(contest, "清桐驛", lin)
    second = give(contest, "平安小栈", lin)
    with pytest.raises(Refused, match="最多起 2 个"):
        give(contest, "桐荫里", lin)
    actions.withdraw_name(actor=lin, submission=second)
    give(contest, "桐荫里", lin)


def test_pressing_twice_gives_one_name(town):
    contest, key = collecting(town), uuid4()
    assert give(contest, "清桐驿", receipt=key).pk == give(contest, "清桐驿", receipt=key).pk
    assert NameSubmission.objects.count() == 1


@pytest.mark.parametrize("name", ["！！！", "非机动车库", "非機動車庫"])
def test_what_is_no_new_name_is_refused(town, name):
    with pytest.raises(Refused):
        give(collecting(town), name)


def test_nothing_comes_in_after_the_end_but_what_was_written_on_time(town):
    contest = over(collecting(town), "collects_until")
    with pytest.raises(Refused, match="截止"):
        give(contest, "清桐驿")
    actions.enter_names(
        actor=staff(town), contest=contest, channel="paper", lines=[("清桐驿", "周阿姨")]
    )
    assert queries.shown_names(contest).get().name == "清桐驿"


def test_a_contest_may_ask_for_an_account(town):
    with pytest.raises(NotAllowed):
        give(collecting(town, needs_account=True), "清桐驿")


def test_only_who_gave_a_name_takes_it_back(town):
    contest = collecting(town)
    hers = give(contest, "清桐驿", town.people["林晓芸"])
    for somebody in (None, town.people["全奶奶"]):
        with pytest.raises(NotAllowed):
            actions.withdraw_name(actor=somebody, submission=hers)
    actions.withdraw_name(actor=None, submission=give(contest, "平安小栈"))
    assert [one.name for one in queries.given_names(contest)] == ["清桐驿"]


def test_a_name_nobody_stands_by_any_more_is_gone(town):
    contest, lin = collecting(town), town.people["林晓芸"]
    actions.withdraw_name(actor=lin, submission=give(contest, "清桐驿", lin))
    assert not queries.given_names(contest).exists()
    give(contest, "清桐驿", lin)
    assert queries.given_names(contest).get().times == 1


def test_why_a_name_is_not_shown_is_told_to_whoever_gave_it(town):
    contest, lin = collecting(town), town.people["林晓芸"]
    name = give(contest, "林晓芸车库", lin).candidate
    actions.hide_name(actor=staff(town), candidate=name, because="不用人名")
    assert not queries.shown_names(contest).exists()
    assert any("不用人名" in one.text for one in messages_for(lin).object_list)


def test_one_place_is_named_once_at_a_time(town):
    collecting(town)
    with pytest.raises(Refused, match="正在征名"):
        collecting(town)


def test_a_name_that_is_no_name_of_another_place_goes_on_the_ballot(town):
    contest = collected(town, "睦邻小站", "清桐驿")
    other = shed(town)
    found_place(actor=None, community=other.community, kind="garden", name="清桐驿")
    with pytest.raises(Refused, match="清桐驿"):
        _shortlist(town, contest, ["睦邻小站", "清桐驿"])


def test_each_name_left_out_has_its_reason(town):
    contest = collected(town, "睦邻小站", "清桐驿", "二村车库")
    with pytest.raises(Refused, match="二村车库"):
        _shortlist(town, contest, ["睦邻小站", "清桐驿"])
    reasons = {candidate(contest, "二村车库").pk: "太难听，大家说的"}
    _shortlist(town, contest, ["睦邻小站", "清桐驿"], reasons)
    assert candidate(contest, "二村车库").left_out_because == "太难听，大家说的"
    assert [one.name for one in queries.ballot_of(contest)] == ["睦邻小站", "清桐驿"]


def _shortlist(town, contest, names, reasons=None):
    return actions.shortlist_names(
        actor=staff(town),
        contest=contest,
        chosen=[candidate(contest, name).pk for name in names],
        reasons=reasons or {},
        votes_until=timezone.now() + timedelta(days=3),
    )


def test_a_link_in_the_chat_is_enough(client, town):
    contest = collecting(town)
    give_here = reverse("naming:give", args=[contest.pk])
    wrong = client.post(give_here, {"name": "……", "meaning": "好记"})
    assert "光有标点不行" in wrong.content.decode()
    assert "好记" in wrong.content.decode()
    told = {"name": "平安小栈", "meaning": "进出平安", "author_name": "周阿姨", "receipt": uuid4()}
    slip = client.post(give_here, told)["Location"]
    assert client.post(give_here, told)["Location"] == slip
    assert "社区看过就挂出来" in client.get(slip).content.decode()
    public = client.get(reverse("naming:contest", args=[contest.pk])).content.decode()
    assert "平安小栈" not in public
    assert "周阿姨" not in public
    assert client.post(f"{slip}withdraw/").status_code == 303
    assert "收回了" in client.get(slip).content.decode()


def test_many_from_one_address_are_held(client, town):
    address = reverse("naming:give", args=[collecting(town).pk])
    told = [client.post(address, {"name": f"第{n}个名字"}).status_code for n in range(7)]
    assert told == [303] * 6 + [200]


def test_staff_type_a_whole_sheet(client, town):
    contest = collecting(town)
    client.force_login(staff(town))
    address = reverse("naming:enter", args=[contest.pk])
    typed = {"channel": "paper", "names": "睦邻小站，周阿姨\n\n清桐驿\n睦鄰小站,老郝"}
    assert client.post(address, typed).status_code == 303
    assert [(one.name, one.times) for one in queries.given_names(contest)] == [
        ("睦邻小站", 2),
        ("清桐驿", 1),
    ]
    bad = client.post(address, {"channel": "paper", "names": "好" * 21})
    assert "不像一个名字" in bad.content.decode()

"""F13, I01: neighbours vote, two people count paper, and the place has its name."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.models import Place
from mulin.commons.places.queries import old_names_of
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.decisions import recount
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.doors import SOCIAL_WORKER

from .. import actions, queries
from ..models import NamingContest, NamingVote
from .contests import (
    LATER,
    candidate,
    collected,
    collecting,
    counting,
    decided,
    line_of,
    over,
    shed,
    staff,
    vote,
    voting,
)

pytestmark = pytest.mark.django_db
NEIGHBOURS = ["林晓芸", "全奶奶", "老郝", "小周"]


@pytest.fixture
def town():
    return _town()


def _town():
    town = make_town()
    town.join(SOCIAL_WORKER, Role.SOCIAL_WORKER)
    town.join("潘予安", Role.COMMUNITY_STAFF)
    for name in NEIGHBOURS:
        town.join(name, Role.RESIDENT)
    return town


def on_paper(town, contest, *names):
    for name in names:
        actions.note_paper_voter(
            actor=staff(town), contest=contest, elector=line_of(contest, town.people[name])
        )


def count(town, contest, votes, *, by=SOCIAL_WORKER, blank=0):
    counted = {one.pk: votes.get(one.name, 0) for one in queries.ballot_of(contest)}
    return actions.count_paper_names(
        actor=town.people[by], contest=contest, counted=counted, blank=blank
    )


def conclude(town, contest):
    return actions.conclude_naming(actor=staff(town), contest=contest)


def test_the_name_with_most_votes_becomes_the_places_name(town):
    contest = voting(town)
    vote(contest, town.people["林晓芸"], "睦邻小站")
    vote(contest, town.people["全奶奶"], "清桐驿")
    vote(contest, town.people["老郝"], "清桐驿")
    contest = conclude(town, over(contest, "votes_until"))
    place = Place.objects.get(pk=contest.place_id)
    assert place.name == "清桐驿"
    assert [old.name for old in old_names_of(place)] == ["非机动车库"]
    assert recount(contest.outcome).lines[0].key == str(contest.adopted_id)


def test_once_it_is_over_nothing_tells_who_voted_for_which_name(client, town):
    contest, lin = voting(town), town.people["林晓芸"]
    vote(contest, lin, "清桐驿")
    on_paper(town, contest, "全奶奶")
    contest = over(contest, "votes_until")
    count(town, contest, {"睦邻小站": 1})
    count(town, contest, {"睦邻小站": 1}, by="潘予安")
    contest = conclude(town, contest)
    assert set(contest.votes.values_list("candidate", flat=True)) == {None}
    assert queries.turnout(contest) == {"voted": 2, "on_paper": 1, "may_vote": 4}
    names = contest.outcome["names"].values()
    assert {one["name"]: one["on_phones"] for one in names}["清桐驿"] == 1
    client.force_login(lin)
    hers = client.get(reverse("people:export", args=["json"])).content.decode()
    assert "结束以后就删掉了" in hers


def test_a_contest_called_off_forgets_what_was_chosen(town):
    contest = voting(town)
    vote(contest, town.people["林晓芸"], "清桐驿")
    actions.call_off_naming(actor=staff(town), contest=contest, because="先修车库")
    assert NamingVote.objects.get(contest=contest).candidate is None


def test_postgresql_forgets_no_choice_by_half(town):
    contest = voting(town)
    vote(contest, town.people["林晓芸"], "清桐驿")
    with (
        pytest.raises(IntegrityError, match="a_forgotten_vote_tells_no_name"),
        transaction.atomic(),
    ):
        contest.votes.update(is_forgotten=True)
    with pytest.raises(IntegrityError, match="not_read_by_person"), transaction.atomic():
        contest.votes.update(candidate=None)


def test_a_tie_goes_to_the_name_given_first_and_says_so(client, town):
    contest = voting(town)
    vote(contest, town.people["林晓芸"], "平安小栈")
    vote(contest, town.people["全奶奶"], "清桐驿")
    contest = conclude(town, over(contest, "votes_until"))
    assert contest.adopted.name == "清桐驿"
    page = client.get(reverse("naming:contest", args=[contest.pk])).content.decode()
    assert "和“平安小栈”票数一样，先起的排在前面" in page


def test_the_last_word_of_a_neighbour_counts_once(town):
    contest, lin = voting(town), town.people["林晓芸"]
    vote(contest, lin, "睦邻小站")
    vote(contest, lin, "清桐驿")
    assert NamingVote.objects.get(contest=contest).candidate.name == "清桐驿"


def test_whoever_is_not_on_the_roll_does_not_vote(town):
    contest = voting(town)
    late = town.join("新搬来的", Role.RESIDENT)
    far = town.join("远处的", Role.RESIDENT, town.far_community)
    for somebody in (late, far, staff(town)):
        with pytest.raises(NotAllowed):
            vote(contest, somebody, "清桐驿")


def test_a_paper_ballot_and_a_vote_on_the_phone_exclude_each_other(town):
    contest = voting(town)
    on_paper(town, contest, "林晓芸")
    with pytest.raises(Refused, match="纸票"):
        vote(contest, town.people["林晓芸"], "清桐驿")
    vote(contest, town.people["全奶奶"], "清桐驿")
    with pytest.raises(Refused, match="一人一票"):
        on_paper(town, contest, "全奶奶")
    actions.take_paper_voter_back(
        actor=staff(town), contest=contest, elector=line_of(contest, town.people["林晓芸"])
    )
    vote(contest, town.people["林晓芸"], "清桐驿")
    assert queries.turnout(contest) == {"voted": 2, "on_paper": 0, "may_vote": 4}


def test_paper_counts_when_two_people_counted_the_same(town):
    contest = voting(town)
    on_paper(town, contest, "林晓芸", "全奶奶", "老郝")
    contest = over(contest, "votes_until")
    with pytest.raises(Refused, match="没有点清"):
        conclude(town, contest)
    count(town, contest, {"清桐驿": 2}, blank=1)
    with pytest.raises(Refused, match="等另一位"):
        count(town, contest, {"清桐驿": 2}, blank=1)
    count(town, contest, {"清桐驿": 3}, by="潘予安")
    with pytest.raises(Refused, match="没有点清"):
        conclude(town, contest)
    count(town, contest, {"清桐驿": 2}, blank=1)
    count(town, contest, {"清桐驿": 2}, by="潘予安", blank=1)
    contest = conclude(town, contest)
    key = str(contest.adopted_id)
    assert contest.outcome["names"][key]["on_paper"] == 2
    assert contest.outcome["blank"] == 1


def test_there_are_not_more_ballots_in_the_box_than_were_handed_in(town):
    contest = voting(town)
    on_paper(town, contest, "林晓芸")
    with pytest.raises(Refused, match="不会有 2 张"):
        count(town, over(contest, "votes_until"), {"清桐驿": 2})


def test_nothing_is_decided_before_its_time(town):
    contest = voting(town)
    vote(contest, town.people["林晓芸"], "清桐驿")
    with pytest.raises(Refused, match="截止以后"):
        conclude(town, contest)
    contest = over(contest, "votes_until")
    with pytest.raises(Refused, match="不在投票时间"):
        vote(contest, town.people["全奶奶"], "清桐驿")
    contest = conclude(town, contest)
    with pytest.raises(Refused):
        conclude(town, contest)


def test_without_any_vote_there_is_no_name_but_more_time(town):
    contest = over(voting(town), "votes_until")
    with pytest.raises(Refused, match="还没有人投票"):
        conclude(town, contest)
    actions.prolong_naming(
        actor=staff(town),
        contest=contest,
        until=contest.votes_until + 2 * LATER,
        because="没人投",
    )
    assert queries.public_contests().get().is_voting


def test_a_contest_called_off_leaves_the_name(town):
    contest = collecting(town)
    actions.call_off_naming(actor=staff(town), contest=contest, because="先不改了")
    assert shed(town).name == "非机动车库"
    collecting(town)


def test_the_place_says_where_its_name_comes_from(client, town):
    contest = decided(town, town.people["林晓芸"])
    notice = actions.announce_opening(
        actor=staff(town), contest=contest, opens_on=contest.concluded_at.date(), text="欢迎来用。"
    )
    page = client.get(reverse("portal:place", args=[contest.place_id])).content.decode()
    for words in ("清桐驿", "非机动车库", "投票选出来", notice.title):
        assert words in page
    assert "share-text" in client.get(notice.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="已经贴出去"):
        actions.announce_opening(
            actor=town.people["潘予安"],
            contest=contest,
            opens_on=contest.concluded_at.date(),
            text="欢迎来用。",
        )
    assert PublicNotice.objects.filter(about_id=contest.place_id).count() == 1
    stored = client.get(reverse("naming:outcome", args=[contest.pk])).json()
    assert stored["names"][str(contest.adopted_id)]["name"] == "清桐驿"


def test_the_whole_way_on_pages(client, town):
    client.force_login(staff(town))
    contest = collected(town, "睦邻小站", "清桐驿", "二村车库")
    keys = {one.name: one.pk for one in contest.candidates.all()}
    address = reverse("naming:shortlist", args=[contest.pk])
    typed = {f"on-{keys['睦邻小站']}": "on", f"on-{keys['清桐驿']}": "on"}
    typed["votes_until"] = "2099-01-01T18:00"
    assert "没挑上，请写一句为什么" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {"other": "太难听"}).status_code == 303
    client.force_login(town.people["林晓芸"])
    ballot = reverse("naming:vote", args=[contest.pk])
    assert client.post(ballot, {"name": keys["二村车库"]}).status_code == 200
    assert client.post(ballot, {"name": keys["清桐驿"]}).status_code == 303
    page = client.get(reverse("naming:contest", args=[contest.pk])).content.decode()
    assert "您投了“清桐驿”" in page
    assert "没挑上：太难听" in page
    client.force_login(staff(town))
    line = line_of(queries.public_contests().get(), town.people["全奶奶"])
    table = reverse("naming:table", args=[contest.pk])
    assert "全奶奶" in client.get(table, {"q": "全奶奶"}).content.decode()
    client.post(table, {"elector": line.number})
    over(contest, "votes_until")
    box = {f"n-{keys['睦邻小站']}": 0, f"n-{keys['清桐驿']}": 1, "blank": 0}
    for who in (SOCIAL_WORKER, "潘予安"):
        client.force_login(town.people[who])
        client.post(reverse("naming:count", args=[contest.pk]), box)
    client.post(reverse("naming:conclude", args=[contest.pk]))
    assert Place.objects.get(pk=contest.place_id).name == "清桐驿"


def test_postgresql_keeps_one_vote_of_a_neighbour(town):
    contest = voting(town)
    first = vote(contest, town.people["林晓芸"], "清桐驿")
    with pytest.raises(IntegrityError), transaction.atomic():
        NamingVote.objects.create(
            contest=contest, elector=first.elector, candidate=candidate(contest, "睦邻小站")
        )


@pytest.mark.django_db(transaction=True)
def test_phone_and_paper_at_the_same_moment_are_one_vote():
    town = _town()
    contest, lin = voting(town), town.people["林晓芸"]
    line, start = line_of(contest, lin), Barrier(8)

    def press(number):
        start.wait()
        try:
            if number % 2:
                actions.note_paper_voter(actor=staff(town), contest=contest, elector=line)
            else:
                vote(contest, lin, "清桐驿")
        except Refused:
            pass
        finally:
            connection.close()

    presses = [Thread(target=press, args=[number]) for number in range(8)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert NamingVote.objects.filter(contest=contest).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_conclude_at_once_name_the_place_once():
    town = _town()
    contest, start, came = counting(town, town.people["林晓芸"]), Barrier(2), []

    def press():
        start.wait()
        try:
            came.append(conclude(town, contest))
        except Refused as refusal:
            came.append(refusal)
        finally:
            connection.close()

    presses = [Thread(target=press) for _n in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sum(isinstance(one, NamingContest) for one in came) == 1
    assert old_names_of(place_of(contest)).count() == 1


def place_of(contest):
    return Place.objects.get(pk=contest.place_id)


def questions(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["naming:contest", "naming:vote", "portal:place"])
def test_a_page_asks_the_same_however_many_names_there_are(client, town, name):
    client.force_login(town.people["林晓芸"])
    contest = voting(town, "睦邻小站", "清桐驿")
    key = contest.place_id if name == "portal:place" else contest.pk
    few = questions(client, reverse(name, args=[key]))
    NamingContest.objects.filter(pk=contest.pk).update(
        called_off_at=contest.opened_at, called_off_because="再来"
    )
    contest = voting(town, *[f"第{n}个" for n in range(9)])
    key = contest.place_id if name == "portal:place" else contest.pk
    assert questions(client, reverse(name, args=[key])) <= few
    assert few <= 14


def test_the_plaque_says_the_name_since_when_and_who_named_it(client, town):
    contest = decided(town, town.people["林晓芸"])
    shown = client.get(reverse("naming:plaque", args=[contest.pk])).text
    for said in ("清桐驿", "原名 非机动车库", "1 位邻居投票定名，得 1 票", "一位邻居"):
        assert said in shown
    pdf = client.get(reverse("naming:plaque_pdf", args=[contest.pk]))
    assert pdf.content.startswith(b"%PDF")


def test_what_a_neighbour_wrote_as_her_name_for_the_office_is_not_on_the_plaque(client, town):
    contest = collecting(town)
    told = [("清桐驿", "周阿姨"), ("睦邻小站", "")]
    actions.enter_names(actor=staff(town), contest=contest, channel="paper", lines=told)
    contest = over(contest, "collects_until")
    contest = actions.shortlist_names(
        actor=staff(town),
        contest=contest,
        chosen=[one.pk for one in queries.shown_names(contest)],
        reasons={},
        votes_until=timezone.now() + LATER,
    )
    vote(contest, town.people["老郝"], "清桐驿")
    contest = conclude(town, over(contest, "votes_until"))
    shown = client.get(reverse("naming:plaque", args=[contest.pk])).text
    assert "周" not in shown

"""Ballots on paper: one ballot per person, counted by two who must agree."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.actions import change_dates, change_settings, close_step
from mulin.programmes.tests.cycles import shift

from .. import queries
from ..actions import (
    cast_votes_for,
    decide_paper_tally,
    enter_paper_tally,
    hand_out_paper_ballot,
    print_paper_ballots,
    take_back_votes,
    take_paper_ballot_back,
)
from ..models import PaperTally
from ..papers import ballots_of
from ..result_file import workbook
from .contests import make_contest

pytestmark = pytest.mark.django_db


class Box:
    """A batch of paper ballots, of which some are out, and the two who count it."""

    def __init__(self, out=3, **settings):
        settings = {"expert_weight": 0, "public_weight": 100, "votes_per_person": 2} | settings
        self.contest = make_contest(**settings)
        self.one = self.contest.town.join("方圆", Role.SOCIAL_WORKER)
        self.other = self.contest.town.join("柳青", Role.SOCIAL_WORKER)
        self.batch = print_paper_ballots(
            actor=self.one, step=self.contest.step, community=self.contest.town.community, count=5
        )
        self.voters = [self.contest.resident(f"邻居{n}") for n in range(out)]
        for voter in self.voters:
            hand_out_paper_ballot(actor=self.one, batch=self.batch, voter=voter)

    def end_voting(self):
        shift(self.contest.step, opens_in=-2, closes_in=-1)

    def found(self, a, b, c, valid=3, spoilt=0):
        pks = [proposal.pk for proposal in self.contest.proposals]
        return {
            "batch": self.batch,
            "valid": valid,
            "spoilt": spoilt,
            "votes": dict(zip(pks, (a, b, c), strict=True)),
        }

    def count(self, who, *figures, **more):
        tally = enter_paper_tally(actor=who, **self.found(*figures, **more))
        self.batch.refresh_from_db()
        return tally


@pytest.fixture
def box():
    return Box()


def test_who_took_paper_does_not_vote_online_until_it_is_given_back_unused(box):
    voter = box.voters[0]
    with pytest.raises(Refused, match="已经领了纸票"):
        box.contest.vote(voter, box.contest.a)
    with pytest.raises(Refused, match="已经领了纸票"):
        take_back_votes(actor=voter, step=box.contest.step)
    take_paper_ballot_back(actor=box.other, batch=box.batch, voter=voter)
    box.contest.vote(voter, box.contest.a)
    with pytest.raises(Refused, match="已经在网上投过票"):
        hand_out_paper_ballot(actor=box.one, batch=box.batch, voter=voter)


def test_nobody_takes_paper_twice_and_no_ballot_is_entered_for_them(box):
    voter = box.voters[0]
    with pytest.raises(Refused, match="已经领过纸票"):
        hand_out_paper_ballot(actor=box.one, batch=box.batch, voter=voter)
    voter.phone = None
    voter.save()
    with pytest.raises(Refused, match="已经领了纸票"):
        cast_votes_for(
            actor=box.one, step=box.contest.step, voter=voter, proposals=[box.contest.a.pk]
        )


def test_no_more_paper_goes_out_than_was_printed_and_only_to_confirmed_neighbours(box):
    next_door = box.contest.resident("隔壁", box.contest.town.next_community)
    unconfirmed = box.contest.town.join("新邻居", Role.RESIDENT, confirmed=False)
    for stranger in (next_door, unconfirmed):
        with pytest.raises(NotAllowed):
            hand_out_paper_ballot(actor=box.one, batch=box.batch, voter=stranger)
    for n in (3, 4):
        voter = box.contest.resident(f"邻居{n}")
        hand_out_paper_ballot(actor=box.one, batch=box.batch, voter=voter)
    with pytest.raises(Refused, match="发完了"):
        hand_out_paper_ballot(actor=box.one, batch=box.batch, voter=box.contest.resident("邻居5"))


def test_serial_numbers_go_on_from_batch_to_batch_and_each_has_its_own_code(box):
    more = print_paper_ballots(
        actor=box.one, step=box.contest.step, community=box.contest.town.community, count=100
    )
    assert (str(box.batch), str(more)) == ("0001–0005", "0006–0105")
    codes = [ballot.code for ballot in ballots_of(more)]
    assert len(set(codes)) > 95
    assert codes == [ballot.code for ballot in ballots_of(more)]


def test_a_box_is_not_opened_while_people_vote(box):
    with pytest.raises(Refused, match="才开箱"):
        box.count(box.one, 1, 1, 1)


def test_voting_does_not_go_on_after_a_box_was_opened(box):
    step, office = box.contest.step, box.contest.office
    tomorrow = timezone.now() + timedelta(days=1)
    box.end_voting()
    step.refresh_from_db()
    change_dates(actor=office, step=step, opens_at=step.opens_at, closes_at=tomorrow)
    box.contest.vote(box.contest.resident("米桂枝"), box.contest.a)
    box.end_voting()
    step.refresh_from_db()
    box.count(box.one, 3, 2, 0)
    with pytest.raises(Refused, match="已经开箱点票"):
        change_dates(actor=office, step=step, opens_at=step.opens_at, closes_at=tomorrow)


def test_two_who_found_the_same_make_the_count(box):
    online = box.contest.resident("米桂枝")
    box.contest.vote(online, box.contest.a)
    box.end_voting()
    box.count(box.one, 3, 2, 0)
    assert not box.batch.is_counted
    with pytest.raises(Refused, match="等另一位"):
        box.count(box.one, 3, 2, 0)
    box.count(box.other, 3, 2, 0)
    assert box.batch.is_counted
    step = close_step(actor=box.contest.office, step=box.contest.step)
    votes = {line["key"]: line["votes"] for line in step.outcome["lines"]}
    assert votes == {"1": 4, "2": 2, "3": 0}
    assert step.outcome["voters"] == 4
    assert step.outcome["paper"]["votes"] == {"1": 3, "2": 2, "3": 0}
    (counted,) = step.outcome["paper"]["boxes"]
    assert counted["counters"] == [Role.SOCIAL_WORKER, Role.SOCIAL_WORKER]
    assert "方圆" not in str(step.outcome)


def test_the_result_and_its_file_show_paper_apart_and_who_counted_by_their_part(box, client):
    box.end_voting()
    box.count(box.one, 3, 2, 0)
    box.count(box.other, 3, 2, 0)
    step = close_step(actor=box.contest.office, step=box.contest.step)
    page = client.get(f"/contests/{step.pk}/result/").content.decode()
    assert "其中纸票 3 票" in page
    assert "3 张发出，3 张有效，0 张废票" in page
    assert "方圆" not in page
    sheets = load_workbook(BytesIO(workbook(step)))
    assert [cell.value for cell in sheets["纸票"][2]][7:] == [3, 2, 0]


def test_the_pages_of_a_box_show_a_counter_only_their_own_until_both_are_in(box, client):
    box.end_voting()
    box.count(box.one, 3, 2, 0, spoilt=77)
    path = f"/desk/paper/{box.batch.pk}/count/"
    for viewer in (box.other, box.contest.office):
        client.force_login(viewer)
        assert ">77<" not in client.get(path).content.decode()
    client.force_login(box.other)
    pks = [proposal.pk for proposal in box.contest.proposals]
    figures = {f"votes_{pk}": count for pk, count in zip(pks, (3, 1, 0), strict=True)}
    client.post(path, {"valid": 3, "spoilt": 0, **figures})
    page = client.get(path).content.decode()
    assert "上一轮对不上" in page
    assert ">77<" in page


def test_who_helps_neighbours_comes_from_the_workbench_to_the_boxes_and_from_there_on(box, client):
    client.force_login(box.one)
    bench = client.get(reverse("portal:desk")).content.decode()
    desk = reverse("contests:desk", args=[box.contest.step.pk])
    assert f'href="{desk}"' in bench
    came = client.get(desk, follow=True)
    assert came.redirect_chain[-1][0] == reverse("contests:paper", args=[box.contest.step.pk])
    helping = reverse("contests:neighbours", args=[box.contest.step.pk])
    assert f'href="{helping}"' in came.content.decode()


def test_two_who_disagree_both_count_again(box):
    box.end_voting()
    box.count(box.one, 3, 2, 0)
    box.count(box.other, 3, 1, 0)
    assert box.batch.is_disputed
    assert len(queries.last_round(box.batch)) == 2
    third = box.contest.town.join("第三人", Role.SOCIAL_WORKER)
    with pytest.raises(Refused, match="原来的两位"):
        box.count(third, 3, 2, 0)
    with pytest.raises(Refused, match=r"纸票没有两个人点得一致.*0001–0005"):
        close_step(actor=box.contest.office, step=box.contest.step)
    box.count(box.other, 3, 2, 0)
    assert not box.batch.is_counted
    box.count(box.one, 3, 2, 0)
    assert box.batch.is_counted
    assert PaperTally.objects.count() == 4
    with pytest.raises(Refused, match="已经点清"):
        box.count(box.one, 0, 0, 0)


def test_a_third_person_decides_only_after_a_disagreement_and_gives_a_reason(box):
    box.end_voting()
    office = box.contest.office
    with pytest.raises(Refused, match="不用第三个人定"):
        decide_paper_tally(actor=office, reason="我来定", **box.found(3, 2, 0))
    box.count(box.one, 3, 2, 0)
    box.count(box.other, 3, 1, 0)
    with pytest.raises(NotAllowed):
        decide_paper_tally(actor=box.one, reason="我来定", **box.found(3, 2, 0))
    with pytest.raises(Refused, match="为什么"):
        decide_paper_tally(actor=office, reason=" ", **box.found(3, 2, 0))
    decide_paper_tally(
        actor=office, reason="0003 号两人看法不同，算废票。", **box.found(2, 2, 0, 2, 1)
    )
    step = close_step(actor=office, step=box.contest.step)
    (counted,) = step.outcome["paper"]["boxes"]
    assert counted["reason"] == "0003 号两人看法不同，算废票。"
    assert (counted["valid"], counted["spoilt"]) == (2, 1)


def test_one_who_counted_never_decides_even_from_the_hosts_office():
    box = Box()
    box.end_voting()
    box.count(box.contest.office, 3, 2, 0)
    box.count(box.other, 3, 1, 0)
    with pytest.raises(NotAllowed):
        decide_paper_tally(actor=box.contest.office, reason="我来定", **box.found(3, 2, 0))


@pytest.mark.parametrize(
    ("figures", "more", "words"),
    [
        ((3, 3, 1), {}, "加起来不能多过 6 票"),
        ((3, 2, 0), {"valid": 2}, "不能多过 2 票"),
        ((1, 1, 1), {"valid": 4}, "只发出 3 张"),
        ((-1, 1, 1), {}, "不能小于 0"),
    ],
)
def test_figures_that_cannot_be_are_refused(box, figures, more, words):
    box.end_voting()
    with pytest.raises(Refused, match=words):
        box.count(box.one, *figures, **more)
    assert not PaperTally.objects.exists()


def test_a_batch_of_which_nothing_is_out_blocks_nothing():
    box = Box(out=0)
    assert close_step(actor=box.contest.office, step=box.contest.step).is_closed


def test_no_record_says_what_was_found(box):
    box.end_voting()
    box.count(box.one, 3, 2, 0)
    box.count(box.other, 3, 1, 0)
    for record in Record.objects.filter(verb__startswith="contests.paper"):
        assert not {"votes", "valid", "spoilt"} & record.details.keys()


def test_rules_that_are_printed_on_ballots_stay():
    contest = make_contest(expert_weight=0, public_weight=100)
    shift(contest.step, opens_in=1, closes_in=3)
    change = {"actor": contest.office, "step": contest.step, "settings": contest.step.settings}
    change_settings(**change)
    print_paper_ballots(
        actor=contest.office, step=contest.step, community=contest.town.community, count=5
    )
    with pytest.raises(Refused, match="纸票已经印好"):
        change_settings(**change)


def test_nothing_is_printed_when_the_contest_is_over(box, client):
    box.end_voting()
    box.count(box.one, 2, 1, 0)
    box.count(box.other, 2, 1, 0)
    client.force_login(box.one)
    address = reverse("contests:paper_ballots", args=[box.batch.pk])
    assert client.get(address).status_code == 200
    close_step(actor=box.contest.office, step=box.contest.step)
    assert "不再印票" in client.get(address).content.decode()

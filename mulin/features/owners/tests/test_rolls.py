from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulin.commons.electorates.actions import draw_up, strike_elector
from mulin.commons.electorates.drawing import Line
from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused

from .. import actions
from ..models import OwnersVote
from .votes import (
    announced,
    bring_in,
    by_area,
    draft,
    elector,
    facts,
    lines,
    opened,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_a_household_roll_never_decides_for_owners(town):
    roll = draw_up(
        actor=staff(town),
        unit=town.community,
        kind="households",
        name="各户",
        lines=[Line(key="household:1", address="1号楼101")],
    )
    with pytest.raises(Refused, match="业主共同决定只能用业主名册"):
        actions.prepare_vote(actor=staff(town), electorate=roll, questions=["?"], **facts())


def test_the_database_refuses_a_household_roll_too(town):
    vote = draft(town)
    roll = draw_up(
        actor=staff(town),
        unit=town.community,
        kind="households",
        name="各户",
        lines=[Line(key="household:1", address="1号楼101")],
    )
    with pytest.raises(IntegrityError, match="decided by the owners"), transaction.atomic():
        OwnersVote.objects.filter(pk=vote.pk).update(electorate=roll)


def test_a_roll_serves_one_vote(town):
    vote = draft(town)
    with pytest.raises(Refused, match="这份名册已经用过了"):
        actions.prepare_vote(
            actor=staff(town), electorate=vote.electorate, questions=["?"], **facts()
        )


def test_an_announcement_freezes_the_roll_and_hangs_on_the_board(town):
    vote = announced(town)
    vote.electorate.refresh_from_db()
    assert vote.electorate.is_frozen
    notice = PublicNotice.objects.get()
    assert notice.title.startswith("麦香苑业主共同决定公告")
    assert "四分之三以上" in notice.body
    assert "不算参加，也不算同意" in notice.body
    with pytest.raises(Refused, match="已经公告了"):
        actions.change_vote(actor=staff(town), vote=vote, questions=["改"], **facts())


def test_the_days_of_notice_are_kept(town):
    vote = draft(town, opens_at=timezone.now() + timedelta(days=15))
    with pytest.raises(Refused, match="要提前 15 天公告"):
        actions.announce_vote(actor=staff(town), vote=vote)
    assert not PublicNotice.objects.exists()


def test_what_was_brought_before_the_announcement_is_no_delivery(town):
    vote = opened(town)
    with pytest.raises(Refused, match="公告以前送的"):
        actions.record_deliveries(
            actor=staff(town),
            vote=vote,
            electors=[elector(vote)],
            channel="hand",
            delivered_at=vote.announced_at - timedelta(days=1),
        )


def test_an_owner_without_an_area_keeps_a_roll_from_being_announced(town):
    with pytest.raises(Refused, match="名册第 2 行没有面积"):
        announced(town, lines([5000, 0, 7000]))


def test_a_line_struck_off_the_roll_counts_no_more(town):
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "agree"}), (2, {"1": "agree"})])
    strike_elector(actor=staff(town), elector=elector(vote, 2), because="重复登记")
    tally = by_area(vote)
    assert (tally.registered, tally.agree) == (20000, 5000)

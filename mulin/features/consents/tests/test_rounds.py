"""How a round is prepared, opened, closed, and what it holds back."""

import pytest

from mulin.commons.audit.models import Record
from mulin.commons.electorates.actions import draw_up
from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.models import Dwelling, Household
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes import blueprints
from mulin.programmes.actions import change_settings, close_step
from mulin.programmes.tests.cycles import shift

from .. import actions, queries
from ..models import ConsentRound
from ..rules import kept_outcome
from ..tasks import open_due_rounds
from .rounds import QUESTION, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking():
    return make_round()


def prepare(asking, question):
    return actions.prepare_round(
        actor=asking.director,
        step=asking.first,
        question=question,
        electorate=asking.round.electorate,
    )


def test_works_and_money_are_never_asked_together():
    asking = make_round(opened=False)
    with pytest.raises(Refused, match="说到了钱"):
        prepare(asking, "是否同意改造并每月交物业费")
    with pytest.raises(Refused, match="一轮只问一件事"):
        prepare(asking, "是否同意改造？是否同意拆煤棚？")
    with pytest.raises(Refused, match="请写好"):
        prepare(asking, "  ")
    assert prepare(asking, "是否同意拆煤棚").question == "是否同意拆煤棚"


def test_a_step_must_say_whether_it_is_about_works_or_money():
    with pytest.raises(blueprints.BadBlueprint, match="about"):
        make_round(about="")


def test_only_households_are_asked(asking):
    asking.town.join("代表", Role.RESIDENT_DELEGATE)
    delegates = draw_up(
        actor=asking.director, unit=asking.town.community, kind="delegates", name="代表"
    )
    with pytest.raises(Refused, match="问的是住户"):
        actions.prepare_round(
            actor=asking.director, step=asking.second, question="是否同意", electorate=delegates
        )


def test_only_those_who_run_the_programme_prepare_and_open(asking):
    lin = asking.neighbour("林秋月", 0)
    with pytest.raises(NotAllowed):
        actions.open_round(actor=lin, round=asking.round)
    with pytest.raises(NotAllowed):
        actions.set_up_round(
            actor=lin, step=asking.second, question="是否同意", unit=asking.town.community
        )


def test_who_moves_in_after_the_round_opened_is_not_on_its_roll(asking):
    entrance = asking.home(0).household.dwelling.entrance
    dwelling = Dwelling.objects.create(entrance=entrance, room="999")
    Household.objects.create(dwelling=dwelling, community=asking.town.community)
    assert queries.count_of(asking.round).registered == 10


def test_an_open_round_cannot_be_prepared_again(asking):
    with pytest.raises(Refused, match="不能再改"):
        prepare(asking, "是否同意拆墙")


def test_the_rule_cannot_change_once_the_round_is_prepared(asking):
    settings = asking.second.settings
    change_settings(actor=asking.director, step=asking.second, settings=settings)
    actions.set_up_round(
        actor=asking.director,
        step=asking.second,
        question="是否同意引入物业公司",
        unit=asking.town.community,
    )
    with pytest.raises(Refused, match="表上写着规矩"):
        change_settings(actor=asking.director, step=asking.second, settings=settings)


def test_ninety_per_cent_is_exact(asking):
    asking.all_say(*["agree"] * 9)
    step = close_step(actor=asking.director, step=asking.first)
    outcome = kept_outcome(step)
    assert outcome.passed
    assert (outcome.lines[0].have, outcome.lines[0].base, outcome.lines[0].needed) == (9, 10, 9)


def test_one_household_short_is_not_reached():
    asking = make_round(homes=11)
    asking.all_say(*["agree"] * 9)
    assert not kept_outcome(close_step(actor=asking.director, step=asking.first)).passed


def test_a_round_nobody_opened_cannot_be_closed():
    asking = make_round(opened=False)
    with pytest.raises(Refused, match="还没有开始问"):
        close_step(actor=asking.director, step=asking.first)


def test_the_second_round_waits_until_the_first_is_reached(asking):
    asking.all_say(*["agree"] * 8)
    with pytest.raises(Refused, match="第一轮 改造”还没有结束：同意 8 / 10 户，还差 1 户"):
        asking.begin_second()
    close_step(actor=asking.director, step=asking.first)
    with pytest.raises(Refused, match="第一轮 改造”没有达到：同意 8 / 10 户，要 9 户"):
        asking.begin_second()


def test_works_start_only_when_every_required_round_is_reached(asking):
    shift(asking.start, opens_in=-1, closes_in=30)
    notice = {"title": "红砖苑改造开工公告", "body": "六月十六日开工。"}
    asking.all_say(*["agree"] * 9)
    close_step(actor=asking.director, step=asking.first)
    with pytest.raises(Refused, match="还不能开工。“第二轮 物业费”还没有开始问"):
        actions.issue_start_notice(actor=asking.director, step=asking.start, **notice)
    money = asking.begin_second()
    asking.all_say(*["agree"] * 7, round=money)
    with pytest.raises(Refused, match="第二轮 物业费”还没有结束：同意 7 / 10 户，还差 1 户"):
        actions.issue_start_notice(actor=asking.director, step=asking.start, **notice)
    asking.all_say(*["agree"] * 8, round=money)
    with pytest.raises(Refused, match="已经够了，等它结束"):
        actions.issue_start_notice(actor=asking.director, step=asking.start, **notice)
    close_step(actor=asking.director, step=asking.second)
    with pytest.raises(Refused, match="还没有贴出去"):
        close_step(actor=asking.director, step=asking.start)
    posted = actions.issue_start_notice(actor=asking.director, step=asking.start, **notice)
    assert posted.kind == PublicNotice.Kind.ANNOUNCEMENT
    with pytest.raises(Refused, match="已经贴出去了"):
        actions.issue_start_notice(actor=asking.director, step=asking.start, **notice)
    assert close_step(actor=asking.director, step=asking.start).outcome["notice"] == posted.pk


def test_a_round_that_is_not_required_holds_nothing_back():
    asking = make_round(is_required=False)
    asking.begin_second()
    assert ConsentRound.objects.get(step=asking.second).is_opened


def test_the_result_is_put_up_once_with_its_rule_and_what_it_is_not(asking):
    asking.all_say(*["agree"] * 9)
    how = {"days": 7, "objection_contact": "居委会"}
    with pytest.raises(Refused, match="还没有结束"):
        actions.publish_round(actor=asking.director, step=asking.first, **how)
    step = close_step(actor=asking.director, step=asking.first)
    notice = actions.publish_round(actor=asking.director, step=step, **how)
    assert QUESTION in notice.body
    assert "90%" in notice.body
    assert "不是法律上由业主作出的决定" in notice.body
    assert "共同决定" not in notice.body + notice.title
    assert notice.rows[-1].texts == ["合计", "10", "9"]
    with pytest.raises(Refused, match="已经公示"):
        actions.publish_round(actor=asking.director, step=step, **how)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("90%", "9/10"), ("2/3", "2/3"), ("66.67", "6667/10000"), ("100％", "1/1")],
)
def test_a_share_is_kept_exactly(written, kept):
    assert make_round(share=written).first.settings["share"] == kept


@pytest.mark.parametrize("written", ["0", "101%", "九成", "3/2", "1/0", ""])
def test_what_is_no_share_is_refused(written):
    with pytest.raises(blueprints.BadBlueprint, match="share"):
        make_round(share=written)


def test_the_clock_opens_a_prepared_round_in_its_owners_name(asking):
    waiting = make_round(asking.town, opened=False)
    open_due_rounds(timestamp=0)
    assert queries.round_of(waiting.first).is_open
    assert Record.objects.filter(verb="consents.round_opened", by=waiting.director).count() == 2


def test_the_clock_leaves_a_round_closed_that_waits_for_another(asking):
    shift(asking.second, opens_in=-1, closes_in=5)
    actions.set_up_round(
        actor=asking.director, step=asking.second, question="物业费", unit=asking.town.community
    )
    open_due_rounds(timestamp=0)
    assert not queries.round_of(asking.second).is_opened

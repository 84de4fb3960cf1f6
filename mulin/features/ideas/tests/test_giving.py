from uuid import uuid4

import pytest

from mulin.commons.audit.queries import records_about
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person
from mulin.errors import NotAllowed, Refused
from mulin.programmes.tests.cycles import shift

from .. import actions
from ..models import Idea
from .people import make_building, make_season

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    return make_season()


def test_a_confirmed_residents_idea_hangs_out_at_once(season):
    idea = season.idea()
    assert idea.is_visible
    record = records_about(idea).get(verb="ideas.submitted")
    assert (record.by, record.role, record.unit_id) == (
        season.lin,
        Role.RESIDENT,
        season.town.community.pk,
    )


def test_a_visitors_idea_waits_until_somebody_has_read_it(season):
    assert season.visitors_idea().awaits_review


def test_an_unconfirmed_residents_idea_waits_too(season):
    newcomer = season.town.join("新来的", Role.RESIDENT, confirmed=False)
    assert season.idea(by=newcomer).awaits_review


def test_a_resident_of_elsewhere_may_write_but_it_waits(season):
    guest = season.town.join("客人", Role.RESIDENT, season.town.far_community)
    assert season.idea(by=guest).awaits_review


def test_a_door_plate_comes_from_where_the_author_lives(season):
    building = make_building(season.town)
    neighbour = season.town.join("陈阿姨", Role.RESIDENT, building=building)
    assert season.idea(by=neighbour).plate == "3号楼"
    assert season.idea(by=neighbour, is_anonymous=True).plate == ""


def test_an_unsigned_idea_hides_its_author_from_neighbours_only(season):
    idea = season.idea(is_anonymous=True)
    assert "林" not in idea.name_in_public
    assert idea.name_for_staff == "林秋月"
    assert records_about(idea).get(verb="ideas.submitted").details["anonymous"] is True


def test_a_visitors_name_is_masked(season):
    assert season.visitors_idea(author_name="邵建国").name_in_public == "邵*"


def test_the_same_press_of_the_button_counts_once(season):
    receipt = uuid4()
    first, second = season.idea(receipt=receipt), season.idea(receipt=receipt)
    assert first == second
    assert Idea.objects.count() == 1


def test_a_community_that_does_not_take_part_is_refused(season):
    with pytest.raises(Refused, match="糖坊社区这次没有参加"):
        season.idea(community=season.town.far_community)


def test_a_category_of_another_cycle_is_refused(season):
    with pytest.raises(Refused, match="没有这个类别"):
        season.idea(category="spaceflight")


def test_an_account_may_be_asked_for():
    season = make_season(needs_account=True)
    with pytest.raises(NotAllowed, match="要先登录"):
        season.visitors_idea()


def test_a_limit_per_person_is_kept():
    season = make_season(per_person=2)
    season.idea("一")
    season.idea("二")
    with pytest.raises(Refused, match="最多提 2 条"):
        season.idea("三")


WHEN = {"before": (1, 3), "during": (-1, 3), "after": (-3, -1)}
MAY_GIVE = {
    ("before", "visitor"): False,
    ("before", "resident"): False,
    ("before", "social worker"): False,
    ("during", "visitor"): True,
    ("during", "resident"): True,
    ("during", "social worker"): True,
    ("after", "visitor"): False,
    ("after", "resident"): False,
    ("after", "social worker"): True,
}
"""Only what was handed in on paper may still be written down after the time."""


@pytest.mark.parametrize(("when", "who"), MAY_GIVE)
def test_who_may_give_an_idea_and_when(season, when, who):
    opens_in, closes_in = WHEN[when]
    shift(season.collecting, opens_in=opens_in, closes_in=closes_in)
    season.collecting.refresh_from_db()
    give = {
        "visitor": season.visitors_idea,
        "resident": season.idea,
        "social worker": lambda: enter(season),
    }[who]
    if MAY_GIVE[when, who]:
        assert give().pk
    else:
        with pytest.raises(Refused):
            give()


def enter(season, *, by=None, **told):
    told = {"author_name": "冯桂花", "author_door": "3号楼201", "channel": "paper"} | told
    return actions.enter_idea(
        actor=by or season.xiaozhou,
        step=season.collecting,
        community=season.town.community,
        category="environment",
        title="楼道里的小卡片",
        **told,
    )


def test_staff_write_an_idea_down_and_it_says_so(season):
    idea = enter(season)
    assert idea.is_visible
    assert idea.entered_by == season.xiaozhou
    assert idea.name_in_public == "冯*"
    assert idea.author is None


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.WINDOW_CLERK, Role.SECRETARY])
def test_clerks_may_write_ideas_down_too(season, role):
    assert enter(season, by=season.town.join("办事的", role)).pk


def test_neighbours_and_other_places_staff_may_not(season):
    far = season.town.join("外社区社工", Role.SOCIAL_WORKER, season.town.next_community)
    for person in (season.lin, far, make_person("路人")):
        with pytest.raises(NotAllowed):
            enter(season, by=person)


def test_somebody_who_read_it_hangs_it_out(season):
    idea = season.visitors_idea()
    assert actions.show_idea(actor=season.xiaozhou, idea=idea).is_visible
    with pytest.raises(Refused, match="已经挂出来"):
        actions.show_idea(actor=season.xiaozhou, idea=idea)


def test_hiding_needs_a_reason_that_stays(season):
    idea = season.visitors_idea()
    with pytest.raises(Refused, match="原因"):
        actions.hide_idea(actor=season.xiaozhou, idea=idea, reason="  ")
    hidden = actions.hide_idea(actor=season.xiaozhou, idea=idea, reason="是广告")
    assert (hidden.is_hidden, hidden.hiding_reason) == (True, "是广告")


def test_a_screened_idea_can_no_longer_be_hidden(season):
    idea = season.idea()
    season.start_screening()
    season.screen(idea, "out_of_scope")
    with pytest.raises(Refused, match="已经筛过"):
        actions.hide_idea(actor=season.xiaozhou, idea=idea, reason="不想要了")


def test_neighbours_and_other_places_staff_may_not_review(season):
    idea = season.visitors_idea()
    far = season.town.join("外社区社工", Role.SOCIAL_WORKER, season.town.next_community)
    for person in (season.lin, far):
        with pytest.raises(NotAllowed):
            actions.show_idea(actor=person, idea=idea)
        with pytest.raises(NotAllowed):
            actions.hide_idea(actor=person, idea=idea, reason="不喜欢")

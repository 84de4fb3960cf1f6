import pytest

from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.actions import close_step

from .. import actions
from ..models import Support
from ..queries import Wants, wants_of
from .people import make_building, make_household, make_season, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    return make_season()


def want(idea, person):
    return actions.support_idea(actor=person, idea=idea)


def test_a_household_counts_once_whoever_says_it(season):
    idea, building = season.idea(), make_building(season.town)
    home = make_household(season.town, building, "401")
    wife, husband = (move_in(season.town, name, building, home) for name in ("王姐", "老李"))
    assert want(idea, wife) == want(idea, husband)
    assert wants_of([idea])[idea.pk] == Wants(households=1, others=0, buildings=1, merged=0)


def test_neighbours_whose_household_is_not_known_count_apart(season):
    idea = season.idea()
    newcomer = season.town.join("新来的", Role.RESIDENT, confirmed=False)
    want(idea, season.lin)
    want(idea, newcomer)
    assert wants_of([idea])[idea.pk] == Wants(households=0, others=2)


def test_an_unconfirmed_household_is_not_counted_as_one(season):
    idea, building = season.idea(), make_building(season.town)
    home = make_household(season.town, building, "401")
    claimant = move_in(season.town, "自称的", building, home, confirmed=False)
    want(idea, claimant)
    assert wants_of([idea])[idea.pk].households == 0


def test_wants_of_merged_ideas_are_added_without_counting_a_home_twice(season):
    building = make_building(season.town)
    homes = [make_household(season.town, building, room) for room in ("101", "102")]
    both, one = (
        move_in(season.town, name, building, home)
        for name, home in zip(("两条都要", "只要一条"), homes, strict=True)
    )
    main, similar = season.idea("装感应灯"), season.idea("换声控灯")
    want(main, both)
    want(similar, both)
    want(similar, one)
    season.start_screening()
    actions.merge_idea(actor=season.xiaozhou, idea=similar, into=main, reply="是一件事，合在一起。")
    figures = wants_of([main, similar])
    assert figures[main.pk] == Wants(households=2, buildings=1, merged=1)
    assert figures[similar.pk] == Wants(households=2, buildings=1)


def test_one_may_take_back_only_ones_own_word(season):
    idea, building = season.idea(), make_building(season.town)
    home = make_household(season.town, building, "401")
    wife, husband = (move_in(season.town, name, building, home) for name in ("王姐", "老李"))
    want(idea, wife)
    with pytest.raises(Refused, match="家里按的那位"):
        actions.withdraw_support(actor=husband, idea=idea)
    actions.withdraw_support(actor=wife, idea=idea)
    assert not Support.objects.exists()


def test_people_of_elsewhere_do_not_count(season):
    idea = season.idea()
    guest = season.town.join("客人", Role.RESIDENT, season.town.far_community)
    with pytest.raises(NotAllowed, match="登记住在这个社区"):
        want(idea, guest)


def test_nobody_wants_what_does_not_hang_out(season):
    with pytest.raises(NotAllowed):
        want(season.visitors_idea(), season.lin)


def test_a_merged_idea_sends_people_to_the_other(season):
    main, similar = season.idea("装感应灯"), season.idea("换声控灯")
    season.start_screening()
    actions.merge_idea(actor=season.xiaozhou, idea=similar, into=main, reply="是一件事。")
    with pytest.raises(Refused, match="并入了别的点子"):
        want(similar, season.lin)


def test_figures_stand_still_once_the_screening_is_over(season):
    idea = season.idea()
    season.start_screening()
    season.screen(idea)
    close_step(actor=season.operator, step=season.collecting)
    want(idea, season.lin)
    close_step(actor=season.operator, step=season.screening)
    with pytest.raises(Refused, match="已经筛完"):
        actions.withdraw_support(actor=season.lin, idea=idea)

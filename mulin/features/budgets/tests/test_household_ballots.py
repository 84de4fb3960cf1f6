"""Votes by households: one ballot for a household, whoever of it votes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from mulin.commons.electorates.queries import elector_of
from mulin.commons.places.actions import end_role, issue_codes, open_letter
from mulin.commons.places.models import (
    Building,
    Compound,
    Dwelling,
    Entrance,
    Household,
    Membership,
)
from mulin.commons.places.queries import forget_parts
from mulin.commons.places.roles import NEIGHBOURS, Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import at_once

from .. import queries
from ..actions import begin_vote, mark_on_paper
from ..models import SecretBallot, TurnoutMark
from ..receipts import new_key
from ..voting_forms import BudgetVoteSettings
from .budget_votes import Voting, make_voting


def make_homes(town: Town, count: int) -> list[Household]:
    """Build a house with so many doors."""
    compound = Compound.objects.create(community=town.community, name="红砖苑")
    building = Building.objects.create(compound=compound, name="1号楼")
    entrance = Entrance.objects.create(building=building, name="1单元")
    return [
        Household.objects.create(
            community=town.community,
            dwelling=Dwelling.objects.create(entrance=entrance, room=f"{101 + place}"),
        )
        for place in range(count)
    ]


def make_household_vote(homes: int = 3, **settings) -> tuple[Voting, list[Household]]:
    """Let households of one house vote."""
    town = make_town()
    doors = make_homes(town, homes)
    return make_voting(town, voters=0, by="households", **settings), doors


def live(voting: Voting, name: str, home: Household):
    return voting.town.join(name, Role.RESIDENT, household=home)


@pytest.mark.django_db
def test_the_first_of_a_household_votes_for_all_of_it():
    voting, homes = make_household_vote()
    anna, boris = live(voting, "周桂芳", homes[0]), live(voting, "周海", homes[0])
    voting.cast(anna, 1)
    with pytest.raises(Refused, match="一户只能投一次"):
        voting.cast(boris, 2)
    voting.cast(live(voting, "陈国强", homes[1]), 2)
    vote = voting.close()
    assert (vote.registered, vote.turnout) == (3, 2)
    assert sorted(one.choices for one in voting.ballots) == [[1], [2]]


@pytest.mark.django_db(transaction=True)
def test_a_whole_household_voting_at_the_same_moment_hands_in_one_ballot():
    voting, homes = make_household_vote()
    family = [live(voting, f"家人{n}", homes[0]) for n in range(8)]
    elector = elector_of(voting.vote.electorate, family[0])
    answers = at_once(
        *[lambda one=one, n=n: voting.cast(one, n % 4 + 1) for n, one in enumerate(family[:7])],
        lambda: mark_on_paper(actor=voting.office, vote=voting.vote, elector=elector),
    )
    assert sum(not isinstance(answer, Refused) for answer in answers) == 1
    assert TurnoutMark.objects.count() == 1
    online = TurnoutMark.objects.filter(channel="online").count()
    assert SecretBallot.objects.count() == online


@pytest.mark.django_db
def test_who_lives_in_two_homes_votes_once():
    voting, homes = make_household_vote()
    both = live(voting, "两头住", homes[0])
    live(voting, "两头住", homes[1])
    voting.cast(both, 1)
    with pytest.raises(Refused, match="一户只能投一次"):
        voting.cast(both, 2)
    assert TurnoutMark.objects.get().elector.household == homes[0]


@pytest.mark.django_db
def test_who_is_not_made_sure_of_or_moved_away_does_not_vote():
    voting, homes = make_household_vote()
    gone = live(voting, "搬走了", homes[0])
    _parts(gone).update(from_on="2026-01-01")
    end_role(actor=voting.town.join("何主任", Role.DIRECTOR), part=_parts(gone).get())
    forget_parts(gone)
    with pytest.raises(NotAllowed, match="没有您家"):
        voting.cast(gone, 1)
    claimed = live(voting, "自己说的", homes[1])
    _parts(claimed).update(confirmed_at=None)
    with pytest.raises(NotAllowed, match="没有您家"):
        voting.cast(claimed, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(Role))
def test_sql_and_python_agree_on_who_votes_for_a_household(role):
    voting, homes = make_household_vote(homes=2)
    someone = voting.town.join("某人", Role.RESIDENT, household=homes[1])
    _parts(someone).update(role=role)
    standing = queries.standing_of(voting.vote, someone)
    elector = queries.elector_in(voting.vote, someone)
    assert (standing.elector is not None) == (role in NEIGHBOURS)
    assert standing.elector == (elector and elector.pk)
    assert queries.elector_in(voting.vote, AnonymousUser()) is None


@pytest.mark.django_db
def test_a_household_that_took_paper_does_not_vote_online_and_is_called_by_its_door(client):
    voting, homes = make_household_vote()
    resident = live(voting, "周桂芳", homes[0])
    client.force_login(voting.office)
    elector = elector_of(voting.vote.electorate, resident)
    booth = reverse("budgets:booth", args=[voting.step.pk])
    shown = client.post(f"{booth}?q={elector.number}", {"elector": elector.number}, follow=True)
    assert "101领了一张纸票" in shown.text
    with pytest.raises(Refused, match="已经领了纸票"):
        voting.cast(resident, 1)


@pytest.mark.django_db
def test_the_page_says_for_which_door_one_votes_and_then_that_the_household_has(client):
    voting, homes = make_household_vote()
    anna, boris = live(voting, "周桂芳", homes[0]), live(voting, "周海", homes[0])
    here = reverse("budgets:vote", args=[voting.step.pk])
    client.force_login(anna)
    assert "您替这一户投：" in client.get(here).text
    code = voting.cast(anna, 1)
    client.force_login(boris)
    shown = client.get(here).text
    assert "您家投过票了" in shown
    assert "已有 1 户投了" in shown
    assert code not in client.get(reverse("budgets:receipt", args=[voting.step.pk])).text


@pytest.mark.django_db
def test_nothing_stored_of_a_household_ballot_names_who_of_it_voted():
    voting, homes = make_household_vote()
    voting.cast(live(voting, "周桂芳", homes[0]), 1, key=new_key())
    columns = {field.name for field in TurnoutMark._meta.get_fields()}
    assert columns == {"pk", "vote", "elector", "made_on", "channel"}
    assert TurnoutMark.objects.get().elector.person is None


@pytest.mark.django_db
def test_households_do_not_vote_under_their_doors():
    voting, _homes = make_household_vote(is_begun=False)
    settings = BudgetVoteSettings(data={**voting.step.settings, "secrecy": "open"})
    assert "secrecy" in settings.errors
    assert begin_vote(actor=voting.office, vote=voting.vote).electorate.kind == "households"


def _parts(person):
    return Membership.objects.filter(person=person)


@pytest.mark.django_db
def test_who_holds_the_letter_votes_for_the_home_without_an_account(client):
    voting, homes = make_household_vote()
    vote = reverse("budgets:vote", args=[voting.step.pk])
    assert f"{reverse('letters:type')}?next=" in client.get(vote).text
    keeper = voting.town.join("户籍员", Role.COMMUNITY_STAFF)
    [(_home, code)] = issue_codes(
        actor=keeper, community=voting.town.community, households=homes[:1]
    )
    client.force_login(open_letter(actor=None, code=code))
    assert f"您替这一户投：{homes[0].full_address}" in client.get(vote).text


@pytest.mark.django_db
def test_a_neighbour_whose_home_is_not_known_is_told_what_to_do(client):
    voting, _homes = make_household_vote()
    client.force_login(voting.town.join("新邻居", Role.RESIDENT))
    shown = client.get(reverse("budgets:vote", args=[voting.step.pk])).text
    assert "还不知道您住哪一户" in shown
    assert reverse("letters:type") in shown

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.people.queries import has_agreed_to
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import at_once

from .. import actions
from ..codes import SIGNS, digest_of, may_be_a_code, new_code, tidy_code
from ..models import HouseholdCode, Membership
from ..permissions import is_confirmed_resident
from ..queries import code_with, households_of, letters_of
from ..roles import Role
from .homes import build, door
from .people import make_person, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("梁书瑶", Role.SOCIAL_WORKER)
    return town


def print_letters(town, building):
    codes = actions.issue_codes(
        actor=town.people["梁书瑶"],
        community=town.community,
        households=households_of(building),
    )
    return {home.dwelling.room: code for home, code in codes}


def test_a_code_is_hard_to_guess_and_easy_to_type():
    code = new_code()
    assert len(SIGNS) ** 12 > 10**17
    assert not set("01OIL") & set(SIGNS)
    assert may_be_a_code(code.lower().replace("-", " "))
    assert digest_of(code) == digest_of(code.lower().replace("-", "　"))
    assert tidy_code("７ｋｑｍ-2xwd") == "7KQM2XWD"


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-IJKL", "'; DROP TABLE", "8" * 500])
def test_nonsense_is_no_code(typed):
    assert not may_be_a_code(typed)
    assert code_with(typed) is None


def test_only_the_digest_of_a_code_is_kept(town):
    code = print_letters(town, build(town))["101"]
    kept = HouseholdCode.objects.values_list("digest", flat=True)
    assert all(code not in digest and tidy_code(code) not in digest for digest in kept)


def test_a_letter_makes_its_reader_a_confirmed_resident_of_that_household(town):
    building = build(town)
    code = print_letters(town, building)["101"]
    person = actions.open_letter(actor=None, code=code)
    assert is_confirmed_resident(person, town.community)
    assert Membership.objects.get(person=person).household == door(building, "101")
    assert has_agreed_to(person, "account")


def test_a_household_comes_in_as_the_same_person_with_the_next_letter(town):
    building = build(town)
    first = actions.open_letter(actor=None, code=print_letters(town, building)["101"])
    again = actions.open_letter(actor=None, code=print_letters(town, building)["101"])
    assert first == again
    other = actions.open_letter(actor=None, code=print_letters(town, building)["201"])
    assert other != first


def test_a_letter_does_not_open_the_account_of_somebody_with_a_telephone(town):
    building = build(town)
    first = actions.open_letter(actor=None, code=print_letters(town, building)["101"])
    Person.objects.filter(pk=first.pk).update(phone="13900000009")
    assert actions.open_letter(actor=None, code=print_letters(town, building)["101"]) != first


def test_who_is_signed_in_is_confirmed_with_what_they_claimed(town):
    building = build(town)
    shi = make_person("石小满")
    actions.claim_home(actor=shi, community=town.community, building=building, room="不清楚")
    person = actions.open_letter(actor=shi, code=print_letters(town, building)["101"])
    assert person == shi
    part = Membership.objects.get(person=shi)
    assert part.household == door(building, "101")
    assert part.confirmed_at is not None


def test_staff_do_not_become_residents_by_a_letter(town):
    worker = town.people["梁书瑶"]
    Person.objects.filter(pk=worker.pk).update(login="liang")
    worker.refresh_from_db()
    with pytest.raises(NotAllowed, match="工作账号"):
        actions.open_letter(actor=worker, code=print_letters(town, build(town))["101"])


def test_a_new_letter_ends_the_codes_of_the_earlier_one(town):
    building = build(town)
    old = print_letters(town, building)["101"]
    print_letters(town, building)
    with pytest.raises(Refused, match="换过新的"):
        actions.open_letter(actor=None, code=old)


def test_a_code_expires_and_can_be_revoked(town):
    building = build(town)
    code = print_letters(town, building)["101"]
    HouseholdCode.objects.update(
        issued_at=timezone.now() - timedelta(days=90), expires_at=timezone.now()
    )
    assert code_with(code) is None
    code = print_letters(town, building)["101"]
    actions.revoke_codes(
        actor=town.people["梁书瑶"],
        community=town.community,
        households=households_of(building),
    )
    assert code_with(code) is None


def test_letters_are_counted(town):
    building = build(town)
    actions.open_letter(actor=None, code=print_letters(town, building)["101"])
    [letter] = letters_of(building)
    assert (letter["printed"], letter["opened"], letter["working"]) == (2, 1, 2)


def test_another_office_prints_no_letters(town):
    stranger = town.join("戴云舒", Role.DIRECTOR, town.far_community)
    with pytest.raises(NotAllowed):
        actions.issue_codes(
            actor=stranger, community=town.community, households=households_of(build(town))
        )


def test_an_empty_building_has_no_letters(town):
    with pytest.raises(Refused, match="还没有住户"):
        print_letters(town, build(town, doors=0))


def test_the_link_in_a_letter_asks_before_it_lets_in(client, town):
    code = print_letters(town, build(town))["101"]
    address = reverse("letters:open", args=[code])
    assert "3号楼1单元101" in client.get(address).text
    assert "_auth_user_id" not in client.session
    assert Person.objects.filter(full_name="").count() == 0
    client.post(address)
    assert is_confirmed_resident(
        Person.objects.get(pk=client.session["_auth_user_id"]), town.community
    )


def test_a_code_typed_by_hand_leads_to_the_same_page(client, town):
    code = print_letters(town, build(town))["101"]
    typed = code.lower().replace("-", " ")
    response = client.post(reverse("letters:type"), {"code": typed})
    assert response.url == reverse("letters:open", args=[tidy_code(code)])


def test_a_wrong_code_is_explained_and_kept(client):
    response = client.get(reverse("letters:open", args=["ABCD-EFGH-2345"]))
    assert response.status_code == 404
    assert "换过新的" in response.text
    assert "ABCD-EFGH-2345" in response.text


@pytest.mark.django_db(transaction=True)
def test_a_letter_opened_twice_at_once_lets_in_one_person():
    town = make_town()
    town.join("梁书瑶", Role.SOCIAL_WORKER)
    code = print_letters(town, build(town))["101"]
    people = at_once(
        lambda: actions.open_letter(actor=None, code=code),
        lambda: actions.open_letter(actor=None, code=code),
    )
    assert people[0] == people[1]
    assert Membership.objects.exclude(household=None).count() == 1

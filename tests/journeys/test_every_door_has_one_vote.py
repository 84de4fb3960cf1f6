"""D17, F13: a household vote from the roll to the recount, with one blank ballot on the way."""

import pytest
from django.test import Client
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.features.budgets.tests.budget_votes import OPTIONS, make_voting
from mulin.features.budgets.tests.recounting import YES, recount
from mulin.features.budgets.tests.test_household_ballots import make_homes
from mulin.programmes.actions import close_step

pytestmark = pytest.mark.django_db
DOORS = 11


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def cast(client, address, do, **given):
    """Fill in the ballot on the page, look at it once more, and hand it in; return the receipt."""
    key = client.get(address).context["key"]
    ask, confirm = ("blank", "confirm_blank") if do == "blank" else ("review", "confirm")
    assert client.post(address, {**given, "key": key, "do": ask}).status_code == 200
    receipt = client.post(address, {**given, "key": key, "do": confirm})["Location"]
    return client.get(receipt).context["code"]


def test_every_door_has_one_vote():
    town = make_town()
    homes = make_homes(town, DOORS)
    voting = make_voting(town, voters=0, by="households", method="equal-shares")
    address = reverse("budgets:vote", args=[voting.step.pk])
    families = [
        town.join(f"家人{n}", Role.RESIDENT, household=home) for n, home in enumerate(homes)
    ]
    child = town.join("家人的孩子", Role.RESIDENT, household=homes[0])

    office = signed_in(voting.office)
    assert "11 户" in office.get(reverse("budgets:vote_desk", args=[voting.step.pk])).text
    codes = [cast(signed_in(one), address, "", option=["1", "4"]) for one in families[:9]]
    assert "您家投过票了" in signed_in(child).get(address).text
    blank = cast(signed_in(families[9]), address, "blank")

    close_step(actor=voting.office, step=voting.step)
    passer_by = Client()
    result = passer_by.get(reverse("budgets:vote_result", args=[voting.step.pk])).text
    assert "名册上 11 户，投了 10 户，其中空白票 1 张" in result
    assert "9 户，其中 <b>9 户</b>" in result
    assert "每户分到" in result
    assert "位投票人" not in result
    english = passer_by.get(
        reverse("budgets:vote_result", args=[voting.step.pk]), headers={"accept-language": "en"}
    ).text
    assert "Each household is given" in english
    listed = reverse("budgets:ballots", args=[voting.step.pk])
    assert "空白票，一项也没有选" in passer_by.post(listed, {"code": blank}).text
    assert OPTIONS[0][0] in passer_by.post(listed, {"code": codes[0]}).text

    bundle = passer_by.get(reverse("budgets:vote_bundle", args=[voting.step.pk]))
    recounted = recount(b"".join(bundle) if bundle.streaming else bundle.content)
    assert recounted.returncode == YES, recounted.stdout

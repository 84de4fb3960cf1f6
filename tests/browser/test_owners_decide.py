"""Owners decide: one on her phone, one on paper that two colleagues enter."""

import re

import pytest
from django.utils import timezone

from mulin.commons.files.tests.pictures import a_photo
from mulin.features.owners import actions
from mulin.features.owners.models import OwnersBallot, OwnersVote
from mulin.features.owners.tests.votes import answers_of_facts as answers
from mulin.features.owners.tests.votes import (
    bring_in,
    colleague,
    elector,
    lines_of_facts,
    opened,
    shut,
    staff,
)
from mulin.web.tests.doors import RESIDENT, SOCIAL_WORKER, STRANGER
from tests.browser.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)
ON_PAPER = 2


@pytest.fixture
def vote(town) -> OwnersVote:
    vote = opened(town, lines_of_facts(town.people[RESIDENT]), item=8)
    colleague(town)
    bring_in(town, vote, [one for one in answers() if one[0] > ON_PAPER])
    return vote


def test_owners_decide_on_the_phone_and_on_paper(phone, town, vote):
    walk = Walk(phone, town, None)
    _answer_on_the_phone(walk, vote)
    for reader in (SOCIAL_WORKER, "邢秋"):
        _enter_paper(walk, vote, reader)
    assert OwnersBallot.objects.filter(vote=vote).count() == 291
    actions.conclude_vote(actor=staff(town), vote=shut(vote))
    _read_the_result_as_a_passer_by(walk, vote)


def _answer_on_the_phone(walk: Walk, vote: OwnersVote) -> None:
    walk.be(RESIDENT, f"/owners/{vote.pk}/")
    walk.says("您在名册上，还没有答")
    walk.page.get_by_role("link", name=re.compile("我来答")).click()
    walk.page.wait_for_load_state()
    walk.look()
    walk.page.get_by_text("同意", exact=True).click()
    walk.press("交上去")
    walk.says("您答过了")
    walk.look()


def _enter_paper(walk: Walk, vote: OwnersVote, reader: str) -> None:
    line = elector(vote, ON_PAPER)
    walk.be(reader, f"/desk/owners/{vote.pk}/lines/{line.pk}/")
    walk.page.get_by_role("link", name=re.compile("录纸票|录第二遍")).click()
    walk.page.wait_for_load_state()
    walk.look()
    walk.page.get_by_text("同意", exact=True).click()
    walk.write(returned_on=timezone.localdate().isoformat())
    photo = a_photo()
    walk.page.locator("input[type=file]").set_input_files(
        {"name": "票.jpg", "mimeType": "image/jpeg", "buffer": photo.read()}
    )
    walk.press("录下这张票")
    walk.look()
    walk.says("算数" if reader != SOCIAL_WORKER else "等另一位同事")


def _read_the_result_as_a_passer_by(walk: Walk, vote: OwnersVote) -> None:
    walk.be(STRANGER, f"/owners/{vote.pk}/")
    walk.says("没有通过")
    walk.says("差 385.50 ㎡")
    walk.go(f"/owners/{vote.pk}/statement/")
    walk.says("15,402.00 × 4 = 61,608.00 < 21,050.00 × 3 = 63,150.00")

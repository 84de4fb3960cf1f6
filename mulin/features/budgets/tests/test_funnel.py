"""From leaflets to the ballot: counting, collecting, shortlisting, in and out of spreadsheets."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused
from mulin.programmes.tests.cycles import make_cycle

from .. import queries
from ..actions import (
    collect_items,
    count_leaflets,
    judge_item,
    prepare_vote,
    put_shortlist_on_ballot,
)
from ..models import CollectedItem

pytestmark = pytest.mark.django_db


class Collecting:
    """A cycle whose items are being collected."""

    def __init__(self, town=None):
        self.town = town or make_town()
        self.office = self.town.people.get("沈亦舟") or self.town.join(
            "沈亦舟", Role.STREET_OPERATOR, self.town.street
        )
        self.town.join("代表甲", Role.RESIDENT_DELEGATE)
        steps = [
            {"kind": "collect_budget_items", "days": 30},
            {"kind": "hold_budget_vote", "days": 7},
        ]
        cycle = make_cycle(self.office, self.town.street, [self.town.community], steps)
        self.step, self.voting = cycle.steps.all()
        self.client = Client()
        self.client.force_login(self.office)

    def collect(self, *titles):
        return collect_items(
            actor=self.office, step=self.step, items=[{"title": title} for title in titles]
        )

    def upload(self, text):
        file = SimpleUploadedFile("items.csv", text.encode())
        here = reverse("budgets:items_upload", args=[self.step.pk])
        return self.client.post(here, {"file": file}, follow=True)


@pytest.fixture
def collecting():
    return Collecting()


def words(response) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())


def test_the_same_place_and_day_again_corrects_the_count(collecting):
    for number in (300, 280):
        count_leaflets(
            actor=collecting.office,
            step=collecting.step,
            place="3号楼",
            number=number,
            handed_on=timezone.localdate(),
        )
    assert queries.funnel_of(collecting.step).leaflets == 280


def test_nothing_is_shortlisted_without_a_cost_or_left_out_without_a_reason(collecting):
    (item,) = collecting.collect("坡道")
    with pytest.raises(Refused, match="估计花多少钱"):
        judge_item(actor=collecting.office, item=item, verdict="shortlisted")
    with pytest.raises(Refused, match="写理由"):
        judge_item(actor=collecting.office, item=item, verdict="property_duty", reason=" ")
    item = judge_item(
        actor=collecting.office, item=item, verdict="property_duty", reason="合同里有"
    )
    assert "合同里有" in words(Client().get(reverse("budgets:funnel", args=[collecting.step.pk])))


def test_what_is_on_the_ballot_is_not_judged_anew(collecting):
    items = collecting.collect("坡道", "雨棚")
    for item in items:
        judge_item(actor=collecting.office, item=item, verdict="shortlisted", cost_cents=100)
    vote = prepare_vote(actor=collecting.office, step=collecting.voting, budget_cents=200)
    assert put_shortlist_on_ballot(actor=collecting.office, vote=vote) == 2
    assert [one.title for one in vote.options.all()] == ["坡道", "雨棚"]
    with pytest.raises(Refused, match="已经在选票上"):
        judge_item(actor=collecting.office, item=items[0], verdict="merged", reason="重复")


def test_who_works_elsewhere_collects_nothing(collecting):
    far = collecting.town.join("远处的社工", Role.SOCIAL_WORKER, collecting.town.next_community)
    with pytest.raises(NotAllowed):
        collect_items(actor=far, step=collecting.step, items=[{"title": "坡道"}])


def test_a_list_from_a_spreadsheet_is_taken_whole(collecting):
    said = words(collecting.upload('项目,类别,造价（元）\n坡道,环境,"12,000"\n\n雨棚,,\n'))
    assert "收下了 2 项" in said
    assert list(CollectedItem.objects.values_list("number", "title", "category", "cost_cents")) == [
        (1, "坡道", "environment", 12_000_00),
        (2, "雨棚", "", None),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("名称\n坡道\n", "第一行要有“项目”"),
        ("项目,造价（元）\n坡道,很多\n", "第 2 行：“很多”不是钱数"),
        ("项目,造价（元）\n坡道,-5\n", "不是钱数"),
        ("项目,造价（元）\n坡道,NaN\n", "不是钱数"),
        ("项目,类别\n坡道,没有的\n", "没有“没有的”这一类，有：环境、文化"),
        ("项目,类别\n,环境\n", "第 2 行：没有写项目"),
        ("项目\n" + "长" * 61 + "\n", "最多 60 字"),
    ],
)
def test_a_faulty_list_is_refused_with_its_line_and_nothing_is_kept(collecting, text, says):
    assert says in words(collecting.upload(text))
    assert not CollectedItem.objects.exists()


def test_the_list_goes_out_as_a_spreadsheet(collecting):
    collecting.collect("坡道")
    response = Client().get(reverse("budgets:items_xlsx", args=[collecting.step.pk]))
    assert response.content.startswith(b"PK")


def test_staff_judge_on_their_page(collecting):
    collecting.collect("坡道")
    here = reverse("budgets:item_judge", args=[collecting.step.pk, 1])
    assert "要写估计花多少钱" in words(
        collecting.client.post(here, {"verdict": "shortlisted"}, follow=True)
    )
    said = words(
        collecting.client.post(here, {"verdict": "shortlisted", "cost": "9000.5"}, follow=True)
    )
    assert "定好了" in said
    assert CollectedItem.objects.get().cost_cents == 9000_50


@pytest.mark.parametrize("items", [3, 30])
def test_the_funnel_asks_as_many_questions_however_much_was_collected(collecting, items):
    collecting.collect(*[f"想法{n}" for n in range(items)])
    here = reverse("budgets:funnel", args=[collecting.step.pk])
    Client().get(here)
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(here).status_code == 200
    assert len(asked) <= 12

"""The power of attorney on paper: blank for everybody, filled in for the owner and the office."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role

from .. import actions
from .pages import signed_in, words
from .votes import colleague, concluded, elector, on_the_roll, opened, proxied, read_paper, staff

pytestmark = pytest.mark.django_db


def sheet_of(client, vote, more=""):
    return words(client.get(reverse("owners:proxy_sheet", args=[vote.pk]) + more))


def test_everybody_finds_a_blank_form_with_the_questions(town):
    vote = opened(town)
    assert "打印委托书" in words(Client().get(reverse("owners:vote", args=[vote.pk])))
    said = sheet_of(Client(), vote)
    assert "业主授权委托书" in said
    assert str(vote.questions.get()) in said
    assert "证件号后四位" in said
    assert "业主2" not in said
    assert "名册第＿＿＿＿号" in said


def test_an_owner_finds_her_own_line_filled_in_and_may_have_it_blank(town):
    me, vote = on_the_roll(town)
    mine = elector(vote)
    said = sheet_of(signed_in(me), vote)
    assert f"名册第 {mine.number} 号" in said
    assert me.full_name in said
    assert mine.parts[0]["address"] in said
    blank = sheet_of(signed_in(me), vote, "?blank")
    assert mine.parts[0]["address"] not in blank
    assert "填好我家的" in blank


def test_a_neighbour_finds_nobody_elses_line(town):
    _me, vote = on_the_roll(town)
    said = sheet_of(signed_in(town.join("隔壁的", Role.RESIDENT)), vote)
    assert "鲍秀兰" not in said


def test_the_office_prints_the_form_of_one_owner_and_that_is_written_down(town, desk):
    vote = opened(town)
    one = elector(vote, 2)
    address = reverse("owners:line_proxy_sheet", args=[vote.pk, one.pk])
    assert address in desk.get(reverse("owners:line", args=[vote.pk, one.pk])).text
    assert "业主2" in words(desk.get(address))
    read = Record.objects.filter(verb="owners.roll_read", about_id=vote.pk)
    assert [one.details["what"] for one in read] == ["2", "2"]


@pytest.mark.parametrize("more", ["", "?blank"])
def test_the_form_is_a_pdf(town, more):
    me, vote = on_the_roll(town)
    response = signed_in(me).get(reverse("owners:proxy_pdf", args=[vote.pk]) + more)
    assert response["Content-Type"] == "application/pdf"
    assert BytesIO(response.content).read(5) == b"%PDF-"


@pytest.mark.parametrize("name", ["proxy_sheet", "proxy_pdf"])
def test_there_is_no_form_once_it_is_counted(town, name):
    vote = concluded(town)
    assert Client().get(reverse(f"owners:{name}", args=[vote.pk])).status_code == 404


def test_a_document_that_was_withdrawn_is_still_seen_with_its_reason(town, desk):
    vote = opened(town)
    proxy = proxied(town, vote)
    one = elector(vote)
    actions.withdraw_proxy(actor=staff(town), vote=vote, elector=one, because="写错人了")
    page = desk.get(reverse("owners:line", args=[vote.pk, one.pk]))
    assert "撤回了给代办的侄子的委托：写错人了" in words(page)
    assert proxy.photo.url in page.text


def test_who_comes_later_is_told_that_two_read_the_paper_differently(town, desk):
    vote = opened(town)
    read_paper(town, vote, staff(town))
    address = reverse("owners:line", args=[vote.pk, elector(vote).pk])
    told = "两个人录的不一样，没有算数"
    assert told not in words(desk.get(address))
    read_paper(town, vote, colleague(town), "disagree")
    assert told in words(desk.get(address))
    read_paper(town, vote, colleague(town), "disagree")
    assert told not in words(desk.get(address))

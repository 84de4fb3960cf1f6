import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.places.roles import Role

from .. import actions
from ..models import ProposalRevision
from ..sections import Line
from .people import make_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return make_workshop()


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


TYPED = {
    "title": "感应灯",
    "category": "environment",
    "text": "三号楼门口装一盏灯。" * 8,
    "budget-TOTAL_FORMS": "2",
    "budget-INITIAL_FORMS": "0",
    "budget-0-label": "灯",
    "budget-0-quantity": "2",
    "budget-0-unit_cents": "640.25",
}


def test_an_author_finishes_a_proposal_on_the_page(client, workshop):
    proposal = workshop.draft()
    client.force_login(workshop.lin)
    address = reverse("proposals:prepare", args=[proposal.pk])
    typed = TYPED | {"submit": "yes", "budget-0-unit_cents": "一千"}
    refused = text_of(client.post(address, typed))
    assert "只写数字" in refused
    assert 'value="一千"' in refused
    typed["budget-0-unit_cents"] = "640.25"
    assert client.post(address, typed).status_code == 303
    proposal.refresh_from_db()
    assert (proposal.state, proposal.cost_cents) == ("submitted", 128_050)
    client.logout()
    page = reverse("proposals:preparing", args=[workshop.step.pk])
    assert "感应灯" in text_of(client.get(page))
    public = text_of(client.get(reverse("programmes:proposal", args=[proposal.pk])))
    assert "预算明细" in public
    assert "接着写" not in public


def test_a_refused_submission_names_what_is_missing_and_keeps_what_was_typed(client, workshop):
    workshop.step.settings["min_goal"] = 10
    workshop.step.save()
    proposal = workshop.draft()
    client.force_login(workshop.lin)
    address = reverse("proposals:prepare", args=[proposal.pk])
    page = text_of(client.post(address, TYPED | {"submit": "yes", "goal": "让楼门口亮"}))
    assert "想做成什么样（再写 5 个字）" in page
    assert "让楼门口亮</textarea>" in page
    assert 'href="#id_goal"' in page


def test_the_second_of_two_writers_sees_both(client, workshop):
    proposal = workshop.draft()
    actions.write_proposal(actor=workshop.lin, proposal=proposal, goal="每月看灯")
    client.force_login(workshop.lin)
    address = reverse("proposals:prepare", args=[proposal.pk])
    actions.write_proposal(actor=workshop.xiaozhou, proposal=proposal, goal="每周看灯")
    page = text_of(client.post(address, TYPED | {"seen": "2", "goal": "每天看灯"}))
    assert "有人先存了一版" in page
    assert "每天看灯</textarea>" in page
    assert "周</del>" in page
    assert "天</ins>" in page
    assert 'name="seen" value="3"' in page
    assert client.post(address, TYPED | {"seen": "3", "goal": "每天看灯"}).status_code == 303


def test_staff_type_for_an_author_who_agreed(client, workshop):
    proposal = workshop.draft()
    client.force_login(workshop.xiaozhou)
    address = reverse("proposals:prepare", args=[proposal.pk])
    assert "怎么同意" in text_of(client.post(address, TYPED | {"submit": "yes"}))
    agreed = {"submit": "yes", "for-consent": "林秋月，在纸质表上签字"}
    assert client.post(address, TYPED | agreed).status_code == 303
    public = text_of(client.get(reverse("programmes:proposal", args=[proposal.pk])))
    assert "提案人已同意" in public
    assert "纸质表" not in public


def test_a_coach_reads_and_comments_on_the_page(client, workshop):
    proposal = workshop.draft()
    client.force_login(workshop.town.join("陪伴", Role.COACH))
    address = reverse("proposals:prepare", args=[proposal.pk])
    page = text_of(client.get(address))
    assert "proposal-form" not in page
    assert client.post(address, TYPED).status_code == 403
    said = {"section": "text", "text": "谁来看灯？"}
    assert client.post(reverse("proposals:comment", args=[proposal.pk]), said).status_code == 303
    assert "谁来看灯？" in text_of(client.get(address))
    assert not ProposalRevision.objects.filter(number=2).exists()


def test_a_flagship_is_shown_with_its_reason(client, workshop):
    proposal = workshop.draft(state="submitted")
    client.force_login(workshop.xiaozhou)
    address = reverse("proposals:flagship", args=[proposal.pk])
    assert client.post(address, {"reason": "全楼都用得上"}).status_code == 303
    client.logout()
    public = text_of(client.get(reverse("programmes:proposal", args=[proposal.pk])))
    assert "精品" in public
    assert "全楼都用得上" in public


def test_a_draft_is_nobody_elses_business(client, workshop):
    proposal = workshop.draft("种花")
    page = text_of(client.get(reverse("proposals:preparing", args=[workshop.step.pk])))
    assert "种花" not in page
    assert "还有 1 个正在写" in page
    assert client.get(reverse("programmes:proposal", args=[proposal.pk])).status_code == 404


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(workshop, count):
    """Put drafts on the list, written on and commented, and as many that were handed in."""
    for number in range(count):
        proposal = workshop.draft(f"提案{number}")
        actions.write_proposal(
            actor=workshop.lin,
            proposal=proposal,
            goal="亮",
            budget=[Line(f"灯{n}", 1, 100) for n in range(count)],
        )
        actions.comment_on_proposal(
            actor=workshop.xiaozhou, proposal=proposal, section="text", text=f"意见{number}"
        )
        workshop.draft(f"交了{number}", state="submitted")
    for number in range(count):
        actions.write_proposal(actor=workshop.lin, proposal=proposal, goal=f"第{number}次")
        actions.comment_on_proposal(
            actor=workshop.xiaozhou, proposal=proposal, section="goal", text=f"又一条{number}"
        )
    return proposal


PAGES = {
    "preparing": lambda w, _p: reverse("proposals:preparing", args=[w.step.pk]),
    "mine": lambda w, _p: reverse("proposals:mine"),
    "prepare": lambda w, p: reverse("proposals:prepare", args=[p.pk]),
    "versions": lambda w, p: reverse("proposals:versions", args=[p.pk]),
    "proposal": lambda w, p: reverse("programmes:proposal", args=[p.pk]),
    "drafts": lambda w, _p: reverse("proposals:drafts", args=[w.step.pk]),
    "sheet": lambda w, _p: reverse("proposals:sheet", args=[w.step.pk]),
    "book": lambda w, _p: reverse("proposals:book", args=[w.step.pk]),
}
FOR_STAFF = {"drafts", "sheet", "book"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_for_few_and_for_many_proposals(client, workshop, name):
    client.force_login(workshop.xiaozhou if name in FOR_STAFF else workshop.lin)
    few = queries_of(client, PAGES[name](workshop, fill(workshop, 2)))
    assert queries_of(client, PAGES[name](workshop, fill(workshop, 12))) == few
    assert few <= (20 if name in FOR_STAFF else 12)

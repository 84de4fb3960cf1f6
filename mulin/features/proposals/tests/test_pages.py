import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .people import make_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return make_workshop()


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_an_author_finishes_a_proposal_on_the_page(client, workshop):
    proposal = workshop.draft()
    client.force_login(workshop.lin)
    address = reverse("proposals:prepare", args=[proposal.pk])
    typed = {
        "title": "感应灯",
        "text": "三号楼门口装一盏灯。" * 8,
        "cost_cents": "一千",
        "submit": "yes",
    }
    refused = text_of(client.post(address, typed))
    assert "只写数字" in refused
    assert 'value="一千"' in refused
    assert client.post(address, typed | {"cost_cents": "1,280.50"}).status_code == 303
    proposal.refresh_from_db()
    assert (proposal.state, proposal.cost_cents) == ("submitted", 128_050)
    client.logout()
    page = reverse("proposals:preparing", args=[workshop.step.pk])
    assert "感应灯" in text_of(client.get(page))


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


PAGES = {
    "preparing": lambda w: reverse("proposals:preparing", args=[w.step.pk]),
    "drafts": lambda w: reverse("proposals:drafts", args=[w.step.pk]),
    "mine": lambda w: reverse("proposals:mine"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_for_few_and_for_many_proposals(client, workshop, name):
    client.force_login(workshop.xiaozhou if name == "drafts" else workshop.lin)
    for number in range(3):
        workshop.draft(f"提案{number}")
        workshop.draft(f"交了{number}", state="submitted")
    address = PAGES[name](workshop)
    few = queries_of(client, address)
    for number in range(20):
        workshop.draft(f"又一个提案{number}")
        workshop.draft(f"又交了{number}", state="submitted")
    assert queries_of(client, address) == few
    if name != "drafts":
        assert few <= 12

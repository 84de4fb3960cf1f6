import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.tests.people import Town, make_town
from mulin.commons.tasks.models import ActionItem
from mulin.web.workbooks import sheets_of

from ..models import AdviceQuestion, ExpertRequest
from . import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def as_person(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_all_six_kinds_are_shown_and_who_is_there(town):
    asked.adviser(town)
    page = Client().get(reverse("advice:advisers", args=[town.community.pk])).content.decode()
    for kind in ("社区政工师", "社区规划师", "社区健康师"):
        assert kind in page
    for kind in ("社区党建顾问", "社区法治顾问", "社会治理顾问"):
        assert kind in page
    assert "老旧小区" in page
    assert page.count("还没有请到") == 5


def test_the_page_of_advisers_asks_the_same_few_questions_of_many_requests(town):
    asked.an_answer(town)
    address = reverse("advice:advisers", args=[town.community.pk])
    counts = []
    for _n in range(2):
        Client().get(address)
        with CaptureQueriesContext(connection) as few:
            Client().get(address)
        counts.append(len(few))
        for n in range(12):
            asked.a_request(town, title=f"第{n}件难事")
    assert counts[0] == counts[1] <= 12


def test_a_committee_asks_and_the_adviser_says_yes_with_one_press(town):
    adviser = asked.adviser(town)
    client = as_person(asked.worker(town))
    answer = client.post(
        reverse("advice:ask", args=[town.community.pk]),
        {"whom": f"adviser-{adviser.pk}", "title": "楼顶承重", "problem": "能放多重"},
    )
    request = ExpertRequest.objects.get()
    assert answer.url == request.get_absolute_url()
    expert = as_person(adviser.person)
    assert "楼顶承重" in expert.get(reverse("advice:mine")).content.decode()
    expert.post(reverse("advice:accept", args=[request.pk]))
    request.refresh_from_db()
    assert request.state == "accepted"
    expert.post(reverse("advice:answer", args=[request.pk]), {"answer": "两百斤"})
    assert "两百斤" in Client().get(request.get_absolute_url()).content.decode()


def test_what_was_typed_stays_when_something_is_wrong(town):
    client = as_person(asked.worker(town))
    answer = client.post(
        reverse("advice:ask", args=[town.community.pk]),
        {
            "whom": f"adviser-{asked.adviser(town).pk}",
            "title": "楼顶承重",
            "problem": "能放多重",
            "wanted_on": "2020-01-01",
        },
    )
    assert "能放多重" in answer.content.decode()
    assert "已经过了" in answer.content.decode()


def test_staff_enter_a_letter_with_its_photo(town):
    request = asked.a_request(town, department=asked.department(town))
    client = as_person(asked.worker(town))
    client.post(
        reverse("advice:enter", args=[request.pk]),
        {
            "signed_by": "区住建局",
            "answered_on": timezone.localdate().isoformat(),
            "answer": "承重够",
            "photos": SimpleUploadedFile("letter.jpg", a_photo().read(), "image/jpeg"),
        },
    )
    page = Client().get(request.get_absolute_url()).content.decode()
    assert "来信，社区代录" in page
    assert Client().get(request.photos.get().url).status_code == 200


def test_what_an_answer_promises_is_followed_to_its_end(town):
    request = asked.an_answer(town, department=asked.department(town))
    client = as_person(asked.worker(town))
    there = reverse("advice:promise", args=[request.pk])
    receipt = client.get(there).context["form"]["receipt"].value()
    for _press in range(2):
        client.post(there, {"what": "来测一次承重", "receipt": str(receipt)})
    item = ActionItem.objects.get()
    assert (item.keeper_organisation, item.is_public) == (request.department, True)
    assert "来测一次承重" in Client().get(request.get_absolute_url()).content.decode()


def test_a_resident_asks_and_the_office_takes_it_up(town):
    neighbour = as_person(asked.resident(town))
    neighbour.post(reverse("advice:propose", args=[town.community.pk]), {"text": "外墙渗水找谁"})
    question = AdviceQuestion.objects.get()
    client = as_person(asked.worker(town))
    page = client.get(reverse("advice:question", args=[question.pk])).content.decode()
    assert "外墙渗水找谁" in page
    client.post(
        reverse("advice:question", args=[question.pk]),
        {
            "whom": f"adviser-{asked.adviser(town).pk}",
            "title": "外墙渗水",
            "problem": "外墙渗水找谁",
        },
    )
    question.refresh_from_db()
    assert question.request.title == "外墙渗水"
    mine = neighbour.get(reverse("advice:propose", args=[town.community.pk])).content.decode()
    assert "去请教了" in mine


def test_nobody_reads_a_question_that_is_not_taken_up_but_who_asked_it(town):
    asked.a_question(town)
    page = Client().get(reverse("advice:advisers", args=[town.community.pk])).content.decode()
    assert "外墙渗水" not in page


def test_the_streets_list_can_be_taken_along(town):
    asked.an_answer(town)
    asked.a_request(town, title="第二件")
    out = as_person(asked.keeper(town)).get(reverse("advice:sheet", args=[town.street.pk]))
    assert len(sheets_of(out.content)[0]) == 3 + 2

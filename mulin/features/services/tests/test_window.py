"""At the window: who is asked first keeps it, and what cannot be done goes up."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.tasks.actions import hand_over_everything
from mulin.errors import NotAllowed, Refused
from mulin.web.sheets import sheet
from mulin.web.tests.doors import RESIDENT, STREET_OPERATOR
from tests.town import people_a_town

from .. import actions, queries, tables
from ..models import Matter, ServiceItem
from ..own_todos import waiting_for
from .windows import (
    book,
    escalated,
    in_hand,
    make_grid_with_building,
    make_item,
    make_point,
    office,
    ticket,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return people_a_town()


@pytest.fixture
def point(town):
    return make_point(town)


@pytest.fixture
def clerk(town):
    return town.join("丁莹", Role.WINDOW_CLERK)


def test_who_accepts_first_is_first_contact_and_finishes(town, point, clerk):
    matter = in_hand(point, clerk)
    assert (matter.first_contact, matter.keeper) == (clerk, clerk)
    done = actions.finish_matter(actor=clerk, matter=matter, result="激活了")
    assert done.was_done_at_first_contact


def test_nobody_else_finishes_what_a_colleague_has_in_hand(town, point, clerk):
    matter = in_hand(point, clerk)
    with pytest.raises(NotAllowed):
        actions.finish_matter(actor=office(town), matter=matter, result="好了")


def test_a_colleague_takes_over_only_when_she_says_yes(town, point, clerk):
    matter = in_hand(point, clerk)
    actions.offer_matter(actor=clerk, matter=matter, to=office(town))
    assert Matter.objects.get(pk=matter.pk).keeper == clerk
    taken = actions.take_over_matter(actor=office(town), matter=matter)
    done = actions.finish_matter(actor=office(town), matter=taken, result="好了")
    assert (done.first_contact, done.was_done_at_first_contact) == (clerk, False)


def test_first_contact_completion_counts_what_the_first_one_finished(town, point, clerk):
    for _turn in range(3):
        actions.finish_matter(actor=clerk, matter=in_hand(point, clerk), result="好了")
    matter = in_hand(point, clerk)
    actions.offer_matter(actor=clerk, matter=matter, to=office(town))
    actions.take_over_matter(actor=office(town), matter=matter)
    actions.finish_matter(actor=office(town), matter=matter, result="好了")
    in_hand(point, clerk)
    figures = queries.figures_of(town.community)
    assert (figures.asked, figures.done, figures.first) == (5, 4, 3)


def test_who_has_a_time_is_called_before_who_has_a_number(town, point, clerk):
    ticket(point, clerk)
    booked = book(point, town.people[RESIDENT])
    Matter.objects.filter(pk=booked.pk).update(on=timezone.localdate())
    booked.refresh_from_db()
    actions.check_in(actor=clerk, matter=booked)
    assert actions.call_next(actor=clerk, point=point).pk == booked.pk
    assert actions.call_next(actor=clerk, point=point).number == 1
    with pytest.raises(Refused, match="没有人在等"):
        actions.call_next(actor=clerk, point=point)


def test_who_did_not_answer_may_be_called_again(town, point, clerk):
    ticket(point, clerk)
    matter = actions.call_next(actor=clerk, point=point)
    actions.note_left(actor=clerk, matter=matter)
    assert actions.call_again(actor=clerk, matter=matter).state == "called"


def test_who_came_back_is_called_again_from_the_windows_page(client, town, point, clerk):
    ticket(point, clerk)
    matter = actions.call_next(actor=clerk, point=point)
    actions.note_left(actor=clerk, matter=matter)
    client.force_login(clerk)
    again = reverse("services:again", args=[matter.pk])
    for there in (today := reverse("services:today", args=[point.pk]), page_of(matter)):
        assert f'action="{again}"' in client.get(there).text
    assert "请 1 号。" in client.post(again, follow=True).text
    assert again not in client.get(today).text


def test_a_window_sees_whom_another_one_called_and_takes_in_its_own(client, town, point, clerk):
    ticket(point, clerk)
    ticket(point, clerk)
    hers = actions.call_next(actor=clerk, point=point)
    other = town.join("叶问樵", Role.WINDOW_CLERK)
    client.force_login(other)
    today = client.get(reverse("services:today", args=[point.pk])).text
    assert "1 号：丁莹叫的" in today
    assert reverse("services:accept", args=[hers.pk]) not in today
    called = client.post(reverse("services:call", args=[point.pk]), follow=True).text
    own = Matter.objects.get(point=point, number=2)
    assert reverse("services:accept", args=[own.pk]) in called


def test_a_window_says_what_it_is_when_it_takes_a_number_in(client, town, point, clerk):
    ticket(point, clerk)
    matter = actions.call_next(actor=clerk, point=point)
    client.force_login(clerk)
    item = queries.items_of(point)[0]
    client.post(reverse("services:accept", args=[matter.pk]), {"item": item.pk})
    assert Matter.objects.get(pk=matter.pk).item == item


def page_of(matter):
    return reverse("services:handle", args=[matter.pk])


def test_what_cannot_be_done_here_comes_back_with_an_answer(client, town, point, clerk):
    director = town.join("陶志远", Role.DIRECTOR)
    resident = town.people[RESIDENT]
    matter = book(point, resident)
    actions.accept_matter(actor=clerk, matter=matter)
    raised = actions.escalate_matter(
        actor=clerk, matter=matter, office=town.community, reason="名字少一个字，窗口改不了"
    )
    with pytest.raises(Refused):
        actions.finish_matter(actor=clerk, matter=matter, result="好了")
    actions.decide_escalation(
        actor=director, escalation=raised, decision="here", answer="带户口本来，当场改。"
    )
    client.force_login(resident)
    page = client.get(reverse("services:matter", args=[matter.pk])).text
    assert "带户口本来，当场改。" in page
    assert Matter.objects.get(pk=matter.pk).keeper == clerk


def test_a_supervisor_may_take_it_over_or_answer_it(town, point, clerk):
    director = town.join("陶志远", Role.DIRECTOR)
    taken = escalated(point, clerk)
    matter = actions.decide_escalation(
        actor=director, escalation=taken, decision="taken", answer="我来联系区医保局。"
    )
    assert (matter.keeper, matter.state) == (director, "in_hand")
    answered = escalated(point, clerk)
    matter = actions.decide_escalation(
        actor=director, escalation=answered, decision="answered", answer="要到户籍地办，地址是……"
    )
    assert (matter.state, matter.was_done_at_first_contact) == ("done", False)


def test_nobody_settles_what_they_passed_up_themselves(town, point):
    director = town.join("陶志远", Role.DIRECTOR)
    raised = escalated(point, director)
    with pytest.raises(NotAllowed):
        actions.decide_escalation(actor=director, escalation=raised, decision="here", answer="照办")


def test_the_community_does_not_settle_what_went_to_the_street(town, point, clerk):
    director = town.join("陶志远", Role.DIRECTOR)
    raised = escalated(point, clerk, office=town.street)
    with pytest.raises(NotAllowed):
        actions.decide_escalation(actor=director, escalation=raised, decision="here", answer="照办")
    operator = town.people[STREET_OPERATOR]
    actions.decide_escalation(actor=operator, escalation=raised, decision="here", answer="照办")


def test_a_grid_worker_sits_at_the_window_of_her_grid_only(client, town):
    grid, _building = make_grid_with_building(town)
    worker = town.join("桑榆", Role.GRID_WORKER, grid=grid)
    near = make_point(town, grids=[grid])
    far = make_point(town, "西门服务点", items=list(near.items.all()))
    assert in_hand(near, worker).keeper == worker
    with pytest.raises(NotAllowed):
        ticket(far, worker)
    client.force_login(worker)
    assert client.get(reverse("services:today", args=[near.pk])).status_code == 200
    assert client.get(reverse("services:today", args=[far.pk])).status_code == 404


def test_what_waits_at_a_window_stands_on_the_list_of_who_it_waits_for(town, point, clerk):
    director = town.join("陶志远", Role.DIRECTOR)
    escalated(point, clerk)
    in_hand(point, clerk)
    visit = book(point, town.people[RESIDENT], way="home_visit", door="3号楼")
    actions.send_visitor(actor=office(town), matter=visit, visitor=clerk)
    told = {who: [todo.title for todo in waiting_for(who)] for who in (director, clerk)}
    assert told[director] == ["答复窗口：还没说是什么事"]
    assert told[clerk] == ["办完：还没说是什么事", "上门去办：医保卡激活"]


def test_whoever_leaves_hands_everything_over_in_one_click(town, point, clerk):
    in_hand(point, clerk)
    successor = town.join("柏林", Role.SOCIAL_WORKER)
    given = hand_over_everything(
        actor=office(town),
        leaver=clerk,
        successor=successor,
        unit=town.community,
        because="调走了",
    )
    assert given["services"] == 1
    assert Matter.objects.get().keeper == successor


def test_a_queue_shows_no_whole_name_and_a_matters_page_tells_who_looked(client, town, point):
    resident = town.people[RESIDENT]
    matter = book(point, resident, way="home_visit", door="3号楼401")
    client.force_login(office(town))
    queue = client.get(reverse("services:today", args=[point.pk]), {"on": f"{matter.on}"}).text
    assert resident.full_name not in queue
    assert "3号楼401" in client.get(reverse("services:handle", args=[matter.pk])).text
    client.force_login(resident)
    assert town.community.name in client.get(reverse("people:my_data")).text


def test_a_queue_asks_as_few_questions_for_many_as_for_one(
    client, town, point, django_assert_max_num_queries
):
    client.force_login(office(town))
    address = reverse("services:today", args=[point.pk])
    for size in (1, 12):
        for _turn in range(size):
            ticket(point, office(town))
            in_hand(point, office(town))
        with django_assert_max_num_queries(17):
            client.get(address)


def columns(**cells):
    named = dict.fromkeys(tables.columns(), "")
    named |= {"事项": "残疾人证", "类别": "残疾人"} | cells
    return list(named.values())


def uploaded(client, town, *rows):
    content = sheet("服务事项", tables.columns(), rows)
    file = BytesIO(content)
    file.name = "事项.xlsx"
    address = reverse("services:upload", args=[town.community.pk])
    client.force_login(office(town))
    return client.post(address, {"file": file})


def test_a_catalogue_comes_in_from_excel_and_goes_out_again(client, town):
    told = columns(**{"要带什么": "身份证；照片两张", "收费（元）": "5.5", "能上门": "是"})
    assert uploaded(client, town, told).status_code == 303
    item = ServiceItem.objects.get()
    assert (item.papers, item.fee, item.has_home_service) == (["身份证", "照片两张"], 550, True)
    out = client.get(reverse("services:sheet", args=[town.community.pk]))
    lines = tables.lines_from(out.content)
    assert [line["name"] for line in lines] == ["残疾人证"]
    assert lines[0]["fee"] == 550


def test_a_catalogue_with_faults_comes_in_not_at_all_and_says_which_lines(client, town):
    answer = uploaded(
        client,
        town,
        columns(),
        columns(**{"事项": "低保", "类别": "补贴"}),
        columns(**{"事项": "医保", "类别": "医保", "收费（元）": "很多"}),
    )
    assert "第 5 行：类别要写" in answer.text
    assert "第 6 行：收费请写多少元" in answer.text
    assert not ServiceItem.objects.exists()


def test_the_same_name_changes_the_item_that_is_there(client, town):
    make_item(town, "残疾人证", category="disability")
    uploaded(client, town, columns(**{"几个工作日": "7"}))
    assert ServiceItem.objects.get().working_days == 7

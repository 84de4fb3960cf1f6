"""What a community cannot solve alone: whom a place suggests, and who answers from above."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.notices.queries import messages_for
from mulin.commons.places.actions import change_place, found_place
from mulin.commons.places.models import Building, Compound
from mulin.commons.places.roles import Role
from mulin.commons.tasks.models import ActionItem, AgendaItem
from mulin.commons.tasks.todo import waiting_for
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..models import Case, Whistle
from .desk import make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def operator(desk):
    return desk.town.join("沈亦舟", Role.STREET_OPERATOR, desk.town.street)


def waits(person) -> str:
    return "\n".join(todo.title for one in waiting_for(person) for todo in one.todos)


def road(desk, **facts):
    return found_place(
        actor=None, community=desk.town.community, kind="road", name="山后路", **facts
    )


def test_a_case_names_a_shared_place_and_its_custody_suggests_whom_to_call(client, desk):
    developer = desk.unit("青禾置业", "developer")
    police = desk.unit()
    case = desk.captured("夜里没灯", kind="safety", shared_place=road(desk, custody="developer"))
    assert case.where == "山后路"
    client.force_login(desk.worker)
    page = client.get(f"/desk/cases/{case.pk}/").text
    assert "开发商还没移交，多半该找青禾置业" in page
    page = client.get(f"/desk/cases/{case.pk}/whistle/").text
    assert "找谁，您定" in page
    assert page.index("青禾置业</span>") < page.index(police.name), "who is meant stands first"
    assert "checked" not in page, "it suggests, and decides nothing"
    client.post(
        f"/desk/cases/{case.pk}/whistle/",
        {
            "units": [police.pk],
            "task": "来看",
            "come_by": (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        },
    )
    assert [one.organisation for one in case.whistles.get().units.all()] == [police]
    assert developer not in queries.units_to_call(desk.town.next_community)


def test_a_promise_for_a_case_suggests_who_looks_after_the_place(client, desk):
    desk.unit("康泰物业", "property_company")
    case = desk.captured(shared_place=road(desk, custody="owners"))
    client.force_login(desk.secretary)
    here = f"/desk/cases/{case.pk}/promise/"
    page = client.get(here).text
    assert "多半该找康泰物业" in page
    keeper = page.split('<option value="organisation-', 1)[1].split('"', 1)[0]
    due = timezone.localdate() + timedelta(days=5)
    client.post(here, {"what": "装两盏灯", "keeper": f"organisation-{keeper}", "due_on": due})
    item = ActionItem.objects.get()
    assert (item.origin_id, str(item.keeper_organisation)) == (case.pk, "康泰物业")


def test_what_the_register_says_of_a_place_comes_before_what_was_noted(desk):
    place = road(desk)
    case = desk.captured(shared_place=place, custody="unclear")
    assert case.custody_here == "unclear"
    change_place(actor=desk.secretary, place=place, kind="road", spot="", custody="municipal")
    assert Case.objects.get(pk=case.pk).custody_here == "municipal"


def test_a_place_elsewhere_is_refused(desk):
    far = found_place(actor=None, community=desk.town.far_community, kind="garden", name="糖坊花园")
    with pytest.raises(Refused, match="不在这个社区"):
        desk.captured(shared_place=far)
    with pytest.raises(Refused, match="不在这个社区"):
        actions.sort_case(actor=desk.worker, case=desk.captured(), kind="repair", shared_place=far)


def test_what_is_raised_waits_for_the_office_until_it_answers(desk, operator):
    case = desk.accepted()
    actions.escalate_case(actor=desk.worker, case=case, level="subdistrict", reason="线路要街道批")
    assert "报上来，等答复：3 号楼门口的灯不亮" in waits(operator)
    raised = queries.escalations_before(operator).get()
    with pytest.raises(NotAllowed):
        actions.answer_escalation(actor=desk.secretary, escalation=raised, answer="自己答")
    with pytest.raises(Refused, match="怎么办"):
        actions.answer_escalation(actor=operator, escalation=raised, answer=" ")
    actions.answer_escalation(actor=operator, escalation=raised, answer="已请供电所下周来")
    assert waits(operator) == ""
    told = next(iter(messages_for(desk.tian))).text
    assert told == "“3 号楼门口的灯不亮”，上面有了答复：已请供电所下周来"
    with pytest.raises(Refused, match="答复过"):
        actions.answer_escalation(actor=operator, escalation=raised, answer="再答")


def test_from_the_street_it_goes_to_the_district_whose_officer_answers(desk, operator):
    officer = desk.town.join("沙一鸣", Role.DISTRICT_OFFICER, desk.town.district)
    case = desk.accepted()
    actions.escalate_case(actor=desk.worker, case=case, level="subdistrict", reason="线路要批")
    assert not queries.escalations_before(officer).exists()
    actions.escalate_case(actor=operator, case=case, level="district", reason="要区里出钱")
    raised = queries.escalations_before(officer).get()
    actions.answer_escalation(actor=officer, escalation=raised, answer="列入明年计划")
    assert case.escalations.filter(answered_at=None).get().level == "subdistrict"


def test_the_street_sees_who_did_not_come_once_it_is_told(desk, operator):
    whistle = desk.whistled()
    past = timezone.now() - timedelta(hours=3)
    Whistle.objects.update(sounded_at=past, come_by=past + timedelta(hours=1))
    assert "吹哨没来" not in waits(operator)
    actions.escalate_whistle(actor=desk.secretary, whistle=whistle, level="subdistrict")
    assert "吹哨没来：青禾交警三中队" in waits(operator)


def test_the_five_chronic_problems_count_each_compound_once(desk):
    compounds = [
        Compound.objects.create(community=desk.town.community, name=name)
        for name in ("红砖苑", "栖霞郡")
    ]
    first, second = (Building.objects.create(compound=one, name="1号楼") for one in compounds)
    shed = road(desk, compound=compounds[0])
    for told in ({"building": first}, {"shared_place": shed}, {"building": second}, {}):
        case = desk.captured("没通管道燃气", **told)
        actions.sort_case(actor=desk.worker, case=case, kind="repair", problem="no_gas", **told)
    for unit in (desk.town.community, desk.town.street):
        (line,) = queries.chronic_problems(unit)
        assert (line.label, line.compounds, line.cases, line.open) == ("没通管道燃气", 2, 4, 4)
    assert len(Case.ChronicProblem.choices) == 5


def test_the_streets_page_shows_what_waits_first_and_its_communities_by_name(
    client, desk, operator
):
    case = desk.accepted()
    actions.escalate_case(actor=desk.worker, case=case, level="subdistrict", reason="线路要批")
    client.force_login(operator)
    page = client.get(f"/desk/cases/figures/{desk.town.street.pk}/").text
    assert page.index("线路要批") < page.index("近一年")
    assert desk.town.community.name in page
    client.force_login(desk.secretary)
    assert client.get(f"/desk/cases/figures/{desk.town.street.pk}/").status_code == 404


def test_a_meeting_reads_a_case_in_the_words_for_everybody(desk):
    case = desk.captured("灯坏了打 13912345678", text="三楼周家的电话是 13912345678")
    actions.bring_up_case(actor=desk.secretary, case=case)
    item = AgendaItem.objects.get()
    assert "139" not in item.title + item.detail


def test_what_nobody_has_taken_stands_first_on_everybodys_list(desk, operator):
    desk.reported()
    assert waits(desk.worker) == waits(desk.secretary) == "等人接：3 号楼门口的灯不亮"
    assert waits(operator) == "", "a street would drown in what is new"


def test_whoever_solved_it_is_reminded_to_tell(desk):
    case = desk.solved(desk.captured())
    assert "还没告诉报的人" in waits(desk.worker)
    actions.note_told(actor=desk.worker, case=case, how="in_person")
    assert waits(desk.worker) == ""

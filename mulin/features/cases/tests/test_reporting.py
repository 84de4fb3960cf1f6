"""What is reported, by whom, and who has it then."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.calendar.days import WorkingDays
from mulin.commons.calendar.due import LimitUnit
from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.models import Building, Compound
from mulin.commons.places.roles import Role
from mulin.commons.tasks.actions import note_progress, promise
from mulin.commons.tasks.todo import waiting_for
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..due import due_after_pause
from ..models import Case, CaseKind
from ..presets import PRESETS
from .desk import make_desk

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def desk():
    return make_desk()


def test_a_neighbour_reports_with_an_account(desk):
    case = desk.reported(photos=[redraw(a_photo())])
    assert (case.source, case.state, case.owner) == ("web", "new", None)
    assert case.reporter == desk.tian
    assert not case.photos.get().is_public
    assert len(case.code) == 12


def test_nobody_reports_without_an_account_but_gets_a_code(desk):
    case = desk.reported(by=None, reporter_phone="13900001111")
    assert case.reporter is None
    assert queries.case_with_code(case.code) == case
    assert queries.case_with_code("") is None


def test_pressing_twice_reports_once(desk):
    draft = uuid4()
    assert desk.reported(draft=draft) == desk.reported(draft=draft)


def test_who_was_asked_first_has_it(desk):
    case = desk.captured()
    assert case.first_contact == case.owner == desk.worker
    assert case.state == "accepted"
    assert case.answered_at is not None


def test_residents_write_nothing_down_for_others(desk):
    with pytest.raises(NotAllowed):
        desk.captured(by=desk.tian)


def test_a_letter_without_a_name_names_nobody_anywhere(desk):
    case = desk.reported(
        addressee="director", is_anonymous=True, reporter_name="熊志", reporter_phone="139"
    )
    assert case.source == "mailbox"
    assert case.reporter_name == case.reporter_phone == ""
    assert "田" not in case.name_for_staff + case.name_in_public
    assert case.phone_to_call == ""


def test_a_building_elsewhere_is_refused(desk):
    compound = Compound.objects.create(community=desk.town.far_community, name="糖坊三号院")
    far = Building.objects.create(compound=compound, name="1号楼")
    with pytest.raises(Refused, match="不在这个社区"):
        desk.reported(building=far)


def test_a_street_is_no_community(desk):
    with pytest.raises(Refused, match="请选一个社区"):
        actions.report_case(actor=desk.tian, community=desk.town.street, kind="repair", title="灯")


def test_the_first_case_gives_a_street_its_kinds_and_it_changes_them(desk):
    assert len(queries.kind_choices(desk.town.community)) == len(PRESETS)
    case = desk.reported()
    operator = desk.town.join("沈亦舟", Role.STREET_OPERATOR, desk.town.street)
    kind = actions.save_kind(
        actor=operator,
        subdistrict=desk.town.street,
        kind=case.kind,
        label="报修",
        number=2,
        unit=LimitUnit.HOURS,
    )
    later = desk.reported("电梯停了")
    assert later.due_at - later.came_at == timedelta(hours=2)
    case.refresh_from_db()
    assert case.due_at - case.came_at > timedelta(hours=48), "cases keep their time"
    actions.save_kind(
        actor=operator,
        subdistrict=desk.town.street,
        kind=kind,
        label="报修",
        number=2,
        unit=LimitUnit.HOURS,
        is_retired=True,
    )
    with pytest.raises(Refused, match="没有这个类别"):
        desk.reported()
    assert CaseKind.objects.filter(subdistrict=desk.town.street).count() == len(PRESETS)


def test_a_cause_is_asked_only_where_somebody_looks_again(desk):
    operator = desk.town.join("沈亦舟", Role.STREET_OPERATOR, desk.town.street)
    new = {"subdistrict": desk.town.street, "number": 3, "unit": LimitUnit.DAYS}
    with pytest.raises(Refused, match="几天后复查"):
        actions.save_kind(actor=operator, label="养犬", **new, asks_cause=True)
    kind = actions.save_kind(actor=operator, label="养犬", **new, asks_cause=True, recheck_days=7)
    assert kind.asks_cause


def test_a_letter_is_read_by_those_it_is_for_and_whoever_they_ask(client, desk):
    letter = desk.reported("网格员总不在", addressee="secretary")
    clerk = desk.town.join("桑榆", Role.WINDOW_CLERK)
    here = f"/desk/cases/{letter.pk}/"
    for reader, answer in ((desk.secretary, 200), (desk.worker, 404), (clerk, 404)):
        client.force_login(reader)
        assert client.get(here).status_code == answer, reader
        assert ("网格员总不在" in client.get("/desk/cases/").text) == (answer == 200)
    with pytest.raises(NotAllowed):
        actions.accept_case(actor=desk.worker, case=letter)
    offer = actions.assign_case(actor=desk.secretary, case=letter, to=clerk)
    client.force_login(clerk)
    assert client.get(here).status_code == 200
    actions.answer_offer(actor=clerk, transfer=offer, accepts=True)
    assert client.get(here).status_code == 200
    client.force_login(desk.worker)
    assert client.get(here).status_code == 404


def test_neighbours_read_what_was_made_for_them(client, desk):
    told = {"text": "三楼周小川家漏水，打 13912345678 或 010-66668888", "may_be_public": True}
    case = desk.reported("周小川家漏水", place="3 号楼 301", **told)
    client.force_login(desk.secretary)
    form = client.get(f"/desk/cases/{case.pk}/publish/").text
    assert "打 *** 或 ***" in form
    words = {"title": "楼上漏水", "text": "一户人家漏水", "place": "3 号楼"}
    client.post(f"/desk/cases/{case.pk}/publish/", words)
    client.logout()
    for here in (
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/story/",
        f"/cases/at/{case.community_id}/",
    ):
        page = client.get(here).text
        assert "楼上漏水" in page
        for secret in ("周小川", "139", "301"):
            assert secret not in page, (here, secret)
    case.refresh_from_db()
    assert case.title == "周小川家漏水", "what was said is kept"


def test_a_kind_has_its_name_alone(desk):
    operator = desk.town.join("沈亦舟", Role.STREET_OPERATOR, desk.town.street)
    new = {"subdistrict": desk.town.street, "number": 3, "unit": LimitUnit.DAYS}
    actions.save_kind(actor=operator, label="养犬", **new)
    with pytest.raises(Refused, match="已经有"):
        actions.save_kind(actor=operator, label="养犬", **new)
    with pytest.raises(NotAllowed):
        actions.save_kind(actor=desk.secretary, label="噪声", **new)


@pytest.mark.parametrize(
    ("key", "hours"), [("danger", 2), ("supply", 24), ("safety", 24), ("consult", 24)]
)
def test_what_is_urgent_is_due_in_hours(desk, key, hours):
    case = desk.reported(kind=key)
    assert case.due_at - case.came_at == timedelta(hours=hours)


def moment(day: int, hour: int = 10, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=HERE)


HOLIDAY = WorkingDays({date(2026, 9, 25): False, date(2026, 9, 20): True})


@pytest.mark.parametrize(
    ("unit", "due", "paused", "resumed", "moved"),
    [
        ("hours", moment(21, 12), moment(21, 11), moment(22, 11), moment(22, 12)),
        ("natural", moment(24, 0), moment(21), moment(23), moment(26, 0)),
        ("natural", moment(24, 0), moment(21, 9), moment(21, 17), moment(24, 0)),
        # Monday to Wednesday are two working days: due on Thursday's end, over Friday's
        # holiday and the weekend, so on Tuesday's end.
        ("working", moment(25, 0), moment(21), moment(23), moment(30, 0)),
        # The Sunday that is worked counts.
        ("working", moment(22, 0), moment(19), moment(20), moment(23, 0)),
        ("working", moment(22, 0), moment(18), moment(19), moment(22, 0)),
    ],
)
def test_a_pause_moves_the_day_by_what_was_lost(unit, due, paused, resumed, moved):
    assert due_after_pause(due, paused, resumed, unit, HOLIDAY) == moved


def test_cases_that_say_the_same_are_found_in_one_community_only(desk):
    old = desk.reported("3 号楼门口的灯不亮了")
    desk.reported("河边味道大")
    found = queries.alike_to(desk.worker, desk.town.community.pk, "三号楼门口灯不亮了")
    assert list(found) == [old]
    assert not queries.alike_to(desk.worker, desk.town.next_community.pk, "3 号楼门口的灯不亮了")
    assert not queries.alike_to(desk.worker, desk.town.community.pk, "")


def test_a_letter_is_not_learned_of_by_writing_down_what_it_may_say(client, desk):
    letter = desk.reported("网格员总不在家，敲门没人", addressee="secretary")
    case = desk.captured("网格员总不在家")
    actions.link_cases(actor=desk.secretary, case=case, other=letter)
    here = f"/desk/cases/{case.pk}/"
    client.force_login(desk.secretary)
    assert "敲门没人" in client.get(here).text
    client.force_login(desk.worker)
    assert "敲门没人" not in client.get(here).text
    assert "敲门没人" not in str(Record.objects.get(verb="cases.linked").details)


def test_what_a_reporter_adds_is_not_published_with_what_was_looked_through(client, desk):
    case = desk.captured(may_be_public=True)
    actions.publish_case(actor=desk.secretary, case=case)
    case = desk.solved(case)
    actions.note_told(actor=desk.worker, case=case, how="phone")
    actions.reopen_case(actor=None, case=case, code=case.code, opinion="周小川骗人，打 13912345678")
    assert "还没办好" in client.get(f"/cases/{case.pk}/").text
    assert "周小川" not in client.get(f"/cases/{case.pk}/").text
    assert "周小川" not in client.get(f"/cases/{case.pk}/story/").text
    client.force_login(desk.secretary)
    assert "周小川" in client.get(f"/cases/{case.pk}/").text


def test_a_promise_that_is_not_for_neighbours_is_not_told_in_the_story(client, desk):
    case = desk.captured(may_be_public=True)
    actions.publish_case(actor=desk.secretary, case=case)
    by = {"actor": desk.secretary, "unit": case.community, "keeper": desk.worker, "origin": case}
    hidden = promise(what="找物业谈价钱", **by)
    shown = promise(what="月底前装灯", is_public=True, **by)
    note_progress(actor=desk.worker, item=hidden, text="物业要先收钱")
    note_progress(actor=desk.worker, item=shown, text="灯买好了")
    assert "灯买好了" in client.get(f"/cases/{case.pk}/").text
    assert "物业要先收钱" not in client.get(f"/cases/{case.pk}/").text
    assert "物业要先收钱" not in client.get(f"/cases/{case.pk}/story/").text
    client.force_login(desk.secretary)
    assert "物业要先收钱" in client.get(f"/cases/{case.pk}/").text


def test_an_old_case_is_another_matter(desk):
    old = desk.reported("3 号楼门口的灯不亮了")
    Case.objects.filter(pk=old.pk).update(came_at=timezone.now() - timedelta(days=300))
    assert not queries.alike_to(desk.worker, desk.town.community.pk, "3 号楼门口的灯不亮了")


def test_a_letter_is_a_suggestion_and_a_report_a_repair_unless_somebody_says_more(client, desk):
    here = desk.town.community.pk
    chosen = '<option value="{}" selected'
    letter = client.get(f"/cases/letter/{here}/").text
    assert chosen.format("public_service") in letter
    assert chosen.format("repair") in client.get(f"/cases/new/{here}/").text


def test_the_list_of_what_waits_names_the_same_last_day_as_the_case(desk):
    case = desk.reported()
    [waiting] = waiting_for(desk.secretary)
    assert [todo.due_on for todo in waiting.todos] == [case.due_on]
    desk.accepted(case)
    [waiting] = waiting_for(desk.worker)
    assert [todo.due_on for todo in waiting.todos] == [case.due_on]

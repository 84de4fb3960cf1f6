"""What neighbours and the desk do on their pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mulin.commons.audit import things
from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.people.models import Attempt
from mulin.commons.places.actions import found_unit
from mulin.commons.places.models import Building, Compound
from mulin.commons.places.roles import Role
from mulin.commons.siteplans.actions import put_up_plan
from mulin.commons.tasks.actions import promise
from mulin.web.tests.moments import it_is

from .. import actions
from ..models import Case
from .desk import make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


def many(desk, number: int) -> None:
    """Fill the community with public cases in every state of a row's making."""
    model = desk.reported(may_be_public=True)
    rows = [
        Case(
            community=desk.town.community,
            kind=model.kind,
            source="phone",
            title=f"第 {n} 件",
            code=f"many{n:08d}",
            came_at=timezone.now() - timedelta(hours=n % 8000),
            due_from=timezone.now() - timedelta(hours=n % 8000),
            public_title=f"第 {n} 件",
            due_at=timezone.now() + timedelta(hours=n),
            is_public=True,
            state="confirmed" if n % 3 else "new",
            owner=desk.worker if n % 3 else None,
            first_contact=desk.worker if n % 2 else desk.secretary,
            resolved_by=desk.worker if n % 3 else None,
            resolved_at=timezone.now() if n % 3 else None,
            result="好了" if n % 3 else "",
            satisfaction=n % 5 + 1 if n % 3 else None,
        )
        for n in range(number)
    ]
    Case.objects.bulk_create(rows)


@pytest.mark.parametrize(
    "address", ["/cases/at/{community}/", "/desk/cases/", "/desk/cases/mailbox/"]
)
def test_a_list_costs_the_same_however_long_it_is(client, desk, address):
    client.force_login(desk.secretary)
    here = address.format(community=desk.town.community.pk)
    asked = []
    for number in (3, 300):
        Case.objects.all().delete()
        many(desk, number)
        client.get(here)
        with CaptureQueriesContext(connection) as questions:
            assert client.get(here).status_code == 200
        asked.append(len(questions))
    assert asked[0] == asked[1]


def test_a_stranger_reports_follows_and_says_it_is_not_solved(client, desk):
    here = f"/cases/new/{desk.town.community.pk}/"
    told = {"title": "路灯闪", "kind": "repair", "reporter_name": "熊志"}
    response = client.post(here, told | {"photos": a_photo()})
    assert response.status_code == 303
    case = Case.objects.get()
    assert response["Location"] == f"/cases/r/{case.code}/"
    assert client.get(response["Location"])["Referrer-Policy"] == "same-origin"
    followed = client.post("/cases/follow/", {"code": case.code_in_groups.upper()})
    assert followed["Location"] == response["Location"]
    assert client.get(f"/cases/{case.pk}/").status_code == 404

    desk.solved(desk.accepted(case))
    page = client.get(response["Location"]).text
    assert "换了新灯" in page
    assert "熊志" not in page
    client.post(response["Location"], {"no-opinion": "又灭了"})
    case.refresh_from_db()
    assert (case.state, case.opinion) == ("reopened", "又灭了")


def test_whoever_holds_the_receipt_sees_the_photo_sent_with_it(client, desk):
    here = f"/cases/new/{desk.town.community.pk}/"
    told = {"title": "路灯闪", "kind": "repair", "photos": a_photo()}
    receipt = client.post(here, told)["Location"]
    photo = Case.objects.get().photos.get()
    shown = client.get(receipt).text
    for size in ("thumb.jpg", "photo.jpg"):
        address = f"{receipt}photos/{photo.name}/{size}"
        assert address in shown
        sent = client.get(address)
        assert (sent.status_code, sent["Content-Type"]) == (200, "image/jpeg")
        assert sent["Cache-Control"].startswith("private")
        other = desk.reported(by=None)
        assert (
            client.get(
                address.replace(Case.objects.get(title="路灯闪").code, other.code)
            ).status_code
            == 404
        )
    assert client.get(photo.url).status_code == 404


def test_a_receipt_shows_no_picture_that_the_office_pasted(client, desk):
    case = desk.captured(source="wechat", photos=[redraw(a_photo())])
    photo = case.photos.get()
    receipt = f"/cases/r/{case.code}/"
    assert str(photo.name) not in client.get(receipt).text
    assert client.get(f"{receipt}photos/{photo.name}/photo.jpg").status_code == 404


def test_strangers_report_only_so_often_and_lose_nothing(client, desk):
    here = f"/cases/new/{desk.town.community.pk}/"
    for n in range(6):
        assert client.post(here, {"title": f"第 {n}", "kind": "repair"}).status_code == 303
    response = client.post(here, {"title": "第七件事", "kind": "repair"})
    assert response.status_code == 200
    assert "第七件事" in response.text
    assert Attempt.objects.count() == 6


def test_guessing_codes_is_tried_only_so_often(client, desk):
    tries = [client.post("/cases/follow/", {"code": "a" * 12}) for _n in range(21)]
    assert "没有这个回执号" in tries[0].text
    assert "没有这个回执号" not in tries[20].text


def test_a_code_on_a_building_fills_the_place_in(client, desk):
    compound = Compound.objects.create(community=desk.town.community, name="红砖苑")
    building = Building.objects.create(compound=compound, name="3号楼")
    page = client.get(
        f"/cases/new/{desk.town.community.pk}/?building={building.pk}&place=车棚"
    ).text
    assert f'<option value="b{building.pk}" selected>' in page
    assert 'value="车棚"' in page


def test_a_tap_on_the_plan_says_where(client, desk):
    plan = put_up_plan(
        actor=desk.secretary,
        community=desk.town.community,
        name="总图",
        picture=redraw(a_photo((1200, 600))),
    )
    case = desk.reported(by=None)
    here = f"/cases/r/{case.code}/spot/"
    assert f'name="spot-{plan.pk}"' in client.get(here).text
    client.post(here, {f"spot-{plan.pk}.x": "160", f"spot-{plan.pk}.y": "80"})
    case.refresh_from_db()
    assert (case.plan, case.spot_x, case.spot_y) == (plan, 250, 250)
    assert "--x:250;--y:250" in client.get(f"/cases/r/{case.code}/").text


def test_what_was_pasted_from_a_group_becomes_a_case_and_a_reply(client, desk):
    client.force_login(desk.worker)
    here = f"/desk/cases/at/{desk.town.community.pk}/new/"
    pasted = "山后路晚上没灯\n孩子下课不敢走"
    response = client.post(
        here, {"source": "wechat", "pasted": pasted, "kind": "safety", "photos": a_photo()}
    )
    case = Case.objects.get()
    assert (case.title, case.text, case.owner) == ("山后路晚上没灯", pasted, desk.worker)
    page = client.get(response["Location"]).text
    assert "收到：山后路晚上没灯。已经记下，阮青一直办到底" in page


def test_a_public_case_names_nobody(client, desk):
    case = desk.captured(reporter_name="田桂芳", reporter_phone="13912345678", may_be_public=True)
    actions.note_field_check(
        actor=desk.worker,
        case=case,
        checked_at=timezone.now(),
        who="阮青、田桂芳",
        facts=[{"label": "步行", "value": "2.5", "unit": "公里"}],
    )
    actions.publish_case(actor=desk.secretary, case=case)
    for page in (f"/cases/{case.pk}/", f"/cases/{case.pk}/story/", f"/cases/r/{case.code}/"):
        words = client.get(page).text
        assert "走到地铁要四十分钟" in words
        assert "田桂芳" not in words
        assert "13912345678" not in words


def test_neighbours_see_the_photos_that_were_made_public_and_no_others(client, desk):
    case = desk.captured(photos=[redraw(a_photo())], may_be_public=True)
    actions.publish_case(actor=desk.secretary, case=case)
    assert case.photos.get().thumb_url not in client.get(f"/cases/{case.pk}/").text
    actions.hide_case(actor=desk.secretary, case=case)
    actions.publish_case(actor=desk.secretary, case=case, with_photos=True)
    assert case.photos.get().thumb_url in client.get(f"/cases/{case.pk}/").text


def test_a_case_is_worked_on_from_its_page(client, desk):
    client.force_login(desk.worker)
    case = desk.reported()
    here = f"/desk/cases/{case.pk}/"
    assert "我来办" in client.get(here).text
    assert client.post(f"{here}accept/").status_code == 303
    for act in ("begin", "pause", "resolve", "check", "whistle", "transfer", "sort", "escalate"):
        assert client.get(f"{here}{act}/").status_code == 200
    assert client.get(f"{here}nonsense/").status_code == 404
    client.post(f"{here}resolve/", {"result": "换了新灯"})
    case.refresh_from_db()
    assert case.is_resolved


def test_the_list_is_narrowed_and_taken_along(client, desk):
    client.force_login(desk.secretary)
    desk.captured("公交太远")
    desk.reported("灯不亮")
    for asked, seen, hidden in (
        ("shown=new", "灯不亮", "公交太远"),
        ("shown=open", "公交太远", "灯不亮"),
        ("source=walk_in", "公交太远", "灯不亮"),
        ("kind=repair", "灯不亮", "公交太远"),
        ("words=公交", "公交太远", "灯不亮"),
    ):
        page = client.get(f"/desk/cases/?{asked}").text
        assert seen in page
        assert hidden not in page
    assert client.get("/desk/cases/sheet.xlsx?shown=new")["Content-Type"].endswith("sheet")


def test_who_is_asked_to_take_over_answers_from_the_cases_page(client, desk):
    case = desk.accepted()
    colleague = desk.town.join("牛牧", Role.GRID_WORKER)
    offer = actions.offer_transfer(actor=desk.worker, case=case, to=colleague, reason="离得近")
    here, answer = f"/desk/cases/{case.pk}/", f"/desk/cases/offers/{offer.pk}/"
    client.force_login(colleague)
    assert answer in client.get(here).text
    assert f"{answer}withdraw/" not in client.get(here).text
    client.force_login(desk.worker)
    assert f"{answer}withdraw/" in client.get(here).text
    client.force_login(desk.town.join("杜若", Role.GRID_WORKER))
    assert answer not in client.get(here).text


def test_the_words_for_the_group_say_the_day_as_people_say_it(client, desk):
    with it_is("2026-11-23 06:01"):
        case = desk.captured("路灯坏了", kind="safety")
        client.force_login(desk.worker)
        text = client.get(f"/desk/cases/{case.pk}/captured/").text
    assert "阮青一直办到底，11月24日 06:01前给答复" in text


def test_what_was_promised_for_a_case_stands_on_its_page(client, desk):
    case = desk.captured(may_be_public=True)
    actions.publish_case(actor=desk.secretary, case=case)
    for what, is_public in (("请公交公司来量路", True), ("劝田奶奶家先等等", False)):
        promise(
            actor=desk.secretary,
            unit=case.community,
            what=what,
            keeper=desk.worker,
            origin=case,
            is_public=is_public,
        )
    client.force_login(desk.secretary)
    at_desk = client.get(f"/desk/cases/{case.pk}/").text
    assert "请公交公司来量路" in at_desk
    assert "劝田奶奶家先等等" in at_desk
    client.logout()
    on_paper = client.get(f"/cases/{case.pk}/story/").text
    assert "请公交公司来量路" in on_paper
    assert on_paper.count(f"{timezone.localdate():%Y}年") >= 2, "papers say the year"
    assert "劝田奶奶家先等等" not in on_paper
    assert "阮青" not in on_paper


def test_an_office_of_many_communities_chooses_one_before_it_writes_down(client, desk):
    street = desk.town.community.parent
    more = [
        found_unit(actor=None, level="community", name=f"第 {n} 社区", parent=street)
        for n in range(9)
    ]
    client.force_login(desk.town.join("沈亦舟", Role.STREET_OPERATOR, street))
    here = "/desk/cases/at/{}/new/"
    assert "先在下面的名单里选一个社区" in client.get("/desk/cases/").text
    chosen = client.get(f"/desk/cases/?community={more[3].pk}").text
    assert here.format(more[3].pk) in chosen
    assert here.format(more[4].pk) not in chosen


def test_a_case_that_came_from_another_leads_back_to_it(client, desk):
    first = desk.captured("路灯坏了")
    second = desk.captured("路灯又坏了", origin=things.key_of(first))
    client.force_login(desk.worker)
    text = client.get(f"/desk/cases/{second.pk}/").text
    assert f'href="/cases/{first.pk}/">' in text
    assert "这件事从哪儿来" in text

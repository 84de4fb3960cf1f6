"""吹哨: units are called, come, act and are rated; what was measured on the spot."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mulin.commons.notices.queries import messages_for
from mulin.commons.tasks.todo import waiting_for
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..forms import CheckForm
from ..models import Whistle
from .desk import make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


def test_units_are_called_and_come_by_their_own_contact_or_by_a_tick(desk):
    police, city = desk.unit(), desk.unit("望禾街道综合执法队", "enforcement")
    contact = desk.contact_of(police)
    whistle = desk.whistled(police, city)
    (message,) = messages_for(contact)
    assert message.text == "望禾北里社区吹哨，请贵单位来：核实路灯用电"
    assert message.url == f"/whistles/{whistle.pk}/"
    first, second = whistle.units.order_by("organisation__name")
    first, second = (first, second) if first.organisation == police else (second, first)
    actions.check_in(actor=contact, called=first, name="严守成")
    with pytest.raises(NotAllowed):
        actions.check_in(actor=contact, called=second, name="严守成")
    actions.check_in(actor=desk.secretary, called=second, name="小李")
    with pytest.raises(Refused, match="已经报到"):
        actions.check_in(actor=contact, called=first, name="严守成")


def test_a_unit_comes_acts_and_is_rated_in_this_order_and_not_by_itself(desk):
    police = desk.unit()
    contact = desk.contact_of(police)
    called = desk.whistled(police).units.get()
    with pytest.raises(Refused, match="还没报到"):
        actions.rate_unit(actor=desk.secretary, called=called, rating=5)
    with pytest.raises(Refused, match="先报到"):
        actions.note_deed(actor=contact, called=called, did="修好了")
    actions.check_in(actor=contact, called=called, name="严守成")
    actions.note_deed(actor=contact, called=called, did="核实用电接口")
    with pytest.raises(NotAllowed):
        actions.rate_unit(actor=contact, called=called, rating=5)
    actions.rate_unit(actor=desk.secretary, called=called, rating=4)
    (line,) = queries.response_times(desk.town.community, timezone.now() - timedelta(days=1))
    assert (line["called"], line["came"], line["in_time"], line["rating"]) == (1, 1, 1, 4)


def test_a_whistle_rises_only_once_somebody_is_late(desk):
    whistle = desk.whistled()
    rise = {"actor": desk.secretary, "whistle": whistle}
    with pytest.raises(Refused, match="再等等"):
        actions.escalate_whistle(**rise, level="subdistrict")
    past = timezone.now() - timedelta(hours=3)
    Whistle.objects.update(sounded_at=past, come_by=past + timedelta(hours=1))
    assert actions.escalate_whistle(**rise, level="subdistrict").level == "subdistrict"
    assert actions.escalate_whistle(**rise, level="district").level == "district"
    for nonsense in ("district", "moon", ""):
        with pytest.raises(Refused):
            actions.escalate_whistle(**rise, level=nonsense)
    actions.end_whistle(**rise)
    with pytest.raises(Refused, match="已经结束"):
        actions.check_in(actor=desk.secretary, called=whistle.units.get(), name="小李")


def test_nobody_unknown_is_called_and_nobody_for_yesterday(desk):
    case = desk.captured()
    call = {"actor": desk.worker, "case": case, "task": "来"}
    with pytest.raises(Refused, match="至少一个"):
        actions.sound_whistle(**call, units=[], come_by=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="现在以后"):
        actions.sound_whistle(**call, units=[desk.unit()], come_by=timezone.now())


def test_what_was_measured_keeps_label_value_and_unit(desk):
    case = desk.captured()
    form = CheckForm(
        {
            "checked_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
            "who": "阮青、田奶奶",
            "facts": "直线 1 公里\n步行：2.5 公里\n骑车 >4 公里\n走 40 分钟",
        }
    )
    assert form.is_valid(), form.errors
    given = form.cleaned_data
    check = actions.note_field_check(actor=desk.worker, case=case, **given)
    assert check.facts == [
        {"label": "直线", "value": "1", "unit": "公里"},
        {"label": "步行", "value": "2.5", "unit": "公里"},
        {"label": "骑车", "value": ">4", "unit": "公里"},
        {"label": "走", "value": "40", "unit": "分钟"},
    ]


def test_a_line_without_a_number_is_asked_again(desk):
    form = CheckForm({"checked_at": "2026-01-01T10:00", "who": "阮青", "facts": "很远"})
    assert not form.is_valid()
    assert "很远" in str(form.errors)


def test_a_joint_handling_measures_before_and_after(desk):
    case = desk.captured("校门口拥堵", kind="order")
    held = {"actor": desk.secretary, "case": case, "held_at": timezone.now()}
    told = {"units": "交警、城管、物业", "done": "放学错峰，路口单行"}
    with pytest.raises(Refused, match="一起写"):
        actions.note_joint_handling(**held, **told, measure="校门口 200 米")
    handling = actions.note_joint_handling(
        **held, **told, measure="校门口 200 米", unit="分钟", before=Decimal(20)
    )
    assert handling.change == "20 → 还没量 分钟"
    handling = actions.measure_again(actor=desk.secretary, handling=handling, after=Decimal(6))
    assert handling.change == "20 → 6 分钟"


def test_a_whistle_stands_on_the_list_of_who_speaks_for_the_unit_until_it_came(desk):
    police = desk.unit()
    contact = desk.contact_of(police)
    whistle = desk.whistled(police)
    [waiting] = waiting_for(contact)
    [todo] = waiting.todos
    assert todo.title == "吹哨，请贵单位来：核实路灯用电"
    assert (todo.url, todo.due_on) == (
        f"/whistles/{whistle.pk}/",
        timezone.localdate(whistle.come_by),
    )
    actions.check_in(actor=contact, called=whistle.units.get(), name="严守成")
    assert waiting_for(contact) == []


def test_nobody_is_awaited_where_the_case_is_solved(desk):
    police = desk.unit()
    contact = desk.contact_of(police)
    whistle = desk.whistled(police)
    case = desk.solved(whistle.case)
    assert waiting_for(contact) == []
    actions.reopen_case(actor=None, case=case, code=case.code, opinion="还是不亮")
    assert len(waiting_for(contact)) == 1


def test_who_is_likely_or_was_called_before_is_offered_before_all_others(desk, client):
    first, school = desk.unit(), desk.unit("栖梧实验学校", "school")
    desk.unit("青禾区住建局", "department")
    case = desk.whistled(first).case
    client.force_login(desk.secretary)
    text = client.get(f"/desk/cases/{case.pk}/whistle/").text
    told = [
        "以前叫过的",
        first.name,
        "区里、街道的部门",
        "青禾区住建局",
        "学校、社会组织",
        school.name,
    ]
    places = [text.index(words) for words in told]
    assert places == sorted(places)

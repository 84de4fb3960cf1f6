"""The timetable: made in one act, moved by hand, printed, taken out and brought back."""

from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.queries import records_about
from mulin.decisions import drawn
from mulin.errors import NotAllowed, Refused
from mulin.programmes.tests.cycles import make_proposal

from .. import queries
from ..actions import load_timetable, make_timetable, move_slot
from ..models import Timetable
from ..timetables import stage_at
from .contests import make_contest
from .quality_cycle import TAGS, ZONES, make_quality_cycle

pytestmark = pytest.mark.django_db

NINE = timezone.make_aware(datetime(2026, 11, 21, 9))


def at(hour, minute=0):
    return NINE.replace(hour=hour, minute=minute)


def make(contest, **how):
    facts = {"order": "number", "starts_at": NINE, "minutes": 10} | how
    return make_timetable(actor=contest.office, step=contest.step, **facts)


def listed(timetable):
    return [
        (slot.proposal.number, timezone.localtime(slot.starts_at).strftime("%H:%M"), slot.minutes)
        for slot in queries.slots_of(timetable)
    ]


def move(contest, timetable, number, **how):
    slot = next(s for s in queries.slots_of(timetable) if s.proposal.number == number)
    slots = [s.proposal.number for s in queries.slots_of(timetable)]
    facts = {
        "place": slots.index(number) + 1,
        "starts_at": slot.starts_at,
        "minutes": slot.minutes,
    } | how
    return move_slot(actor=contest.office, slot=slot, **facts)


def test_27_proposals_are_on_the_page_on_paper_and_in_excel(client):
    quality = make_quality_cycle()
    make_timetable(
        actor=quality.office, step=quality.contest, order="zone", starts_at=NINE, minutes=5
    )
    for name in ("timetable", "timetable_paper"):
        page = client.get(reverse(f"contests:{name}", args=[quality.contest.pk])).content.decode()
        for entry in quality.proposals:
            assert entry.title in page
            assert entry.community.name in page
        for word in (*ZONES, *TAGS, "09:00", "11:10"):
            assert word in page
        assert page.index(ZONES[0]) < page.index(ZONES[1]) < page.index(ZONES[2])
    sheet = client.get(reverse("contests:timetable_xlsx", args=[quality.contest.pk]))
    rows = list(openpyxl.load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert rows[2] == ("编号", "开始", "分钟", "社区", "片区", "提案", "对应的重点")
    assert len(rows) == 30
    first = rows[3]
    assert (first[0], first[1], first[2], first[4]) == (1, "2026-11-21 09:00", 5, ZONES[0])


def test_a_lot_is_drawn_from_the_published_seed(client):
    contest = make_contest()
    seed = "福彩双色球 2026134 期 03 11 17"
    timetable = make(contest, order="lot", seed=seed)
    order = [str(number) for number, _at, _minutes in listed(timetable)]
    assert order == drawn(["1", "2", "3"], seed)
    page = client.get(reverse("contests:timetable", args=[contest.step.pk])).content.decode()
    assert seed in page
    assert "人工调过" not in page
    with pytest.raises(Refused, match="用哪个公开的数"):
        make(contest, order="lot", seed=" ")
    record = records_about(contest.step).filter(verb="contests.timetable_made").last()
    assert record.details["seed"] == seed


def test_making_it_again_takes_in_proposals_that_came_later(client):
    contest = make_contest()
    make(contest)
    make_proposal(contest.cycle, contest.town.community, "迟到的提案")
    page = client.get(reverse("contests:timetable", args=[contest.step.pk])).content.decode()
    assert "还有提案没排上" in page
    assert "迟到的提案" in page
    timetable = make(contest)
    assert len(listed(timetable)) == 4
    assert Timetable.objects.count() == 1


def test_one_is_moved_to_another_place_and_breaks_stay_where_they_were():
    contest = make_contest()
    timetable = make(contest)
    move(contest, timetable, 3, starts_at=at(10))
    assert listed(timetable) == [(1, "09:00", 10), (2, "09:10", 10), (3, "10:00", 10)]
    move(contest, timetable, 3, place=1)
    assert listed(timetable) == [(3, "09:00", 10), (1, "09:10", 10), (2, "10:00", 10)]
    timetable.refresh_from_db()
    assert timetable.is_changed


def test_when_one_takes_longer_all_that_follow_are_shifted():
    contest = make_contest()
    timetable = make(contest)
    move(contest, timetable, 1, minutes=25)
    assert listed(timetable) == [(1, "09:00", 25), (2, "09:25", 10), (3, "09:35", 10)]
    with pytest.raises(Refused, match="前一个要讲到09:25"):
        move(contest, timetable, 2, starts_at=at(9, 20))
    with pytest.raises(Refused, match="1 到 3"):
        move(contest, timetable, 2, place=4)


def test_a_list_from_excel_is_taken_whole_or_refused_in_plain_words():
    contest = make_contest()
    with pytest.raises(Refused, match="先排一张"):
        load_timetable(actor=contest.office, step=contest.step, lines=[])
    timetable = make(contest)
    load_timetable(
        actor=contest.office,
        step=contest.step,
        lines=[(2, at(9), 5), (1, at(14), 15), (3, at(9, 5), 5)],
    )
    right = [(2, "09:00", 5), (3, "09:05", 5), (1, "14:00", 15)]
    assert listed(timetable) == right
    for wrong, words in (
        ([(1, at(9), 5), (1, at(10), 5), (2, at(11), 5), (3, at(12), 5)], "1 号写了两次"),
        ([(1, at(9), 5), (2, at(10), 5)], "还缺 3 号"),
        ([(1, at(9), 5), (2, at(10), 5), (3, at(11), 5), (9, at(12), 5)], "没有 9 号"),
        ([(1, at(9), 30), (2, at(9, 20), 5), (3, at(11), 5)], "1 号还没讲完，2 号就开始了"),
    ):
        with pytest.raises(Refused, match=words):
            load_timetable(actor=contest.office, step=contest.step, lines=wrong)
    assert listed(timetable) == right


def test_the_downloaded_file_may_be_changed_and_brought_back(client):
    contest = make_contest()
    timetable = make(contest)
    client.force_login(contest.office)
    sheet = client.get(reverse("contests:timetable_xlsx", args=[contest.step.pk]))
    book = openpyxl.load_workbook(BytesIO(sheet.content))
    book.active["B4"] = datetime(2026, 11, 21, 15, 30)
    book.active["C4"] = 20
    changed = BytesIO()
    book.save(changed)
    desk = reverse("contests:timetable_desk", args=[contest.step.pk])

    def send(content):
        file = SimpleUploadedFile("时间表.xlsx", content)
        return client.post(desk, {"do": "load", "upload-file": file})

    assert send(changed.getvalue()).status_code == 303
    assert listed(timetable) == [(2, "09:10", 10), (3, "09:20", 10), (1, "15:30", 20)]
    book.active["B4"] = "下午三点"
    broken = BytesIO()
    book.save(broken)
    assert "第 4 行看不懂" in send(broken.getvalue()).content.decode()
    book.active["A3"] = "序号"
    broken = BytesIO()
    book.save(broken)
    assert "找不到“编号”“开始”“分钟”这三列" in send(broken.getvalue()).content.decode()
    assert client.post(desk, {"do": "load"}).status_code == 200


def test_the_office_makes_and_moves_on_its_desk(client):
    contest = make_contest()
    client.force_login(contest.office)
    desk = reverse("contests:timetable_desk", args=[contest.step.pk])
    given = {"do": "make", "starts_at": "2026-11-21T09:00", "minutes": "5", "order": "lot"}
    refused = client.post(desk, given)
    assert "抽签要写明用哪个公开的数" in refused.content.decode()
    assert client.post(desk, given | {"order": "number"}).status_code == 303
    slot = reverse("contests:slot", args=[contest.step.pk, contest.a.pk])
    wrong = client.post(slot, {"place": "9", "starts_at": "2026-11-21T09:00", "minutes": "5"})
    assert "1 到 3" in wrong.content.decode()
    right = client.post(slot, {"place": "3", "starts_at": "2026-11-21T09:00", "minutes": "5"})
    assert right.status_code == 303
    numbers = [number for number, _at, _minutes in listed(queries.timetable_of(contest.step))]
    assert numbers == [2, 3, 1]


def test_only_the_office_makes_a_timetable_and_only_until_the_count():
    contest = make_contest(expert_weight=0, public_weight=100)
    timetable = make(contest)
    judge = contest.judge("顾文柏")
    slot = queries.slots_of(timetable)[0]
    with pytest.raises(NotAllowed):
        make_timetable(actor=judge, step=contest.step, order="number", starts_at=NINE, minutes=5)
    with pytest.raises(NotAllowed):
        move_slot(actor=judge, slot=slot, place=1, starts_at=NINE, minutes=5)
    make(contest, starts_at=NINE + timedelta(days=1))
    with pytest.raises(Refused, match="刚才重新排过"):
        move_slot(actor=contest.office, slot=slot, place=1, starts_at=NINE, minutes=5)


def test_the_hall_sees_who_presents_now_and_how_long_they_have():
    slots = list(queries.slots_of(make(make_contest())))
    begun = stage_at(slots[0].starts_at + timedelta(minutes=3, seconds=48), slots)
    assert (begun.now, begun.next, begun.clock_shows) == (slots[0], slots[1], "06:12")
    before = stage_at(slots[0].starts_at - timedelta(minutes=1), slots)
    assert (before.now, before.next) == (None, slots[0])
    after = stage_at(slots[-1].ends_at, slots)
    assert (after.now, after.next, after.clock_shows) == (None, None, "00:00")


def test_the_hall_sees_how_many_sheets_are_in_and_no_score(client):
    contest = make_contest()
    make(contest, starts_at=timezone.now() - timedelta(minutes=1))
    page = client.get(reverse("contests:stage", args=[contest.step.pk])).content.decode()
    counts = queries.sheet_counts(contest.step)
    assert f"评分表交了 {counts['done']} / {counts['all']} 张" in page
    assert contest.proposals[0].title in page

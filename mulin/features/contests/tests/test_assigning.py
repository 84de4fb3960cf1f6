"""One table says who scores what: filled by one press, ticked, or brought from Excel."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.tests.cycles import make_proposal

from ..actions import change_assignment, draft_sheet, recuse
from ..models import ScoreSheet
from .contests import make_contest

pytestmark = pytest.mark.django_db

NAMES = ("顾文柏", "吕若谷", "莫怀山")


@pytest.fixture
def contest():
    return make_contest()


@pytest.fixture
def judges(contest):
    return [contest.town.join(name, Role.JUDGE, contest.town.street) for name in NAMES]


def held():
    sheets = ScoreSheet.objects.filter(recused_at=None)
    return set(sheets.values_list("judge", "proposal"))


def at(contest, name="assigning"):
    return reverse(f"contests:{name}", args=[contest.step.pk])


def ticks(answer):
    return {
        box["value"]
        for row in answer.context["rows"]
        for box in row["boxes"]
        if box["is_ticked"] and not box["is_given_up"] and not box["is_own"]
    }


def as_values(pairs):
    return {f"{judge.pk}-{entry.pk}" for judge, entry in pairs}


def press(client, contest, **given):
    client.force_login(contest.office)
    return client.post(at(contest), given)


def test_everybody_scores_everything_but_not_their_own(client, contest, judges):
    contest.a.author = judges[0]
    contest.a.save()
    answer = press(client, contest, do="everything")
    assert "填好了，还没存" in answer.content.decode()
    expected = {(j, p) for j in judges for p in contest.proposals} - {(judges[0], contest.a)}
    assert ticks(answer) == as_values(expected)
    assert held() == set()
    saved = press(client, contest, do="save", ticked=sorted(ticks(answer)))
    assert saved.status_code == 303
    assert held() == {(j.pk, p.pk) for j, p in expected}


def test_zones_are_shared_out_among_the_judges(client, contest, judges):
    zones = [contest.cycle.zones.create(name=name, focus="先做") for name in ("东", "西")]
    for zone, entry in zip(zones, (contest.a, contest.b), strict=True):
        contest.cycle.participations.filter(community=entry.community).update(zone=zone)
    answer = press(client, contest, do="by_zone")
    first, second, third = judges
    assert ticks(answer) == as_values(
        {(j, p) for j in (first, third) for p in (contest.a, contest.c)} | {(second, contest.b)}
    )


def test_evenly_gives_each_proposal_its_number_and_nobody_more_than_one_more(
    client, contest, judges
):
    for number in range(4, 11):
        make_proposal(contest.cycle, contest.town.community, f"第{number}个")
    contest.a.author = judges[0]
    contest.a.save()
    answer = press(client, contest, do="evenly", each=2)
    assert [row["count"] for row in answer.context["rows"]] == [2] * 10
    shares = [sum(t.startswith(f"{judge.pk}-") for t in ticks(answer)) for judge in judges]
    assert max(shares) - min(shares) <= 1
    assert f"{judges[0].pk}-{contest.a.pk}" not in ticks(answer)


def test_evenly_avoids_who_declared_a_conflict(client, contest):
    judge = contest.judge("顾文柏")
    recuse(actor=judge, sheet=contest.sheet(judge, contest.a), reason="亲戚")
    other = contest.town.join("吕若谷", Role.JUDGE, contest.town.street)
    answer = press(client, contest, do="evenly", each=1)
    assert f"{other.pk}-{contest.a.pk}" in ticks(answer)
    assert "回避" in answer.content.decode()


@pytest.mark.parametrize("each", ["", "0", "-1", "abc", "9" * 50])
def test_an_odd_number_of_judges_is_answered_and_nothing_is_filled(client, contest, judges, each):
    answer = press(client, contest, do="evenly", each=each)
    assert answer.status_code == 200
    assert "field__error" in answer.content.decode()
    assert ticks(answer) == set()


def test_what_another_officer_gave_meanwhile_stays(client, contest, judges):
    first, second, _third = judges
    change_assignment(actor=contest.office, step=contest.step, added={(second.pk, contest.b.pk)})
    press(client, contest, do="save", ticked=[f"{first.pk}-{contest.a.pk}"], before=[])
    assert held() == {(first.pk, contest.a.pk), (second.pk, contest.b.pk)}


def test_an_empty_sheet_is_taken_back_and_a_begun_one_is_not(client, contest):
    judge = contest.judge("顾文柏", contest.a, contest.b)
    draft_sheet(actor=judge, sheet=contest.sheet(judge, contest.a), score=None, comment="看过了")
    pairs = [f"{judge.pk}-{entry.pk}" for entry in (contest.a, contest.b)]
    answer = press(client, contest, do="save", before=pairs, ticked=[])
    assert "已经给“楼道声控灯”打了分或写了评语，不能收回" in answer.content.decode()
    assert held() == {(judge.pk, contest.a.pk), (judge.pk, contest.b.pk)}
    press(client, contest, do="save", before=pairs, ticked=pairs[:1])
    assert held() == {(judge.pk, contest.a.pk)}


@pytest.mark.parametrize("pair", ["1", "a-b", "1-2-3", "٣-١x", f"{'9' * 30}-1", "999999-999999"])
def test_a_made_up_box_changes_nothing(client, contest, judges, pair):
    answer = press(client, contest, do="save", ticked=[pair])
    assert answer.status_code == 200
    assert "data-focus" in answer.content.decode()
    assert held() == set()


def test_only_the_office_of_the_contest_assigns(contest, judges):
    pair = {(judges[0].pk, contest.a.pk)}
    with pytest.raises(NotAllowed):
        change_assignment(actor=judges[0], step=contest.step, added=pair)
    resident = contest.resident("米桂枝")
    with pytest.raises(Refused, match="1 位不是本计划的专家评委"):
        change_assignment(
            actor=contest.office, step=contest.step, added={(resident.pk, contest.a.pk)} | pair
        )
    assert held() == set()


def list_of(client, contest, **cells):
    """Download the list, write into its cells, and bring it back."""
    client.force_login(contest.office)
    book = openpyxl.load_workbook(BytesIO(client.get(at(contest, "assigning_xlsx")).content))
    for cell, value in cells.items():
        book.active[cell] = value
    changed = BytesIO()
    book.save(changed)
    file = SimpleUploadedFile("list.xlsx", changed.getvalue())
    return client.post(at(contest), {"do": "load", "upload-file": file})


def test_the_list_goes_to_excel_and_back(client, contest, judges):
    change_assignment(
        actor=contest.office,
        step=contest.step,
        added={(judges[0].pk, contest.a.pk), (judges[1].pk, contest.b.pk)},
    )
    answer = list_of(client, contest, D4=None, E4=1, F6="✓")
    assert answer.status_code == 303
    assert held() == {
        (judges[1].pk, contest.a.pk),
        (judges[1].pk, contest.b.pk),
        (judges[2].pk, contest.c.pk),
    }


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"D4": "也许"}, ["第 4 行：顾文柏那一格看不懂"]),
        ({"A5": 77}, ["第 5 行：没有“77”号提案", "还缺 2 号"]),
        ({"A5": 1}, ["第 5 行：1 号写了两次", "还缺 2 号"]),
        ({"D3": "别人"}, ["有的评委那一列"]),
    ],
)
def test_bad_rows_are_named_and_nothing_is_taken_over(client, contest, judges, cells, words):
    answer = list_of(client, contest, **{"F4": 1} | cells)
    for said in words:
        assert said in answer.content.decode()
    assert held() == set()


def test_the_table_says_who_has_not_declared_and_what_is_missing(client, contest):
    contest.judge("顾文柏")
    silent = contest.town.join("吕若谷", Role.JUDGE, contest.town.street)
    change_assignment(actor=contest.office, step=contest.step, added={(silent.pk, contest.a.pk)})
    client.force_login(contest.office)
    page = client.get(at(contest)).content.decode()
    for words in (
        "1 位评委还没说明利害关系",
        "<span>吕若谷</span>",
        "交了 0，缺 3",
        "交了 0，缺 1",
    ):
        assert words in page


def test_the_table_costs_the_same_for_few_and_many(client, contest, judges):
    client.force_login(contest.office)
    press(client, contest, do="everything")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(at(contest))
    for number in range(4, 20):
        make_proposal(contest.cycle, contest.town.community, f"第{number}个")
        contest.judge(f"评委{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(at(contest))
    assert len(many) == len(few)

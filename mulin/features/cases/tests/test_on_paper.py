"""Whoever has no phone learns what came of it, and is asked, all the same."""

import pytest

from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..models import Case
from .desk import make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


def solved(desk, **told):
    case = desk.solved(desk.captured(reporter_phone="010-66668888", **told))
    return actions.note_told(actor=desk.worker, case=case, how="phone")


def test_a_colleague_writes_down_what_she_says_and_the_story_says_who(client, desk):
    case = solved(desk)
    client.force_login(desk.secretary)
    here = f"/desk/cases/{case.pk}/answer/"
    response = client.post(
        here, {"came": "phone", "is_solved": "yes", "satisfaction": "5", "opinion": "多谢"}
    )
    assert response.status_code == 303
    case = Case.objects.get()
    assert (case.state, case.satisfaction, case.answer_came) == ("confirmed", 5, "phone")
    page = client.get(f"/desk/cases/{case.pk}/").text
    assert "报的人电话里说的：办好了（周*记）" in page
    assert "电话里说的，周明岚记的" in page


def test_a_no_on_the_slip_opens_it_again(desk):
    note = {"actor": desk.secretary, "case": solved(desk), "came": "paper", "is_solved": False}
    with pytest.raises(Refused, match="还差什么"):
        actions.note_answer(**note)
    case = actions.note_answer(**note, opinion="又灭了")
    assert (case.state, case.opinion, case.owner) == ("reopened", "又灭了", desk.worker)
    case = desk.solved(case)
    assert case.answer_noted_by is None
    assert case.answer_came == ""


def test_whoever_solved_it_does_not_write_down_how_well(client, desk):
    case = solved(desk)
    note = {"case": case, "came": "phone", "is_solved": True, "satisfaction": 5}
    with pytest.raises(Refused, match="另一位同事"):
        actions.note_answer(actor=desk.worker, **note)
    with pytest.raises(NotAllowed):
        actions.note_answer(actor=desk.tian, **note)
    client.force_login(desk.worker)
    assert f"/desk/cases/{case.pk}/answer/" not in client.get(f"/desk/cases/{case.pk}/").text


def test_content_is_asked_of_whoever_says_it_is_solved(desk):
    note = {"actor": desk.secretary, "case": solved(desk), "is_solved": True}
    with pytest.raises(Refused, match="1 到 5"):
        actions.note_answer(**note, came="phone")
    with pytest.raises(Refused, match="怎么说的"):
        actions.note_answer(**note, came="pigeon", satisfaction=5)


def test_a_slip_says_who_has_it_until_when_and_where_to_tick(client, desk):
    case = desk.captured()
    client.force_login(desk.worker)
    page = client.get(f"/desk/cases/{case.pk}/slip/").text
    for words in ("走到地铁要四十分钟", case.code_in_groups, "阮青", "还没办好", "很不满意"):
        assert words in page


@pytest.mark.parametrize(
    "asked", ["{code}", "{spaced}", "010-66668888", "01066668888", "HOT-1", "七号灯桿", "车棚"]
)
def test_who_calls_is_found_by_telephone_receipt_words_or_place(desk, asked):
    case = solved(desk, title="7号灯杆不亮", text="七号灯杆", place="北门车棚")
    Case.objects.filter(pk=case.pk).update(external_number="HOT-1")
    desk.captured()
    asked = asked.format(code=case.code, spaced=case.code_in_groups)
    found = queries.filtered(queries.cases_here(desk.worker), desk.worker, {"words": asked})
    assert case in found


def test_who_calls_is_found_by_the_number_of_the_case(desk):
    case, _other = solved(desk), desk.captured("井盖响")
    found = queries.filtered(queries.cases_here(desk.worker), desk.worker, {"words": f"{case.pk}"})
    assert list(found) == [case]


def test_a_word_nobody_said_finds_nothing(desk):
    solved(desk)
    for asked in ("停水", "9" * 40, "abcdefghjkmn", "…"):
        found = queries.filtered(queries.cases_here(desk.worker), desk.worker, {"words": asked})
        assert not found.exists(), asked


def test_a_case_that_was_sorted_is_found_where_it_is_now(desk):
    case = desk.captured()
    actions.sort_case(actor=desk.worker, case=case, kind="repair", place="南门亭子")
    found = queries.filtered(queries.cases_here(desk.worker), desk.worker, {"words": "亭子"})
    assert list(found) == [case]

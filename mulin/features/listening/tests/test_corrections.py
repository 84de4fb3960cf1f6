"""What was written or entered wrongly on a slip is put right, and stays on record."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mulin.commons.audit.models import Record
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.models import Opinion
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from .heard import SAID, make_listening

pytestmark = pytest.mark.django_db


def book(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(content))


@pytest.fixture
def listening():
    return make_listening(make_town())


def test_a_line_that_stays_keeps_its_answer_and_one_that_goes_is_kept(listening):
    letter = listening.sent()
    returned = listening.entered(letter)
    answer = listening.answered(letter)
    actions.correct_return(
        actor=listening.office,
        returned=returned,
        said=SAID | {"need": ["二单元的灯不亮"]},
        because="单元录错了",
    )
    told = {one.text: one.reply for one in listening.opinions(letter)}
    assert told == {"二单元的灯不亮": "", "别砍大榕树": "adopted"}
    [before] = queries.lines_taken_back(returned)
    assert (before.text, before.withdrawn_because) == ("三单元的灯不亮", "单元录错了")
    assert answer.opinions.count() == 1, "the answer counts what is still said"
    assert Record.objects.get(verb="listening.return_corrected").details["gone"] == 1


def test_what_is_as_it_was_leaves_no_trace(listening):
    returned = listening.entered(listening.sent())
    actions.correct_return(actor=listening.office, returned=returned, said=SAID, because="再看一遍")
    assert returned.corrected_at is None


def test_the_office_says_why_and_a_told_letter_stays(listening):
    returned = listening.entered(listening.sent())
    with pytest.raises(Refused, match="为什么改"):
        actions.correct_return(actor=listening.office, returned=returned, said={})
    told = listening.published()
    with pytest.raises(Refused, match="不能再改"):
        actions.correct_return(
            actor=listening.office, returned=told.returns.get(), said={}, because="录错了"
        )


def test_a_home_changes_what_it_wrote_by_its_code_until_the_last_day(listening):
    letter = listening.sent()
    returned = actions.answer_letter(actor=None, slip=listening.slip(letter), said=SAID)
    actions.correct_return(actor=None, returned=returned, said={"need": ["二单元的灯不亮"]})
    assert [one.text for one in listening.opinions(letter)] == ["二单元的灯不亮"]
    assert returned.corrected_because == "住户自己改的"
    listening.time_up(letter)
    with pytest.raises(Refused, match="收完了"):
        actions.correct_return(actor=None, returned=returned, said=SAID)


def test_a_home_does_not_take_back_what_was_answered(listening):
    letter = listening.sent()
    returned = actions.answer_letter(actor=None, slip=listening.slip(letter), said=SAID)
    listening.answered(letter)
    with pytest.raises(Refused, match="“三单元的灯不亮”社区已经答复了"):
        actions.correct_return(actor=None, returned=returned, said={"need": ["别的"]})
    assert Opinion.objects.filter(withdrawn_because="").count() == 2
    more = {**SAID, "suggestion": ["装声控的"]}
    actions.correct_return(actor=None, returned=returned, said=more)
    assert len(listening.opinions(letter)) == 3, "adding a line is always possible"


def test_what_came_without_a_slip_nobody_changes_by_a_code(listening):
    letter = listening.sent()
    returned = actions.enter_return(
        actor=listening.office, letter=letter, said=SAID, channel="walk_in"
    )
    with pytest.raises(NotAllowed):
        actions.correct_return(actor=None, returned=returned, said={})


def test_the_page_of_the_code_offers_the_change_and_keeps_a_second_press_of_the_first(
    client, listening
):
    letter = listening.sent()
    address = reverse("listening:slip", args=[listening.slip(letter).code])
    first = {"need": "三单元的灯不亮", "suggestion": "", "constraint": ""}
    client.post(address, first)
    again = client.post(address, first).content.decode()
    assert "写错了，改一改" in again
    assert Opinion.objects.count() == 1
    change = client.get(f"{address}?change=1").content.decode()
    assert "三单元的灯不亮" in change
    assert client.post(f"{address}?change=1", first | {"need": "二单元"}).status_code == 303
    assert [one.text for one in listening.opinions(letter)] == ["二单元"]


def test_the_number_of_an_entered_slip_leads_to_its_correction(client, listening):
    letter = listening.sent()
    returned = listening.entered(letter)
    client.force_login(listening.office)
    enter = reverse("listening:letter_enter", args=[letter.occasion_id])
    correct = reverse("listening:return_correct", args=[returned.pk])
    assert client.get(f"{enter}?number=1").url == correct
    twice = client.post(enter, {"number": "1", "need": "灯", "suggestion": "", "constraint": ""})
    assert twice.status_code == 422
    assert correct in twice.content.decode()
    given = {"need": "二单元的灯", "suggestion": "", "constraint": "", "because": "录错了"}
    assert client.post(correct, given).url == enter
    assert "改过" in client.get(enter).content.decode()
    assert "三单元的灯不亮" in client.get(correct).content.decode(), "what stood there is kept"


def test_a_time_noted_wrongly_is_taken_back_and_its_homes_count_no_more(listening):
    batch = listening.batch(printed=50)
    record = listening.reach(4, batch=batch, leaflets=50)
    with pytest.raises(Refused, match="最多新增 0 户"):
        listening.reach(1)
    with pytest.raises(Refused, match="先撤掉"):
        actions.take_back_leaflets(actor=listening.office, batch=batch, because="多写了一个零")
    actions.take_back_outreach(actor=listening.office, record=record, because="记到别的楼了")
    assert [line.reached for line in queries.coverage_of(listening.community)] == [0, 0]
    told = Record.objects.get(verb="listening.outreach_taken_back").details
    assert (told["because"], told["households"], told["leaflets"]) == ("记到别的楼了", 4, 50)
    with pytest.raises(Refused, match="已经撤掉了"):
        actions.take_back_outreach(actor=listening.office, record=record, because="再撤一次")
    actions.take_back_leaflets(actor=listening.office, batch=batch, because="多写了一个零")
    assert not queries.batches_of(listening.community)


def test_the_office_takes_back_on_a_page_that_asks_why(listening, client):
    record = listening.reach(2)
    client.force_login(listening.office)
    address = reverse("listening:outreach_back", args=[record.pk])
    assert client.post(address, {"because": ""}).status_code == 422
    assert client.post(address, {"because": "记错了楼"}).status_code == 303
    assert client.get(address).status_code == 404
    desk = reverse("listening:outreach_desk", args=[listening.community.pk])
    assert str(record) not in client.get(desk).content.decode()


def test_the_files_say_where_leaflets_went_and_what_talks_brought(listening, client):
    listening.reach(2, batch=listening.batch(), leaflets=20, spot="大门口")
    listening.talk(said=SAID)
    client.force_login(listening.office)
    unit = [listening.community.pk]
    out = book(client.get(reverse("listening:outreach_xlsx", args=unit)).content)
    assert out.get_sheet_by_name("每一次").to_python()[-1][-5:] == [
        "大门口",
        "",
        2.0,
        "改造一问一答",
        20.0,
    ]
    assert out.get_sheet_by_name("宣传单").to_python()[-1][-2:] == [100.0, 20.0]
    talks = book(client.get(reverse("listening:interviews_xlsx", args=unit)).content)
    [*_before, said] = talks.get_sheet_by_index(0).to_python()
    assert said[4] == "\n".join(SAID["need"])
    assert said[6] == "\n".join(SAID["constraint"])

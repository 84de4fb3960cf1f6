"""Objections to a published result: handing in, on paper, answering, what closing waits for."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.notices.models import PublicNotice
from mulin.commons.notices.queries import messages_for
from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes import kinds
from mulin.programmes.actions import close_step, open_step

from ..actions import (
    acknowledge_objection,
    answer_objection,
    enter_objection,
    object_to_result,
    publish_result,
)
from ..models import NoticeObjection
from .contests import make_contest

pytestmark = pytest.mark.django_db

TEXT = "长椅那个提案的造价和社区群里说的不一样。"
ANSWER = "查过了，群里说的是初稿，评选用的是修订稿，造价没有错。"


def publish(**settings):
    contest = make_contest(**settings)
    judge = contest.judge("顾文柏")
    for proposal in contest.proposals:
        contest.score(judge, proposal, "80")
    close_step(actor=contest.office, step=contest.step)
    contest.publishing = open_step(actor=contest.office, step=contest.publishing)
    return contest, publish_result(actor=contest.office, step=contest.publishing)


def end_period(publication):
    today = timezone.localdate()
    PublicNotice.objects.filter(pk=publication.notice_id).update(
        posted_on=today - timedelta(days=8), ends_on=today - timedelta(days=1)
    )


def test_a_resident_objects_by_phone_is_told_and_the_answer_is_public(client):
    contest, _publication = publish()
    resident = contest.resident("米桂枝")
    client.force_login(resident)
    address = reverse("contests:object", args=[contest.publishing.pk])
    public = reverse("contests:publication", args=[contest.publishing.pk])
    assert "我要提异议" in client.get(public).content.decode()
    answer = client.post(address, {"proposal": contest.b.pk, "text": TEXT})
    assert (answer.status_code, answer["Location"]) == (303, public)
    assert "等工作人员看" in client.get(public).content.decode()
    objection = NoticeObjection.objects.get()
    client.logout()
    before = client.get(public).content.decode()
    assert TEXT not in before
    assert "还有 1 条异议在查" in before
    acknowledge_objection(actor=contest.office, objection=objection)
    answer_objection(actor=contest.office, objection=objection, answer=ANSWER)
    told = [message.text for message in messages_for(resident).object_list]
    assert told[:2] == ["您对评选结果的异议有答复了", "您对评选结果的异议收到了，正在查"]
    for page in (public, reverse("contests:result", args=[contest.step.pk])):
        shown = client.get(page).content.decode()
        assert TEXT in shown
        assert ANSWER in shown
        assert "街道工作人员 沈*" in shown
        assert "米*" in shown
        assert "米桂枝" not in shown


def test_only_confirmed_residents_of_communities_that_take_part_object(client):
    contest, publication = publish()
    town = contest.town
    for person in (
        town.join("新邻居", Role.RESIDENT, confirmed=False),
        town.join("远方的人", Role.RESIDENT, town.far_community),
        contest.office,
    ):
        with pytest.raises(NotAllowed):
            object_to_result(actor=person, publication=publication, text=TEXT)
    client.force_login(town.people["新邻居"])
    page = client.get(reverse("contests:object", args=[contest.publishing.pk])).content.decode()
    assert "社区确认您住在这里之后" in page
    assert "<textarea" not in page


def test_an_objection_sent_twice_is_there_once_and_five_may_wait():
    contest, publication = publish()
    resident = contest.resident("米桂枝")
    object_to_result(actor=resident, publication=publication, text=TEXT)
    with pytest.raises(Refused, match="已经收到了"):
        object_to_result(actor=resident, publication=publication, text=f" {TEXT} ")
    for number in range(4):
        object_to_result(actor=resident, publication=publication, text=f"第{number}条")
    with pytest.raises(Refused, match="5 条还在等答复"):
        object_to_result(actor=resident, publication=publication, text="第六条")


def test_nothing_empty_and_nothing_about_another_contest_is_taken():
    contest, publication = publish()
    resident = contest.resident("米桂枝")
    elsewhere = make_contest(contest.town)
    with pytest.raises(Refused, match="还没写"):
        object_to_result(actor=resident, publication=publication, text="  ")
    with pytest.raises(Refused, match="不在这次的名单上"):
        object_to_result(
            actor=resident, publication=publication, text=TEXT, proposal=elsewhere.a.pk
        )


def test_after_the_period_nobody_objects_any_more_but_late_paper_that_came_in_time_counts():
    contest, publication = publish()
    end_period(publication)
    with pytest.raises(Refused, match="公示期过了"):
        object_to_result(actor=contest.resident("米桂枝"), publication=publication, text=TEXT)
    worker = contest.town.join("方圆", Role.SOCIAL_WORKER)
    today = timezone.localdate()
    with pytest.raises(Refused, match="公示期过了才收到"):
        enter_objection(actor=worker, publication=publication, text=TEXT, received_on=today)
    entered = enter_objection(
        actor=worker,
        publication=publication,
        text=TEXT,
        received_on=today - timedelta(days=1),
        paper_name="石奶奶",
    )
    assert entered.name_in_public == "石*"
    assert entered.acknowledged_at
    with pytest.raises(Refused, match="已经录过了"):
        enter_objection(
            actor=worker,
            publication=publication,
            text=TEXT,
            received_on=today - timedelta(days=1),
            paper_name="石奶奶",
        )


@pytest.mark.parametrize("days", [-30, 1])
def test_paper_came_in_between_the_posting_and_today(days):
    contest, publication = publish()
    with pytest.raises(Refused, match="收到的日子"):
        enter_objection(
            actor=contest.office,
            publication=publication,
            text=TEXT,
            received_on=timezone.localdate() + timedelta(days=days),
        )


def test_publishing_does_not_end_while_an_objection_is_unanswered():
    contest, publication = publish()
    objection = object_to_result(
        actor=contest.resident("米桂枝"), publication=publication, text=TEXT
    )
    assert kinds.get("publish_result").waiting(contest.publishing, contest.office) == 1
    end_period(publication)
    with pytest.raises(Refused, match="还有 1 条异议没有答复，答复了才能结束"):
        close_step(actor=contest.office, step=contest.publishing)
    answer_objection(actor=contest.office, objection=objection, answer=ANSWER)
    closed = close_step(actor=contest.office, step=contest.publishing)
    assert closed.outcome["objections"] == 1
    with pytest.raises(Refused, match="已经结束"):
        enter_objection(
            actor=contest.office,
            publication=publication,
            text="又一条",
            received_on=publication.notice.posted_on,
        )


def test_an_answer_is_given_once_by_the_office_and_has_words():
    contest, publication = publish()
    objection = object_to_result(
        actor=contest.resident("米桂枝"), publication=publication, text=TEXT
    )
    for person in (contest.town.people["米桂枝"], contest.town.people["顾文柏"]):
        with pytest.raises(NotAllowed):
            answer_objection(actor=person, objection=objection, answer=ANSWER)
    with pytest.raises(Refused, match="还没写答复"):
        answer_objection(actor=contest.office, objection=objection, answer=" ")
    answered = answer_objection(actor=contest.office, objection=objection, answer=ANSWER)
    assert answered.answered_as == Role.STREET_OPERATOR
    with pytest.raises(Refused, match="已经答复过"):
        answer_objection(actor=contest.office, objection=objection, answer="另一个答复")
    with pytest.raises(Refused, match="已经答复过"):
        acknowledge_objection(actor=contest.office, objection=objection)


def test_the_office_works_through_objections_on_its_desk(client):
    contest, _publication = publish()
    client.force_login(contest.office)
    entering = reverse("contests:enter_objection", args=[contest.publishing.pk])
    wrong = client.post(entering, {"text": TEXT, "received_on": "1999-01-01"})
    assert TEXT in wrong.content.decode()
    answer = client.post(
        entering, {"text": TEXT, "received_on": str(timezone.localdate()), "paper_name": "石奶奶"}
    )
    assert answer.status_code == 303
    desk = client.get(reverse("contests:publishing", args=[contest.publishing.pk]))
    assert "石奶奶" in desk.content.decode()
    objection = NoticeObjection.objects.get()
    page = reverse("contests:objection", args=[objection.pk])
    assert "还没写" not in client.get(page).content.decode()
    assert client.post(page, {"do": "answer", "answer": ""}).status_code == 200
    assert client.post(page, {"do": "answer", "answer": ANSWER}).status_code == 303
    assert ANSWER in client.get(page).content.decode()


def test_nobody_answers_their_own_objection():
    contest, publication = publish()
    contest.resident("温如玉")
    neighbour = contest.town.join("温如玉", Role.STREET_OPERATOR, contest.town.street)
    neighbour = Person.objects.get(pk=neighbour.pk)
    objection = object_to_result(actor=neighbour, publication=publication, text=TEXT)
    for act in (acknowledge_objection, partial(answer_objection, answer=ANSWER)):
        with pytest.raises(NotAllowed, match="请同事来答复"):
            act(actor=neighbour, objection=objection)
    assert answer_objection(actor=contest.office, objection=objection, answer=ANSWER).is_answered

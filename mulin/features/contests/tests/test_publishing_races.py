"""What happens when people publish, object and close at the same moment; real threads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.programmes.actions import close_step, open_step
from mulin.web.tests.threads import at_once

from ..actions import (
    answer_objection,
    decide_flagship,
    enter_objection,
    make_timetable,
    object_to_result,
    publish_result,
)
from ..models import NoticeObjection, Publication, TimetableSlot
from .contests import make_contest

pytestmark = pytest.mark.django_db(transaction=True)


def counted():
    contest = make_contest(expert_weight=0, public_weight=100)
    close_step(actor=contest.office, step=contest.step)
    contest.publishing = open_step(actor=contest.office, step=contest.publishing)
    return contest


def test_two_who_publish_at_once_put_up_one_notice():
    contest = counted()
    answers = at_once(*[lambda: publish_result(actor=contest.office, step=contest.publishing)] * 4)
    assert Publication.objects.count() == PublicNotice.objects.count() == 1
    refused = [str(answer) for answer in answers if isinstance(answer, Refused)]
    assert refused == ["这次的结果已经公示了。"] * 3


def test_a_flagship_marked_while_publishing_is_on_the_notice_or_refused():
    contest = counted()
    marked, _published = at_once(
        lambda: decide_flagship(
            actor=contest.office,
            step=contest.publishing,
            proposal=contest.a.pk,
            is_flagship=True,
        ),
        lambda: publish_result(actor=contest.office, step=contest.publishing),
    )
    rows = Publication.objects.get().notice.items["rows"]
    told = any("精品" in row[0] for row in rows)
    assert told != isinstance(marked, Refused)


def test_an_objection_pressed_twice_comes_in_once():
    contest = counted()
    publication = publish_result(actor=contest.office, step=contest.publishing)
    resident = contest.resident("米桂枝")
    at_once(
        *[lambda: object_to_result(actor=resident, publication=publication, text="票数不对")] * 4
    )
    assert NoticeObjection.objects.count() == 1


def test_an_objection_entered_while_publishing_closes_is_answered_first_or_refused():
    contest = counted()
    publication = publish_result(actor=contest.office, step=contest.publishing)
    worker = contest.town.join("方圆", Role.SOCIAL_WORKER)
    yesterday = timezone.localdate() - timedelta(days=1)
    PublicNotice.objects.update(posted_on=yesterday - timedelta(days=7), ends_on=yesterday)
    entered, closed = at_once(
        lambda: enter_objection(
            actor=worker, publication=publication, text="票数不对", received_on=yesterday
        ),
        lambda: close_step(actor=contest.office, step=contest.publishing),
    )
    contest.publishing.refresh_from_db()
    assert isinstance(entered, Refused) != isinstance(closed, Refused)
    assert contest.publishing.is_closed == isinstance(entered, Refused)
    assert NoticeObjection.objects.filter(answered_at=None).count() == isinstance(closed, Refused)


def test_two_who_answer_at_once_give_one_answer():
    contest = counted()
    publication = publish_result(actor=contest.office, step=contest.publishing)
    objection = object_to_result(
        actor=contest.resident("米桂枝"), publication=publication, text="票数不对"
    )
    answers = at_once(
        *[
            lambda words=words: answer_objection(
                actor=contest.office, objection=objection, answer=words
            )
            for words in ("没有错", "有错，改了")
        ]
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1


def test_two_who_make_a_timetable_at_once_make_one():
    contest = make_contest()
    at_once(
        *[
            lambda minutes=minutes: make_timetable(
                actor=contest.office,
                step=contest.step,
                order="number",
                starts_at=contest.step.opens_at,
                minutes=minutes,
            )
            for minutes in (5, 10)
        ]
    )
    assert TimetableSlot.objects.count() == 3
    assert TimetableSlot.objects.values("minutes").distinct().count() == 1

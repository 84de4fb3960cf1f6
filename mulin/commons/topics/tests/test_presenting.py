from datetime import date, timedelta

from django.utils import timezone

from mulin.commons.topics.models import Topic
from mulin.commons.topics.parts import Asked
from mulin.commons.topics.presenting import LONG_WITHOUT_ASKING, marks_of


def topic_opened(days_ago):
    return Topic(title="车库", opened_at=timezone.now() - timedelta(days=days_ago))


def day(ago):
    return timezone.localdate() - timedelta(days=ago)


def test_a_long_time_without_a_question_to_residents_is_a_line_of_its_own():
    asked = [Asked(day(100), "第一次会"), Asked(day(10), "展板征询")]
    marks = marks_of(topic_opened(100), asked)
    assert [mark.title for mark in marks] == ["第一次会", "90 天没有问过居民", "展板征询"]
    assert [mark.is_gap for mark in marks] == [False, True, False]


def test_what_runs_for_weeks_leaves_no_gap_while_it_runs():
    long_display = Asked(day(LONG_WITHOUT_ASKING + 20), "展板征询", until=day(5))
    marks = marks_of(topic_opened(LONG_WITHOUT_ASKING + 20), [long_display])
    assert [mark.is_gap for mark in marks] == [False]


def test_a_topic_about_which_nobody_was_asked_says_so():
    [gap] = marks_of(topic_opened(LONG_WITHOUT_ASKING), [])
    assert gap.is_gap


def test_after_its_end_a_topic_counts_no_more_days():
    topic = topic_opened(400)
    topic.closed_at = topic.opened_at + timedelta(days=10)
    assert marks_of(topic, [Asked(date.min + timedelta(days=1), "很久以前")]) != []
    assert marks_of(topic, [Asked(timezone.localdate(topic.opened_at), "一次")])[1:] == []

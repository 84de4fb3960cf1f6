"""Paper forms are read by two people."""

import pytest

from mulin.errors import NotAllowed, Refused
from mulin.programmes.actions import close_step

from .. import actions, queries
from ..models import AnswerConflict
from .rounds import make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking():
    return make_round()


def read(asking, place, answer, by=None):
    home = asking.home(place)
    actor = by or asking.director
    return actions.read_papers(actor=actor, round=asking.round, found={home: answer})[home]


def test_a_form_counts_when_two_people_read_the_same(asking):
    assert read(asking, 0, "agree") == "waits"
    assert queries.count_of(asking.round).answered == 0
    assert read(asking, 0, "agree", asking.colleague("周小雨")) == "counts"
    assert queries.count_of(asking.round).agree == 1
    [kept] = queries.history_of(asking.round, asking.home(0))
    assert kept.channel == "paper"


def test_one_person_does_not_read_a_form_twice(asking):
    read(asking, 0, "agree")
    with pytest.raises(Refused, match="等另一位"):
        read(asking, 0, "agree")


def test_a_form_two_people_read_differently_is_read_again_by_two(asking):
    zhou = asking.colleague("周小雨")
    read(asking, 0, "agree")
    assert read(asking, 0, "disagree", zhou) == "differs"
    [waiting] = queries.unfinished_readings(asking.round)
    assert waiting.differs
    assert queries.count_of(asking.round).answered == 0
    assert read(asking, 0, "agree") == "waits"
    assert read(asking, 0, "agree", zhou) == "counts"
    assert queries.unfinished_readings(asking.round) == []
    assert queries.count_of(asking.round).agree == 1


def test_a_form_nobody_can_read_is_put_aside_by_two(asking):
    read(asking, 0, "spoilt")
    assert read(asking, 0, "spoilt", asking.colleague("周小雨")) == "spoilt"
    assert queries.unfinished_readings(asking.round) == []
    assert queries.count_of(asking.round).answered == 0


def test_a_form_half_read_keeps_the_round_open(asking):
    read(asking, 0, "agree")
    with pytest.raises(Refused, match="1 张纸质表"):
        close_step(actor=asking.director, step=asking.first)


def test_a_paper_form_that_says_something_else_is_a_conflict(asking):
    asking.by_code(asking.neighbour("林秋月", 0), 0, "agree")
    read(asking, 0, "disagree")
    read(asking, 0, "disagree", asking.colleague("周小雨"))
    conflict = AnswerConflict.objects.get()
    assert (conflict.first.channel, conflict.second.channel) == ("code", "paper")


def test_neighbours_enter_no_paper(asking):
    with pytest.raises(NotAllowed):
        read(asking, 0, "agree", asking.neighbour("林秋月", 0))


def test_what_is_on_no_form_is_refused(asking):
    with pytest.raises(Refused, match="请选一个答复"):
        read(asking, 0, "not_reached")

"""Two at the same moment: what is said about drawings counts once and is answered one way."""

from uuid import uuid4

import pytest
from django.utils import timezone

from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.tests.matters import office_of
from mulin.web.tests.threads import at_once, each_at_once, refused

from .. import actions
from ..models import DesignComment
from .shown import shown_display, slip

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 4


@pytest.fixture
def town():
    return make_town()


def test_one_press_says_it_once(town):
    display, receipt = shown_display(town), uuid4()
    each_at_once(
        lambda _n: actions.comment_on_design(
            actor=None, display=display, text="椅子离垃圾桶太近", receipt=receipt
        ),
        *range(THREADS),
    )
    assert DesignComment.objects.count() == 1


def test_what_is_answered_is_not_put_away_at_the_same_moment(town):
    comment = slip(town, shown_display(town))
    about = {"actor": office_of(town), "comment": comment}
    at_once(
        lambda: actions.answer_comment(**about, answer="adopted", reason="挪到东边"),
        lambda: actions.hide_comment(**about, hiding_reason="骂人"),
        lambda: actions.answer_comment(**about, answer="not_adopted", reason="挪不开"),
    )
    comment.refresh_from_db()
    assert comment.is_hidden != comment.is_answered


def test_one_board_hangs_at_a_place(town):
    display = shown_display(town)
    came = each_at_once(
        lambda _n: actions.hang_board(
            actor=office_of(town), display=display, place="院门口", hung_on=timezone.localdate()
        ),
        *range(THREADS),
    )
    assert len(refused(came)) == THREADS - 1


def test_one_version_is_drawn_at_a_time(town):
    display = shown_display(town)
    came = each_at_once(
        lambda _n: actions.draw_version(
            actor=office_of(town), display=display, what_changed="改椅子"
        ),
        *range(THREADS),
    )
    assert len({version.pk for version in came}) == 1

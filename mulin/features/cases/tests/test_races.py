"""Two at the same moment: one of them, never both and never neither."""

from uuid import uuid4

import pytest

from mulin.commons.places.roles import Role
from mulin.web.tests.threads import each_at_once, refused

from .. import actions
from ..models import Case, CaseKind
from ..presets import PRESETS
from .desk import make_desk

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 6


@pytest.fixture
def desk():
    return make_desk()


def test_one_of_many_takes_a_case(desk):
    case = desk.reported()
    workers = [desk.town.join(f"网格员{n}", Role.GRID_WORKER) for n in range(THREADS)]
    came = each_at_once(lambda who: actions.accept_case(actor=who, case=case), *workers)
    assert len(refused(came)) == THREADS - 1
    (taken,) = [one for one in came if isinstance(one, Case)]
    case.refresh_from_db()
    assert case.owner == case.first_contact == taken.owner


def test_a_case_is_offered_to_one_colleague_at_a_time(desk):
    case = desk.captured()
    others = [desk.town.join(f"同事{n}", Role.COMMUNITY_STAFF) for n in range(THREADS)]
    came = each_at_once(
        lambda to: actions.offer_transfer(actor=desk.worker, case=case, to=to, reason="要协调"),
        *others,
    )
    assert len(refused(came)) == THREADS - 1
    assert case.transfers.count() == 1


def test_pressing_at_once_reports_once_and_readies_the_kinds_once(desk):
    draft = uuid4()
    came = each_at_once(lambda _n: desk.reported(draft=draft), *range(THREADS))
    assert len({case.pk for case in came}) == 1
    assert CaseKind.objects.count() == len(PRESETS)


def test_a_yes_a_no_and_the_clock_never_end_a_case_twice(desk):
    case = desk.solved()
    came = each_at_once(
        lambda act: act(),
        lambda: actions.confirm_case(actor=desk.tian, case=case, satisfaction=5),
        lambda: actions.confirm_case(actor=None, case=case, code=case.code, satisfaction=1),
    )
    assert len(refused(came)) == 1
    case.refresh_from_db()
    assert case.state == "confirmed"


def test_a_unit_checks_in_once(desk):
    called = desk.whistled().units.get()
    came = each_at_once(
        lambda name: actions.check_in(actor=desk.secretary, called=called, name=name),
        *[f"来人{n}" for n in range(THREADS)],
    )
    assert len(refused(came)) == THREADS - 1


def test_a_clock_stops_once(desk):
    case = desk.captured()
    came = each_at_once(
        lambda whom: actions.pause_case(
            actor=desk.worker, case=case, waiting_for=whom, reason="等许可"
        ),
        *[f"单位{n}" for n in range(THREADS)],
    )
    assert len(refused(came)) == THREADS - 1
    assert case.pauses.count() == 1

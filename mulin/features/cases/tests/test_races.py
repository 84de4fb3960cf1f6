"""Two at the same moment: one of them, never both and never neither."""

from uuid import uuid4

import pytest

from mulin.commons.places.roles import Role
from mulin.web.tests.threads import at_once, each_at_once, refused

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


def test_two_units_check_in_at_the_same_moment_and_both_are_there(desk):
    whistle = desk.whistled(desk.unit(), desk.unit("望禾街道综合执法队", "enforcement"))
    came = each_at_once(
        lambda called: actions.check_in(actor=desk.secretary, called=called, name="来人"),
        *whistle.units.all(),
    )
    assert not refused(came)
    assert whistle.units.filter(checked_in_at=None).count() == 0


def test_a_yes_and_a_no_at_once_leave_one_of_them(desk):
    for n in range(4):
        case = desk.solved(desk.accepted(desk.reported(f"第 {n} 盏灯不亮")))
        yes, no = at_once(
            lambda case=case: actions.confirm_case(actor=desk.tian, case=case, satisfaction=5),
            lambda case=case: actions.reopen_case(actor=desk.tian, case=case, opinion="没好"),
        )
        case.refresh_from_db()
        # A no may follow a yes; a yes cannot follow a no.
        assert (case.state, case.confirmed_at) == ("reopened", None)
        assert isinstance(no, Case)
        assert refused([yes]) or yes.satisfaction == 5


def test_an_offer_is_taken_or_withdrawn_never_both(desk):
    for n in range(4):
        case = desk.captured(f"第 {n} 件")
        offer = actions.offer_transfer(
            actor=desk.worker, case=case, to=desk.secretary, reason="要协调"
        )
        came = at_once(
            lambda offer=offer: actions.answer_offer(
                actor=desk.secretary, transfer=offer, accepts=True
            ),
            lambda offer=offer: actions.withdraw_offer(actor=desk.worker, transfer=offer),
        )
        assert len(refused(came)) == 1
        case.refresh_from_db()
        offer.refresh_from_db()
        assert case.owner == (desk.secretary if offer.is_accepted else desk.worker)


def test_a_case_is_answered_for_an_office_once(desk):
    operator = desk.town.join("沈亦舟", Role.STREET_OPERATOR, desk.town.street)
    case = desk.captured()
    actions.escalate_case(actor=desk.worker, case=case, level="subdistrict", reason="要批")
    raised = case.escalations.get()
    came = each_at_once(
        lambda said: actions.answer_escalation(actor=operator, escalation=raised, answer=said),
        *[f"答复{n}" for n in range(THREADS)],
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

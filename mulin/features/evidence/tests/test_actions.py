from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes import kinds
from mulin.programmes.actions import close_step

from .. import queries
from ..actions import record_evidence, record_list, review_proposal, withdraw_evidence
from ..models import FinalReview
from ..standings import standings_of
from .shown import AFTERWARDS, ANSWERS, WHAT, make_step, note, selected

pytestmark = pytest.mark.django_db


def closing(town, step) -> str:
    """Try to close a step; return what was said against it."""
    try:
        close_step(actor=town.people["street_operator"], step=step)
    except Refused as refusal:
        return str(refusal)
    return ""


def test_a_step_closes_when_every_community_has_shown_what_it_did():
    town, step = make_step()
    note(town, step)
    assert closing(town, step) == "还缺 1 份：朱槿巷社区（还没有记录）。"
    note(town, step, community=town.next_community)
    assert closing(town, step) == ""
    step.refresh_from_db()
    assert [one["records"] for one in step.outcome["standings"]] == [1, 1]


def test_closing_names_at_most_five():
    town, step = make_step(settings=AFTERWARDS)
    for place in range(7):
        selected(step, town, f"提案{place}")
    said = closing(town, step)
    assert said.startswith("还缺 7 份：")
    assert said.count("还没有记录") == 5
    assert said.endswith("等。")


def test_numbers_and_photos_are_asked_for_where_the_step_wants_them():
    town, step = make_step(settings=WHAT | {"counts": "场", "photos_needed": 2})
    note(town, step)
    assert standings_of(step)[0].lacks == ["还没报数", "还差 2 张照片"]
    note(town, step, number=3, text="开了三场坊间会")
    assert standings_of(step)[0].words == "3 场"


def test_a_worker_writes_for_the_own_community_only():
    town, step = make_step()
    worker = town.join("卞小禾", Role.SOCIAL_WORKER)
    today = timezone.localdate()
    record_evidence(
        actor=worker, step=step, text="走访", happened_on=today, community=town.community
    )
    with pytest.raises(NotAllowed):
        record_evidence(
            actor=worker, step=step, text="走访", happened_on=today, community=town.next_community
        )


def test_the_same_press_of_the_button_writes_once():
    town, step = make_step()
    receipt = uuid4()
    assert note(town, step, receipt=receipt) == note(town, step, receipt=receipt)


def test_nothing_is_done_tomorrow():
    town, step = make_step()
    with pytest.raises(Refused, match="还没到这一天"):
        note(town, step, happened_on=timezone.localdate() + timedelta(days=1))


def test_a_community_that_does_not_take_part_shows_nothing():
    town, step = make_step()
    town.people["street_operator"] = town.join("区里", Role.DISTRICT_OFFICER, town.district)
    with pytest.raises(Refused, match="参加的社区"):
        note(town, step, community=town.far_community)


def test_what_is_withdrawn_no_longer_counts_and_stays_readable():
    town, step = make_step()
    one = note(town, step)
    withdraw_evidence(actor=town.people["street_operator"], evidence=one, reason="记错社区了")
    assert not standings_of(step)[0].records
    assert queries.evidence_of(step).get().withdrawn_because == "记错社区了"
    with pytest.raises(Refused, match="已经撤回了"):
        withdraw_evidence(actor=town.people["street_operator"], evidence=one, reason="再撤")


def test_a_promise_is_followed_to_its_end():
    town, step = make_step(settings=AFTERWARDS)
    bench = selected(step, town)
    yesterday = timezone.localdate() - timedelta(days=1)
    note(town, step, proposal=bench, state="planned", happened_on=yesterday, due_on=yesterday)
    (standing,) = standings_of(step)
    assert standing.is_overdue
    assert standing.lacks == ["还没做完"]
    note(town, step, proposal=bench, state="done", text="八张长椅都装好了")
    (standing,) = standings_of(step)
    assert not standing.is_overdue
    assert standing.lacks == ["还没评估"]
    review_proposal(actor=town.people["street_operator"], step=step, proposal=bench, **ANSWERS)
    assert closing(town, step) == ""
    (trace,) = kinds.get("show_evidence").traces(step, bench)
    assert "做好了，八张长椅都装好了" in trace.text


def test_a_halted_promise_with_its_reason_is_an_end():
    town, step = make_step(settings=AFTERWARDS | {"photos_needed": 2})
    note(town, step, proposal=selected(step, town), state="halted", text="下面有燃气管")
    assert standings_of(step)[0].is_complete


def test_nothing_is_reviewed_before_it_is_over():
    town, step = make_step(settings=AFTERWARDS)
    bench = selected(step, town)
    note(town, step, proposal=bench)
    with pytest.raises(Refused, match="还没做完"):
        review_proposal(actor=town.people["street_operator"], step=step, proposal=bench, **ANSWERS)


def test_a_second_review_needs_a_reason_and_keeps_the_first():
    town, step = make_step(settings=AFTERWARDS)
    bench, office = selected(step, town), town.people["street_operator"]
    note(town, step, proposal=bench, state="done")
    review_proposal(actor=office, step=step, proposal=bench, **ANSWERS)
    with pytest.raises(Refused, match="为什么改"):
        review_proposal(actor=office, step=step, proposal=bench, **ANSWERS)
    review_proposal(actor=office, step=step, proposal=bench, reason="数错了", **ANSWERS)
    assert FinalReview.objects.filter(replaced_because="数错了").count() == 1


def test_a_proposal_that_was_not_selected_makes_no_promise():
    town, step = make_step(settings=AFTERWARDS)
    bench = selected(step, town)
    bench.state = "not_selected"
    bench.save()
    with pytest.raises(Refused, match="入选的提案"):
        note(town, step, proposal=bench)


def test_a_list_taken_in_twice_is_written_once():
    town, step = make_step()
    line = {"text": "走访", "happened_on": timezone.localdate(), "community": town.community}
    office = town.people["street_operator"]
    assert record_list(actor=office, step=step, lines=[line, line]) == 1
    assert record_list(actor=office, step=step, lines=[line]) == 0


def test_the_board_counts_by_community():
    town, step = make_step(settings=WHAT | {"counts": "场"})
    note(town, step, number=3)
    progress = kinds.get("show_evidence").progress(step)
    assert progress[town.community.pk].words == "3 场"
    assert progress[town.community.pk].is_complete
    assert not progress[town.next_community.pk].is_complete


def test_what_waits_is_what_is_missing_in_the_own_communities():
    town, step = make_step()
    worker = town.join("卞小禾", Role.SOCIAL_WORKER)
    kind = kinds.get("show_evidence")
    assert kind.waiting(step, worker) == 1
    assert kind.waiting(step, town.people["street_operator"]) == 2
    note(town, step)
    assert kind.waiting(step, worker) == 0


@pytest.mark.parametrize("many", [1, 20])
def test_standings_cost_the_same_questions_however_many(many, django_assert_num_queries):
    town, step = make_step(settings=AFTERWARDS)
    for place in range(many):
        note(town, step, proposal=selected(step, town, f"提案{place}"))
    with django_assert_num_queries(3):
        assert len(standings_of(step)) == many

"""What happens to a round when people act at the same moment."""

import pytest

from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.programmes.actions import close_step
from mulin.programmes.tests.cycles import shift
from mulin.web.tests.threads import at_once

from .. import actions, queries
from ..models import AnswerConflict, HouseholdConsent, PaperEntry
from .rounds import make_round

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_answer_for_one_home_at_once_are_heard_one_after_the_other():
    asking = make_round(homes=4)
    neighbours = [asking.neighbour(f"邻居{place}", place) for place in range(4)]
    for place, neighbour in enumerate(neighbours):
        at_once(
            lambda place=place, neighbour=neighbour: asking.by_code(neighbour, place, "agree"),
            lambda place=place: asking.at_door(place, "disagree"),
        )
    assert HouseholdConsent.objects.count() == 8
    assert AnswerConflict.objects.count() == 4
    assert queries.count_of(asking.round).conflicting == 4


def test_one_request_sent_many_times_at_once_counts_once():
    asking = make_round(homes=2)
    lin = asking.neighbour("林秋月", 0)
    answers = at_once(*[lambda: asking.by_code(lin, 0, "agree", key="once")] * 6)
    assert len({kept.pk for kept in answers}) == 1
    assert HouseholdConsent.objects.count() == 1


def test_an_answer_while_the_round_closes_is_in_the_result_or_refused():
    town = make_town()
    for _time in range(4):
        asking = make_round(town, homes=6)
        neighbours = [asking.neighbour(f"邻居{place}", place) for place in range(5)]
        came = at_once(
            *[
                lambda place=place, who=who, asking=asking: asking.by_code(who, place)
                for place, who in enumerate(neighbours)
            ],
            lambda asking=asking: close_step(actor=asking.director, step=asking.first),
        )
        kept = [one for one in came[:-1] if isinstance(one, HouseholdConsent)]
        assert all(isinstance(one, HouseholdConsent | Refused) for one in came[:-1])
        [tally] = came[-1].outcome["threshold"]["tallies"]
        assert tally["agree"] == len(kept)


def test_two_walk_sheets_with_the_same_doors_do_not_wait_for_each_other_for_ever():
    asking = make_round(homes=12)
    homes = list(queries.electors(asking.round))
    sheets = [
        [actions.Told(home, "agree", f"{number}:{home.pk}") for home in order]
        for number, order in enumerate((homes, homes[::-1], homes[6:] + homes[:6]))
    ]
    at_once(
        *[
            lambda told=told: actions.answer_many(
                actor=asking.director, round=asking.round, told=told
            )
            for told in sheets
        ]
    )
    assert queries.count_of(asking.round).agree == 12
    assert HouseholdConsent.objects.count() == 36


def test_two_readers_who_enter_at_once_make_one_answer():
    asking = make_round(homes=2)
    zhou, home = asking.colleague("周小雨"), asking.home(0)
    at_once(
        *[
            lambda actor=actor: actions.read_papers(
                actor=actor, round=asking.round, found={home: "agree"}
            )
            for actor in (asking.director, zhou, asking.director, zhou)
        ]
    )
    assert HouseholdConsent.objects.count() >= 1
    assert queries.count_of(asking.round).agree == 1
    assert not PaperEntry.objects.filter(reading=1).exclude(answer="agree").exists()


def test_two_who_settle_a_conflict_at_once_settle_it_once():
    asking = make_round(homes=2)
    asking.by_code(asking.neighbour("林秋月", 0), 0, "agree")
    asking.at_door(0, "disagree")
    conflict = AnswerConflict.objects.get()
    came = at_once(
        *[
            lambda who=who, answer=answer: actions.settle_conflict(
                actor=who, conflict=conflict, answer=answer, reason="问过了"
            )
            for who, answer in (
                (asking.colleague("周小雨"), "agree"),
                (asking.colleague("何小满"), "disagree"),
            )
        ]
    )
    assert sum(isinstance(one, Refused) for one in came) == 1


def test_the_start_notice_is_put_up_once():
    asking = make_round(homes=2, is_required=False)
    asking.second.settings["is_required"] = False
    asking.second.save()
    shift(asking.start, opens_in=-1, closes_in=9)
    came = at_once(
        *[
            lambda: actions.issue_start_notice(
                actor=asking.director, step=asking.start, title="开工", body="今天开工。"
            )
        ]
        * 4
    )
    assert sum(isinstance(one, Refused) for one in came) == 3

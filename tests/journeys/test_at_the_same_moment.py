"""People act at the same moment: what can be done once is done once, and everybody is told."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.commons.places.actions import (
    found_unit,
    give_role,
    issue_codes,
    letters,
    open_letter,
    revoke_codes,
)
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person, make_town
from mulin.errors import Refused
from mulin.features.contests.actions import publish_result
from mulin.features.contests.tests.contests import make_contest
from mulin.features.evidence.actions import record_evidence
from mulin.features.evidence.tests.shown import make_step, note
from mulin.features.ideas.models import Idea
from mulin.features.ideas.tests.people import make_building, make_household, make_season
from mulin.features.proposals.actions import submit_proposal
from mulin.programmes import blueprints
from mulin.programmes.actions import close_step, launch_programme, start_cycle
from mulin.programmes.models import Cycle, Programme, Proposal
from mulin.web.tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


def done(answers):
    """Return what was done; whatever else came must have been refused with a sentence."""
    return [answer for answer in answers if not isinstance(answer, Refused)]


def test_a_result_is_published_once():
    contest = make_contest(expert_weight=0, public_weight=100)
    close_step(actor=contest.office, step=contest.step)
    contest.publishing.opens_at = timezone.now() - timedelta(hours=1)
    contest.publishing.save()
    publish = lambda: publish_result(actor=contest.office, step=contest.publishing)  # noqa: E731
    assert len(done(at_once(*[publish] * TIMES))) == 1
    assert PublicNotice.objects.count() == 1


def test_a_cycle_is_started_once_and_a_programme_launched_once():
    town = make_town()
    operator = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    blueprint = blueprints.load_named("neighbour-ideas")
    season = {
        "actor": operator,
        "blueprint": blueprint,
        "communities": [town.community],
        "opens_at": timezone.now(),
        "year": 2026,
    }
    launched = at_once(
        *[lambda: launch_programme(host=town.street, name="精品季", **season)] * TIMES
    )
    assert len(done(launched)) == 1
    programme = Programme.objects.get()
    started = at_once(*[lambda: start_cycle(programme=programme, name="下一季", **season)] * TIMES)
    assert len(done(started)) == 1
    assert Cycle.objects.count() == 2


def test_a_unit_is_founded_once():
    town = make_town()
    founded = at_once(
        *[
            lambda: found_unit(
                actor=None, level=AdminUnit.Level.COMMUNITY, name="新社区", parent=town.street
            )
        ]
        * TIMES
    )
    assert len(done(founded)) == 1


def test_a_role_is_given_once():
    town = make_town()
    operator = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    person = make_person("楼长")
    given = at_once(
        *[
            lambda: give_role(
                actor=operator, person=person, role=Role.VOLUNTEER, unit=town.community
            )
        ]
        * TIMES
    )
    assert len(done(given)) == 1
    assert Membership.objects.filter(person=person).count() == 1


@pytest.fixture
def letter():
    town = make_town()
    worker = town.join("方静姝", Role.SECRETARY)
    home = make_household(town, make_building(town), "401")
    told = {"actor": worker, "community": town.community, "households": [home]}
    [(_home, code)] = issue_codes(**told)
    return code, lambda: revoke_codes(**told)


def test_a_letter_makes_one_person_of_a_household(letter):
    code, _call_back = letter
    before = Person.objects.count()
    opened = at_once(*[lambda: open_letter(actor=None, code=code)] * TIMES)
    assert len({person.pk for person in done(opened)}) == 1
    assert Person.objects.count() == before + 1


def test_a_letter_called_back_while_it_is_opened_opens_nothing(letter, monkeypatch):
    code, call_back = letter
    monkeypatch.setattr(letters, "hold_alone", lambda name: at_once(call_back))
    with pytest.raises(Refused):
        open_letter(actor=None, code=code)
    assert not Membership.objects.filter(role=Role.RESIDENT).exists()


def told_that_it_is_over(answers, step):
    """Whoever came too late hears that the step is over, and nothing else goes wrong."""
    refusals = {str(answer) for answer in answers if isinstance(answer, Refused)}
    assert refusals <= {f"“{step.name}”已经结束了。"}


def test_ideas_given_while_the_collecting_closes_are_counted_or_told_so():
    season = make_season()
    neighbours = [season.town.join(f"邻居{n}", Role.RESIDENT) for n in range(TIMES)]
    giving = [lambda who=who: season.idea(f"{who}的点子", by=who) for who in neighbours]
    *came, closed = at_once(
        *giving, lambda: close_step(actor=season.operator, step=season.collecting)
    )
    told_that_it_is_over(came, closed)
    assert closed.outcome["ideas"] == len(done(came)) == Idea.objects.count()


def test_proposals_handed_in_while_the_step_closes_are_in_or_keep_it_open():
    season = make_season()
    season.start_screening()
    given = [season.screen(season.idea(f"点子{n}")) for n in range(TIMES)]
    for step in (season.collecting, season.screening):
        close_step(actor=season.operator, step=step)
    season.start_preparing()
    handing_in = [
        lambda idea=idea: submit_proposal(
            actor=season.lin, proposal=idea.proposal, text="三栋楼都用得上。" * 20, is_free=True
        )
        for idea in given
    ]
    *came, closed = at_once(
        *handing_in, lambda: close_step(actor=season.operator, step=season.preparing)
    )
    handed_in = Proposal.objects.filter(state=Proposal.State.SUBMITTED).count()
    assert len(done(came)) == handed_in == TIMES, "none is lost"
    if isinstance(closed, Refused):
        assert re.match(r"还有 \d 个提案没提交也没撤回：“点子", str(closed))
    else:
        assert closed.outcome["proposals"]


def test_evidence_shown_while_its_step_closes_is_kept_or_told_so():
    town, step = make_step()
    office = town.people["street_operator"]
    for community in (town.community, town.next_community):
        note(town, step, community=community)
    writing = [
        lambda n=n: record_evidence(
            actor=office,
            step=step,
            community=town.community,
            text=f"第{n}次走访",
            happened_on=timezone.localdate(),
        )
        for n in range(TIMES)
    ]
    *came, closed = at_once(*writing, lambda: close_step(actor=office, step=step))
    told_that_it_is_over(came, closed)
    kept = {one["community"]: one["records"] for one in closed.outcome["standings"]}
    assert kept[town.community.pk] == 1 + len(done(came))

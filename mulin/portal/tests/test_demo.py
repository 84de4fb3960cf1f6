from html import unescape

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from mulin.commons.audit.models import Record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Community, Household
from mulin.errors import Refused
from mulin.features.budgets.models import BallotFile
from mulin.features.cases.models import Case
from mulin.features.contests.actions import publish_result
from mulin.features.ideas.models import Idea
from mulin.features.owners.models import OwnersVote
from mulin.portal.demo.cast import cast, cycles
from mulin.portal.demo.load import load_demo
from mulin.portal.demo.sights import SIGHTS
from mulin.portal.demo.tour import TOURS, tour

from .links import closed_links

pytestmark = pytest.mark.django_db

OF_EACH_ROLE = {
    "resident": "r-mi",
    "volunteer": "r-shi",
    "building steward": "r-hou",
    "grid worker": "p-zj-g1",
    "clerk": "p-clerk",
    "social worker": "p-liang",
    "director": "p-tao",
    "secretary": "p-zhou",
    "station director": "p-he",
    "coach": "p-qin",
    "judge": "p-gu",
    "adviser": "p-ning",
    "department": "p-police",
    "partner unit": "p-school",
    "operator": "p-anche",
    "supervisor": "p-su",
    "street": "p-shen",
    "district": "p-jiang",
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo neighbourhood, loaded once and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def visit(demo, django_db_blocker, client):
    with django_db_blocker.unblock():
        yield client


def test_the_town_is_as_the_story_tells_it(demo, visit):
    assert Community.objects.filter(parent=demo.units["au-wanghe"]).count() == 22
    assert Household.objects.filter(community=demo.units["c-qiwu"]).count() == 618
    assert len(cast()) == len(demo.people)
    assert Idea.objects.filter(verdict="pending").count() == 4


def test_the_great_cycle_is_as_the_story_tells_it(demo, visit):
    cycle = cycles()["quality"]
    assert (cycle.communities.count(), cycle.zones.count()) == (22, 3)
    assert Idea.objects.filter(step__cycle=cycle).count() == 50
    assert cycle.proposals.count() == 27
    assert cycle.proposals.filter(state="selected").count() == 24


def test_many_ideas_become_one_proposal(demo, visit):
    cycle = cycles()["corners"]
    assert Idea.objects.filter(step__cycle=cycle).count() == 12
    behind = Idea.objects.filter(step__cycle=cycle, proposal__title="糖坊三号院亮起来")
    assert behind.count() == 5


def test_publishing_waits_for_the_community_without_a_flagship(demo, visit):
    step = cycles()["quality"].steps.get(kind="publish_result")
    with pytest.raises(Refused, match="芦花巷"):
        publish_result(actor=demo.people["p-shen"], step=step)


def test_the_past_lies_in_the_past(demo, visit):
    oldest, newest = (
        Record.objects.order_by(order).values_list("at", flat=True)[0] for order in ["at", "-at"]
    )
    assert (newest - oldest).days > 300


def test_the_finished_cycle_shows_the_sums_of_the_story(demo, visit):
    contest = cycles()["spring"].steps.get(kind="hold_contest")
    page = unescape(visit.get(reverse("contests:result", args=[contest.pk])).content.decode())
    for sum_written_out in ["85.00 × 80% = 68.00", "100.00 × 20% = 20.00", "88.00", "75.60"]:
        assert sum_written_out in page


def test_the_ballot_files_come_to_what_the_story_tells(demo, visit):
    published, kept = BallotFile.objects.order_by("published_at")
    page = unescape(visit.get(reverse("budgets:result", args=[published.pk])).content.decode())
    assert (published.voters, kept.kind) == (250, "cumulative")
    assert "选出 5 项" in page
    assert "199,500 元" in page
    assert "235 位" in page
    assert visit.get(reverse("budgets:result", args=[kept.pk])).status_code == 404


def test_618_homes_were_asked_twice_and_enough_agreed_for_the_works(demo, visit):
    steps = cycles()["renewal"].steps
    for step, sum_shown in zip(
        steps.filter(kind="ask_households"), ["557 / 618 户", "496 / 618 户"], strict=True
    ):
        assert sum_shown in visit.get(reverse("consents:round", args=[step.pk])).text
    start = steps.get(kind="start_works")
    assert "开工公告" in visit.get(reverse("consents:start", args=[start.pk])).text


def test_each_stop_of_the_tour_opens_for_the_person_it_makes_of_the_visitor(demo, visit):
    stops = [stop for _title, stops in tour() for stop in stops]
    assert len(stops) == sum(len(stops) for _title, stops in TOURS)
    for stop in stops:
        answer = visit.post(stop["action"], {"next": stop["next"]})
        assert (answer.status_code, answer.url) == (303, stop["next"])
        assert visit.get(stop["next"]).status_code == 200, stop


@pytest.mark.parametrize("ref", OF_EACH_ROLE.values(), ids=OF_EACH_ROLE)
def test_whatever_somebody_is_shown_opens_for_her(demo, visit, ref):
    visit.force_login(demo.people[ref])
    assert closed_links(visit, "/", reverse("portal:desk")) == []


def test_whatever_a_passer_by_is_shown_opens_for_her(demo, visit):
    assert closed_links(visit, "/") == []


def test_nobody_can_become_somebody_who_is_not_in_the_demo(demo, visit):
    assert visit.post(reverse("demo:become", args=["p-none"])).status_code == 404
    assert visit.get(reverse("demo:become", args=["r-mi"])).status_code == 405


def test_no_person_of_the_demo_has_a_password_or_a_telephone(demo, visit):
    assert not Person.objects.exclude(phone=None).exists()
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_the_demo_is_loaded_once(demo, visit):
    units = AdminUnit.objects.count()
    call_command("demo")
    assert AdminUnit.objects.count() == units
    with pytest.raises(Refused):
        load_demo()


def test_an_owners_vote_knows_the_buildings_its_compound_has(demo, visit):
    vote = OwnersVote.objects.get(electorate__compound=demo.compounds["hongzhuan"])
    on_roll = vote.electorate.electors.values_list("building").annotate(Count("pk"))
    homes = Household.objects.filter(dwelling__entrance__building__compound__name="红砖苑")
    lived_in = homes.values_list("dwelling__entrance__building__name").annotate(Count("pk"))
    assert dict(on_roll) == dict(lived_in)
    lin = vote.electorate.electors.get(person=demo.people["r-lin"])
    assert lin.address == "3号楼1单元102"


def test_the_case_of_the_tour_has_come_to_its_end(demo, visit):
    (case,) = SIGHTS["case"]()
    assert (case.state, case.satisfaction) == (Case.State.CONFIRMED, 5)

import pytest
from django.db import IntegrityError, transaction

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.decisions.budgeting import Rule
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..models import BallotFile
from ..packing import unpacked
from ..reading import election_in
from .elections import keep_some, publish_some, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = make_town()
    town.join("street_operator", Role.STREET_OPERATOR, town.street)
    town.join("卞小禾", Role.SOCIAL_WORKER)
    return town


def keep(town: Town, **how) -> BallotFile:
    found = election_in(upload())
    facts = {
        "actor": town.people["卞小禾"],
        "unit": town.community,
        "title": "微预算",
        "election": found.election,
        "sha256": found.sha256,
    }
    return actions.keep_ballot_file(**(facts | how))


def test_ballots_are_kept_whole_and_without_their_voters(town):
    file = keep(town)
    kept = unpacked(queries.ballots_in(file.pk))
    assert kept.voters == file.voters == 13
    assert list(kept.votes) == [8, 5, 4, 1, 0]
    packed = bytes(BallotFile.objects.get().packed)
    assert b";M;" not in packed
    assert b"voter" not in packed


def test_the_same_file_is_kept_once(town):
    keep(town)
    with pytest.raises(Refused, match="传过了，叫“微预算”"):
        keep(town, title="又一份")
    with pytest.raises(IntegrityError, match="kept_once"), transaction.atomic():
        BallotFile.objects.create(
            unit=town.community,
            title="又一份",
            sha256=BallotFile.objects.get().sha256,
            kind="approval",
            voters=1,
            projects=1,
            budget=1,
            packed=b"",
        )


def test_keeping_is_written_down_with_the_fingerprint(town):
    file = keep(town)
    record = Record.objects.get(verb="budgets.kept")
    assert record.details["sha256"] == file.sha256
    assert record.unit_id == town.community.pk


def test_a_worker_of_one_community_keeps_nothing_for_another(town):
    with pytest.raises(NotAllowed):
        keep(town, unit=town.next_community)
    with pytest.raises(NotAllowed):
        keep(town, unit=town.street)


def test_staff_see_the_files_of_their_own_place_and_below(town):
    near, far = keep(town), keep_some(town)
    stranger = town.join("旁人", Role.SOCIAL_WORKER, town.next_community)
    assert set(queries.files_kept_by(town.people["street_operator"])) == {near, far}
    assert set(queries.files_kept_by(town.people["卞小禾"])) == {near, far}
    assert not queries.files_kept_by(stranger).exists()


def test_a_published_result_stays_by_its_rule_until_it_is_withdrawn(town):
    file = publish_some(town)
    office = town.people["street_operator"]
    with pytest.raises(Refused, match="先收回来"):
        actions.publish_count(actor=office, file=file, rule=Rule("greedy"))
    with pytest.raises(Refused, match="先收回来再删"):
        actions.remove_ballot_file(actor=office, file=file)
    actions.withdraw_count(actor=office, file=file)
    with pytest.raises(Refused, match="没有公开"):
        actions.withdraw_count(actor=office, file=file)
    assert not queries.files_published().exists()
    actions.remove_ballot_file(actor=office, file=file)
    assert not BallotFile.objects.exists()
    with pytest.raises(Refused, match="刚刚被删掉"):
        actions.publish_count(actor=office, file=file, rule=Rule("greedy"))


def test_what_is_published_names_its_rule(town):
    file = publish_some(town)
    assert Rule.from_dict(file.rule).completion == "add1-greedy"
    with pytest.raises(IntegrityError, match="names_its_rule"), transaction.atomic():
        BallotFile.objects.filter(pk=file.pk).update(rule=None)

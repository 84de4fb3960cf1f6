"""A downloaded vote is counted again offline, and whatever was changed in it is said."""

import json
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.programmes.tests.cycles import shift

from ..actions import begin_vote, enter_paper, mark_on_paper, prepare_vote, print_paper
from ..bundling import bundle_of, fingerprint_of
from ..models import PaperBatch, SecretBallot
from .budget_votes import make_voting
from .recounting import BAD_INPUT, DIFFERS, VERIFY, YES, changed, recount

pytestmark = pytest.mark.django_db

TWELVE = [[1, 2]] * 6 + [[1, 3]] * 4 + [[4]] * 2


def counted(ballots=TWELVE, given=None, **settings):
    settings = {"method": "first_places", "places": 2} | settings
    voting = make_voting(voters=len(ballots), **settings)
    for voter, choices in zip(voting.voters, ballots, strict=True):
        voting.cast(voter, *choices, points=given)
    voting.close()
    return voting


def test_a_bundle_as_it_was_downloaded_counts_to_the_published_result():
    voting = counted()
    response = Client().get(reverse("budgets:vote_bundle", args=[voting.step.pk]))
    run = recount(response.content)
    assert (run.returncode, run.stderr) == (YES, "")
    assert "对得上。12 张票重算一遍" in run.stdout
    assert "选上：公告栏、绿化补植" in run.stdout
    assert fingerprint_of(voting.vote) in run.stdout
    page = Client().get(reverse("budgets:vote_result", args=[voting.step.pk]))
    assert page.text.count(fingerprint_of(voting.vote)) == 1
    with ZipFile(BytesIO(bundle_of(voting.vote))) as packed:
        assert fingerprint_of(voting.vote) == sha256(packed.read("manifest.json")).hexdigest()
    assert "Yes. 12 ballots" in recount(response.content, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("settings", "choices", "points"),
    [
        ({"method": "most_votes"}, [1], None),
        ({"method": "first_places", "ties": "id"}, [4], None),
        ({"method": "equal-shares", "ballot": "knapsack"}, [1, 4], None),
        ({"method": "greedy", "ballot": "approval"}, [1, 2, 3], None),
        ({"method": "equal-shares", "ballot": "points", "points": 5}, [1, 3], [2, 3]),
        ({"method": "phragmen", "ballot": "ranking"}, [3, 1, 2], None),
        ({"method": "max-welfare", "ballot": "exactly"}, [1, 2], None),
    ],
)
def test_every_rule_and_every_kind_of_ballot_is_counted_again(settings, choices, points):
    voting = counted([choices] * 10, points, **settings)
    run = recount(bundle_of(voting.vote))
    assert run.returncode == YES, run.stdout + run.stderr


def test_envelopes_are_counted_again():
    voting = make_voting(voters=10, is_begun=False, ballot="approval", method="greedy")
    town = voting.town
    budgets = {town.community.pk: 12_000_00, town.next_community.pk: 8_000_00}
    prepare_vote(actor=voting.office, step=voting.step, budget_cents=0, envelopes=budgets)
    voting.vote.options.filter(number__lte=2).update(community=town.community)
    voting.vote.options.filter(number__gt=2).update(community=town.next_community)
    voting.vote = begin_vote(actor=voting.office, vote=voting.vote)
    for voter in voting.voters:
        voting.cast(voter, 1, 2, 3, 4)
    assert recount(bundle_of(voting.close())).returncode == YES


def test_ballots_from_paper_are_counted_again():
    voting = make_voting(voters=12, method="first_places", places=1)
    batch = print_paper(actor=voting.office, vote=voting.vote, count=3)
    for voter in voting.voters[:3]:
        mark_on_paper(actor=voting.office, vote=voting.vote, elector=voting.elector(voter))
    for voter in voting.voters[3:]:
        voting.cast(voter, 2)
    shift(voting.step, opens_in=-2, closes_in=-0.01)
    second = voting.town.join("社工小何", "social_worker", voting.town.street)
    for who in (voting.office, second):
        batch = PaperBatch.objects.select_related("vote__step").get(pk=batch.pk)
        enter_paper(actor=who, batch=batch, sheets={1: "1", 2: "2", 3: "x"})
    vote = voting.close()
    assert vote.turnout == 11
    bundle = bundle_of(vote)
    run = recount(bundle)
    assert run.returncode == YES, run.stdout
    with ZipFile(BytesIO(bundle)) as archive:
        told = json.loads(archive.read("ballots.json"))
    assert {one["paper"] for one in told} == {None}
    assert not SecretBallot.objects.filter(on_paper=True).exists(), "a few are not told apart"


def a_ballot_less(ballots):
    del ballots[0]


def a_receipt_twice(ballots):
    ballots[1]["receipt"] = ballots[0]["receipt"]


def another_choice(ballots):
    for one in ballots:
        one["choices"] = [4]


def a_ballot_too_full(ballots):
    ballots[0]["choices"] = [1, 2, 3]


def an_invented_receipt(ballots):
    ballots[0]["receipt"] = "345678345679"


def a_figure(result):
    result["lines"][0]["votes"] += 1


def another_turnout(result):
    result["present"] += 1


def no_lines(result):
    result["lines"] = "none"


def another_winner(result):
    result["winners"][0] = "004"


def another_rule(vote):
    vote["rule"] |= {"places": 1}


def another_share(vote):
    vote["rule"] |= {"more_than_of_present": "1/2"}


def a_shorter_roll(vote):
    vote["registered"] = 5


def fewer_marks(vote):
    vote["marks"]["online"] -= 1


def a_dearer_option(options):
    options[2]["cost"] = options[0]["cost"] - 1


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("ballots.json", a_ballot_less, "票有 11 张，公布的是 12 张"),
        ("ballots.json", a_receipt_twice, "出现了 2 次"),
        ("ballots.json", another_choice, "重算选上的是：4 长椅；公布的是：1 公告栏、2 绿化补植"),
        ("ballots.json", a_ballot_too_full, "不合规矩"),
        ("ballots.json", an_invented_receipt, "不是回执码"),
        ("result.json", a_figure, "1 公告栏：公布 11 票，重算 10 票"),
        ("result.json", another_turnout, "公布的“参加人数”和重算的不一样"),
        ("result.json", no_lines, "1 公告栏：公布 ? 票，重算 10 票"),
        ("result.json", another_winner, "公布的是：4 长椅"),
        ("vote.json", another_rule, "重算选上的是：1 公告栏；"),
        ("vote.json", another_share, "和重算的不一样"),
        ("vote.json", a_shorter_roll, "名册上只有 5 行"),
        ("vote.json", fewer_marks, "名册上网上投的标记有 11 个"),
    ],
)
def test_whatever_was_changed_is_said_though_the_manifest_was_made_anew(name, change, says):
    bundle = bundle_of(counted().vote)
    run = recount(changed(bundle, name, change))
    assert run.returncode == DIFFERS
    assert says in run.stdout
    assert "对得上" not in run.stdout


def test_a_file_that_is_not_what_the_manifest_says_is_named():
    bundle = bundle_of(counted().vote)
    run = recount(changed(bundle, "options.json", a_dearer_option, is_sealed_anew=False))
    assert run.returncode == DIFFERS
    assert "options.json 和清单里的指纹不一样" in run.stdout


def test_a_wholly_invented_bundle_has_another_fingerprint_than_the_published_one():
    voting = counted()
    bundle, fingerprint = bundle_of(voting.vote), fingerprint_of(voting.vote)
    run = recount(bundle, "--fingerprint", fingerprint.upper())
    assert run.returncode == YES
    assert "和您给的指纹一样" in run.stdout
    assert "请和结果页、公示上的指纹比一比" in recount(bundle).stdout
    other = changed(bundle, "vote.json", lambda vote: vote | {"title": "另一次投票"})
    assert recount(other).returncode == YES
    run = recount(other, "--fingerprint", fingerprint)
    assert run.returncode == DIFFERS
    assert "指纹和公示的不一样" in run.stdout


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"{}", b"\x00" * 100],
)
def test_what_is_no_bundle_is_refused_with_status_2(content):
    run = recount(content)
    assert run.returncode == BAD_INPUT
    assert "这不是投票的数据包" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("vote.json", lambda vote: {"title": ""}),
        ("ballots.json", lambda ballots: [1, 2]),
        ("ballots.json", lambda ballots: [{"receipt": 3}]),
        ("options.json", lambda options: [{"number": "x"}]),
        ("vote.json", lambda vote: vote | {"rule": {"places": "many"}}),
        ("vote.json", lambda vote: vote | {"rule": vote["rule"] | {"more_than_of_roll": 1e400}}),
        ("vote.json", lambda vote: vote | {"registered": float("nan")}),
        ("vote.json", lambda vote: vote | {"ballot": "as you like"}),
        ("ballots.json", lambda ballots: [one | {"points": [1.5]} for one in ballots]),
        ("ballots.json", lambda ballots: [one | {"paper": -1} for one in ballots]),
        ("options.json", lambda options: [one | {"title": 7} for one in options]),
        ("options.json", lambda options: [one | {"cost": True} for one in options]),
    ],
)
def test_a_malformed_bundle_is_refused_with_status_2(name, change):
    run = recount(changed(bundle_of(counted().vote), name, change))
    assert run.returncode == BAD_INPUT, run.stdout
    assert "Traceback" not in run.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", VERIFY, "verify", str(tmp_path / "none.zip"), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == BAD_INPUT
    assert "cannot read" in run.stderr


@pytest.mark.parametrize("word", ["verify", "decide"])
def test_without_a_file_it_says_how_it_is_used(word):
    run = subprocess.run(
        [sys.executable, "-c", VERIFY, word], capture_output=True, text=True, check=False
    )
    assert run.returncode == BAD_INPUT
    assert f"mulin {word}" in run.stderr
    assert "Traceback" not in run.stderr


def test_it_needs_no_django():
    spy = "import sys; sys.modules['django'] = None; "
    run = subprocess.run(
        [sys.executable, "-c", spy + VERIFY, "verify", "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0


def test_the_same_vote_always_gives_the_same_bundle():
    vote = counted().vote
    first = bundle_of(vote)
    vote.refresh_from_db()
    assert bundle_of(vote) == first
    assert timezone.now().isoformat()[:10].encode() not in first


def test_few_ballots_and_votes_with_names_have_no_bundle():
    few = counted([[1]] * 9)
    assert Client().get(reverse("budgets:vote_bundle", args=[few.step.pk])).status_code == 404


def test_a_reader_who_leaves_is_not_bothered(tmp_path):
    path = tmp_path / "vote.zip"
    path.write_bytes(bundle_of(counted().vote))
    run = f"{sys.executable} -c '{VERIFY}' verify {path} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", run], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (YES, b"")

"""Until a contest is counted nobody finds a vote or another's score anywhere, in whatever part."""

import re
from decimal import Decimal

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.programmes import kinds
from mulin.web.tests.moments import it_is

from ..actions import make_timetable, print_paper_ballots, submit_sheet
from .contests import make_contest

pytestmark = pytest.mark.django_db

RUBRIC = [{"name": "公益性", "points": 60}, {"name": "可持续性", "points": 40}]
FIRST, SECOND = Decimal("47.3"), Decimal("31.4")
SECRETS = re.compile(r"47[.]3|31[.]4|78[.]7|保密的评语")
"""What one judge wrote: figures that nothing else on a page looks like."""


@pytest.fixture
def contest():
    found = make_contest(rubric=RUBRIC, votes_per_person=1)
    judge = found.judge("顾文柏")
    for entry in found.proposals:
        submit_sheet(
            actor=judge,
            sheet=found.sheet(judge, entry),
            points={"公益性": FIRST, "可持续性": SECOND},
            comment="保密的评语",
        )
    make_timetable(
        actor=found.office,
        step=found.step,
        order="number",
        starts_at=found.step.opens_at,
        minutes=5,
    )
    print_paper_ballots(
        actor=found.office, step=found.step, community=found.town.community, count=2
    )
    found.judge("吕若谷")
    return found


def visitors(contest):
    town = contest.town
    return {
        "stranger": None,
        "resident": town.join("米桂枝", Role.RESIDENT),
        "social worker": town.join("潘社工", Role.SOCIAL_WORKER),
        "another judge": town.people["吕若谷"],
        "office": contest.office,
    }


def addresses(contest):
    """Return every address below which this contest is told of, as reading visitors open them."""
    step, cycle, entry = contest.step, contest.cycle, contest.a
    batch = print_paper_ballots(
        actor=contest.office, step=step, community=contest.town.community, count=1
    )
    keys = {
        "step_id": [step.pk, contest.publishing.pk],
        "cycle_id": [cycle.pk],
        "proposal_id": [entry.pk],
        "batch_id": [batch.pk],
        "sheet_id": [contest.sheet(contest.town.people["顾文柏"], entry).pk],
        "programme_id": [cycle.programme_id],
    }
    found = ["/", "/desk/", "/me/", f"/cycles/{cycle.pk}/"]
    for room in ("contests", "programmes"):
        space = get_resolver().namespace_dict[room][1]
        for name in {key for key in space.reverse_dict if isinstance(key, str)}:
            for _form, names in space.reverse_dict.getlist(name)[0][0]:
                for number in range(2):
                    given = {k: keys[k][min(number, len(keys[k]) - 1)] for k in names if k in keys}
                    if len(given) == len(names):
                        found.append(reverse(f"{room}:{name}", kwargs=given))
    return sorted(set(found))


def opened(client, address):
    answer = client.get(address, follow=True)
    if answer.status_code != 200:
        return ""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "ignore")


@pytest.mark.parametrize(
    "who", ["stranger", "resident", "social worker", "another judge", "office"]
)
def test_no_page_or_file_shows_a_score_or_says_where_votes_went(client, contest, who):
    visitor = visitors(contest)[who]
    if visitor:
        client.force_login(visitor)
    with it_is(timezone.localtime().replace(tzinfo=None).isoformat()):  # greetings change by hour
        pages = addresses(contest)
        assert len(pages) > 20
        before = {page: stripped(opened(client, page)) for page in pages}
        assert not [page for page, text in before.items() if SECRETS.search(text)]
        voters = [contest.resident(f"投票人{number}") for number in range(7)]
        for voter in voters:
            contest.vote(voter, contest.a)
        towards_a = {page: stripped(opened(client, page)) for page in pages}
        for voter in voters:
            contest.vote(voter, contest.b)
        towards_b = {page: stripped(opened(client, page)) for page in pages}
        assert [page for page in pages if towards_a[page] != towards_b[page]] == []


def stripped(text):
    """Leave out what differs from one visit to the next by itself."""
    token = r"\b[A-Za-z0-9]{64}\b"
    return re.sub(rf'{token}|nonce="[^"]+"|PK\x03\x04.*', "", text, flags=re.DOTALL)


def test_no_record_and_no_count_of_what_waits_tells_a_score_or_a_direction(contest):
    for number in range(3):
        contest.vote(contest.resident(f"投票人{number}"), contest.a)
    told = " ".join(str(r.details) for r in Record.objects.all())
    assert not SECRETS.search(told)
    votes = Record.objects.filter(verb__startswith="contests.vot")
    assert not [vote for vote in votes if "proposal" in str(vote.details)]
    kind = kinds.get("hold_contest")
    assert kind.waiting(contest.step, contest.office) == 3
    for progress in kind.progress(contest.step).values():
        assert not SECRETS.search(progress.words)
    assert kind.traces(contest.step, contest.a)[0].text == "正在评选，可以投票"

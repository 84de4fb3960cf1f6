"""S2-4: the quality cycle of 2018, 22 communities in three zones with 27 proposals."""

import re
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.errors import Refused
from mulin.features.contests import actions as contests
from mulin.features.contests.models import Publication
from mulin.features.ideas import actions as ideas
from mulin.features.proposals import actions as proposals
from mulin.programmes import actions as programmes
from mulin.programmes.models import Participation, Proposal
from tests.journeys.street import make_street

pytestmark = pytest.mark.django_db

ZONES = ("国际化社区先行区", "绿色宜居文明区", "环境安全提升区")
REASON = "禾苑9社区今年只来得及写一个提案，没有入选，社区自己定了明年优先做。"
MANY = 27


@pytest.fixture
def street(clock):
    return make_street(clock, communities=22, judges=["顾文柏"])


@pytest.fixture
def cycle(street):
    """The cycle up to where its 27 proposals are handed in, each community with a flagship."""
    cycle = street.launch("co-creation", year=2018, name="2018 精品季", theme="做精品")
    for kind, changed in (
        ("hold_contest", {"number": MANY - 1}),
        ("publish_result", {"flagships_per_community": 1}),
    ):
        step = cycle.steps.get(kind=kind)
        programmes.change_settings(actor=street.shen, step=step, settings=step.settings | changed)
    collecting = street.reach_collecting(cycle)
    given = [
        ideas.submit_idea(
            actor=street.neighbour(f"邻居{number}", street.communities[number % 22]),
            step=collecting,
            community=street.communities[number % 22],
            category=("culture", "environment", "safety")[number % 3],
            title=f"第{number + 1}个好主意",
        )
        for number in range(MANY)
    ]
    assert street.run_out(collecting).is_closed
    screening, preparing = cycle.steps.filter(kind__in=["screen_ideas", "prepare_proposals"])
    for idea in given:
        street.screen(idea)
    street.close(screening)
    street.open(preparing)
    for number, idea in enumerate(given):
        zone = Participation.objects.get(cycle=cycle, community=idea.community).zone
        tags = [cycle.policy_tags[number % len(cycle.policy_tags)]]
        street.hand_in(idea, zone_fit=f"正对着{zone}要做的事", policy_tags=tags)
    street.close(preparing)
    return cycle


def entries_of(cycle):
    return list(Proposal.objects.filter(cycle=cycle).order_by("number"))


def step_of(cycle, kind):
    return cycle.steps.get(kind=kind)


def judged(street, cycle, last):
    """Let experts score and the contest end; all are selected but this one."""
    contest = street.open(step_of(cycle, "hold_contest"))
    street.judge(
        contest,
        [
            (one, "60" if one == last else f"{95 - place / 2:.1f}")
            for place, one in enumerate(entries_of(cycle))
        ],
    )
    return street.close(contest)


def text_of(pdf):
    """Return what a PDF says."""
    reader = shutil.which("pdftotext")
    assert reader, "make test installs poppler-utils"
    said = subprocess.run([reader, "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return "".join(said.decode().split())


def stand_up(street, cycle, but):
    """Let each community but one stand up for its first proposal; a second is refused."""
    stood = {}
    for entry in entries_of(cycle):
        worker = street.workers[entry.community]
        if entry.community in stood:
            first = stood[entry.community].title
            refusal = f"一个社区最多推 1 个精品，已经推了“{first}”。"
            with pytest.raises(Refused, match=refusal):
                proposals.mark_flagship(actor=worker, proposal=entry, reason="也好")
        elif entry != but:
            proposals.mark_flagship(actor=worker, proposal=entry, reason="全小区都用得上")
            stood[entry.community] = entry
    assert len(stood) == 21


def test_publishing_names_the_community_without_a_flagship_until_a_reason_is_written(
    client, street, cycle
):
    last = next(one for one in entries_of(cycle) if one.community == street.communities[8])
    stand_up(street, cycle, last)
    contest = judged(street, cycle, last)
    assert len(contest.outcome["selected"]) == MANY - 1
    publishing = street.open(step_of(cycle, "publish_result"))
    with pytest.raises(Refused, match="只有入选的提案才能标为精品项目。"):
        contests.decide_flagship(
            actor=street.shen, step=publishing, proposal=last.pk, is_flagship=True
        )
    blocked = "1 个社区还没有精品项目入选，不能公示：禾苑9社区。先标出精品项目，或者写明理由。"
    for silence in ("", "   "):
        with pytest.raises(Refused, match=blocked):
            contests.publish_result(actor=street.shen, step=publishing, override_reason=silence)
    assert not Publication.objects.exists()

    published = contests.publish_result(
        actor=street.shen, step=publishing, override_reason=REASON, objection_contact="街道二楼"
    )
    notice = published.notice
    for address in (
        reverse("contests:result", args=[contest.pk]),
        reverse("contests:publication", args=[publishing.pk]),
        notice.get_absolute_url(),
        reverse("notices:paper", args=[notice.pk]),
    ):
        page = client.get(address).content.decode()
        assert REASON in page, f"everybody reads why at {address}"
        assert "禾苑9社区" in page
    sheet = text_of(client.get(reverse("notices:pdf", args=[notice.pk])).content)
    assert REASON in sheet
    assert "1个社区没有精品项目入选：禾苑9社区" in sheet


def test_the_timetable_shows_all_27_with_community_zone_title_tag_and_slot(client, street, cycle):
    contest = step_of(cycle, "hold_contest")
    nine = timezone.localtime(contest.opens_at).replace(hour=9, minute=0) + timedelta(days=1)
    contests.make_timetable(
        actor=street.shen, step=contest, order="zone", starts_at=nine, minutes=5
    )
    zones = {part.community_id: str(part.zone) for part in cycle.participations.all()}
    for name in ("timetable", "timetable_paper"):
        page = client.get(reverse(f"contests:{name}", args=[contest.pk])).content.decode()
        slots = []
        for entry in entries_of(cycle):
            row = page.split(f'<tr id="p{entry.pk}">')[1].split("</tr>")[0]
            for words in (
                f"{entry.title}<",
                entry.community.name,
                zones[entry.community_id],
                entry.policy_tags[0],
            ):
                assert words in row
            slots += re.findall(r"\d\d:\d\d", row)[:1]
        assert sorted(slots) == [
            (nine + timedelta(minutes=5 * place)).strftime("%H:%M") for place in range(MANY)
        ]
        assert page.index(ZONES[0]) < page.index(ZONES[1]) < page.index(ZONES[2])

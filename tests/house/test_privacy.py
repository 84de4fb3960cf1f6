"""Nobody reads what is not for them, wherever they look: every page, file and guessed number."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.actions import claim_home, draw_grid
from mulin.commons.places.models import Household, Membership
from mulin.commons.places.roles import Role
from mulin.features.budgets.tests.elections import keep_some, written
from mulin.features.contests.actions import recuse
from mulin.features.contests.tests.contests import make_contest
from mulin.features.ideas import actions as ideas
from mulin.features.ideas.tests.people import (
    Season,
    make_building,
    make_household,
    make_season,
    move_in,
)
from mulin.features.owners.tests import votes
from mulin.features.proposals import actions as proposals
from mulin.features.proposals.sections import Line
from mulin.programmes.actions import close_step
from mulin.web.tests import doors as visitors
from tests.town import people_a_town

ONLOOKERS = [
    visitors.STRANGER,
    visitors.RESIDENT,
    visitors.FAR_STREET_OPERATOR,
    visitors.JUDGE,
]
"""Those who work for no office of the first community."""

KINDS = {
    "display": "DesignDisplay",
    "version": "DesignVersion",
    "board": "DisplayBoard",
    "task_admission": "TaskAdmission",
    "task_request": "TaskRequest",
    "refusal_letter": "RefusalLetter",
    "second_look": "SecondLook",
    "admission_round": "AdmissionRound",
    "expert_request": "ExpertRequest",
    "advice_question": "AdviceQuestion",
    "file": "BallotFile",
    "log": "GridLog",
    "study": "BaselineStudy",
    "person": "Person",
    "unit": "AdminUnit",
    "part": "Membership",
    "roll": "RollImport",
    "sheet": "ScoreSheet",
    "notice": "PublicNotice",
    "vote": "OwnersVote",
    "question": "SurveyQuestion",
    "answer": "SurveyAnswer",
    "ballot": "OwnersBallot",
    "result": "OfficialResult",
    "point": "ServicePoint",
    "item": "ServiceItem",
    "exception": "OpeningException",
    "shift": "DutyShift",
    "contest": "NamingContest",
    "candidate": "CandidateName",
}
"""The models meant by the names of numbers in addresses, where they are not called alike."""

LOOKING_ONLY = ("people:sign_out", "people:export", "notices:pdf", "web:kit", "web:kit_sheet")


@dataclass
class Secret:
    """Words that only some may read."""

    words: str
    about: str


@pytest.fixture
def season() -> Season:
    return make_season(people_a_town())


@pytest.fixture
def secrets(season) -> list[Secret]:
    """Fill the town with what is for nobody's eyes but few, and return it."""
    told = [*homes(season), *hidden_ideas(season), *unfinished_proposals(season), *scores(season)]
    return [*told, *uncounted_ballots(season)]


def homes(season: Season) -> list[Secret]:
    building = make_building(season.town)
    home = make_household(season.town, building, "7788")
    Household.objects.filter(pk=home.pk).update(
        contact_name="户主覃某某", contact_phone="13911112222"
    )
    move_in(season.town, "郗明月", building, home, note="楼下王阿姨说的")
    resident = season.town.people[visitors.FAR_RESIDENT]
    neighbour = season.town.join("逄大海", Role.CONNECTOR, introduced_by=resident)
    claim_home(actor=neighbour, community=season.town.community, room="四排第九间")
    steward = season.town.join("仉小楼", Role.BUILDING_STEWARD, building=building)
    grid = draw_grid(actor=None, community=season.town.community, name="第一网格")
    worker = season.town.join("妫网格", Role.GRID_WORKER, grid=grid)
    return [
        Secret("户主覃某某", "who to ask for behind a door"),
        Secret("13911112222", "a household's telephone number"),
        Secret("楼下王阿姨说的", "a note on somebody's part"),
        Secret("四排第九间", "where somebody says to live"),
        *(Secret(one.full_name, "a whole name") for one in (steward, worker, neighbour)),
        Secret("郗明月", "a whole name"),
    ]


def hidden_ideas(season: Season) -> list[Secret]:
    season.visitors_idea(
        "还没人看过的一条", author_name="鄢路人", author_door="九栋九零九", photos=[a_photo()]
    )
    seen = season.visitors_idea("看过的一条", author_name="璩路人", author_door="八栋八零八")
    ideas.show_idea(actor=season.xiaozhou, idea=seen)
    hidden = season.idea("骂了某某人的一条", text="某某人真坏", place="坏人家门口")
    ideas.support_idea(actor=season.town.people[visitors.RESIDENT], idea=hidden)
    ideas.hide_idea(actor=season.xiaozhou, idea=hidden, reason="点了别人的名")
    return [
        Secret("还没人看过的一条", "an idea that nobody has looked at"),
        Secret("鄢路人", "a visitor's name"),
        Secret("璩路人", "a visitor's name"),
        Secret("九栋九零九", "where a visitor can be found"),
        Secret("八栋八零八", "where a visitor can be found"),
        Secret("骂了某某人的一条", "a hidden idea"),
        Secret("某某人真坏", "a hidden idea"),
        Secret("坏人家门口", "a hidden idea"),
        Secret("点了别人的名", "why an idea is hidden"),
    ]


def unfinished_proposals(season: Season) -> list[Secret]:
    season.start_screening()
    season.start_preparing()
    author = season.town.join("阚有名", Role.RESIDENT)
    unnamed = season.town.join("贠无名", Role.RESIDENT)
    told = {"text": "写清楚" * 30, "budget": [Line("灯", 1, 1_234_567)]}
    draft = season.screen(season.idea("声控灯", by=author)).proposal
    proposals.write_proposal(actor=author, proposal=draft, title="写了一半的提案", **told)
    returned = season.screen(season.idea("长椅")).proposal
    proposals.submit_proposal(actor=season.lin, proposal=returned, title="退回去的提案", **told)
    proposals.return_proposal(actor=season.xiaozhou, proposal=returned, reason="预算像是抄来的")
    withdrawn = season.screen(season.idea("花坛")).proposal
    proposals.write_proposal(actor=season.lin, proposal=withdrawn, title="撤回了的提案", **told)
    proposals.withdraw_proposal(actor=season.lin, proposal=withdrawn, reason="家里出了事")
    quiet = season.screen(season.idea("晾衣绳", by=unnamed, is_anonymous=True)).proposal
    proposals.submit_proposal(
        actor=unnamed, proposal=quiet, title="晾衣绳", text="好" * 60, is_free=True
    )
    return [
        Secret("写了一半的提案", "a draft"),
        Secret("退回去的提案", "a proposal that was sent back"),
        Secret("预算像是抄来的", "why a proposal was sent back"),
        Secret("撤回了的提案", "a withdrawn proposal"),
        Secret("家里出了事", "why a proposal was withdrawn"),
        Secret("12,345", "what a draft would cost"),
        Secret("阚有名", "a whole name"),
        Secret("贠", "who gave an idea without a name"),
    ]


def scores(season: Season) -> list[Secret]:
    contest = make_contest(season.town)
    judge = contest.judge("逯铁面")
    absent = contest.judge("茹回避", contest.a)
    recuse(actor=absent, sheet=contest.sheet(absent, contest.a), reason="提案人是我表妹")
    for proposal in contest.proposals:
        contest.score(judge, proposal, "61.3")
    contest.vote(contest.resident("麴投票"), contest.a, contest.b)
    close_step(actor=contest.office, step=contest.step)
    other = make_contest(season.town)
    other.score(other.judge("鄞稳重"), other.a, "77.7")
    return [
        Secret("逯铁面", "who judged"),
        Secret("鄞稳重", "who judges"),
        Secret("茹回避", "who did not judge"),
        Secret("提案人是我表妹", "why somebody did not judge"),
        Secret("77.7", "a score before the count"),
        Secret("麴投票", "who voted"),
    ]


def uncounted_ballots(season: Season) -> list[Secret]:
    keep_some(season.town, text=written().replace("红砖苑微预算", "还没公开的一次投票"))
    return [Secret("还没公开的一次投票", "a ballot file that is not published")]


def owners(season: Season) -> list[Secret]:
    roll = [
        replace(one, name=name, address=door, parts=[])
        for one, name, door in zip(
            votes.lines([5000, 6000]),
            ("厍大海", "亓官小楼"),
            ("九九栋七零一", "九九栋七零二"),
            strict=True,
        )
    ]
    vote = votes.opened(season.town, roll)
    votes.proxied(season.town, vote, 2)
    votes.bring_in(season.town, vote, [(1, {"1": "disagree"})])
    votes.draft(season.town, title="还没公告的一次表决")
    return [
        Secret("厍大海", "an owner's whole name"),
        Secret("亓官小楼", "an owner's whole name"),
        Secret("九九栋七零一", "an owner's door"),
        Secret("代办的侄子", "who answers for an owner"),
        Secret("还没公告的一次表决", "an owners' vote that is not announced"),
    ]


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Yield every address with every number that it could be asked for with."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and f"{space}{pattern.name}" not in LOOKING_ONLY:
            numbers = [known(name) for name in pattern.pattern.converters]
            for chosen in product(*numbers):
                yield reverse(f"{space}{pattern.name}", args=chosen)


def known(name: str) -> list[object]:
    """Return everything that a name in an address may stand for; a secret stands for nothing."""
    if not name.endswith("_id"):
        return []
    word = name.removesuffix("_id")
    wanted = KINDS.get(word, word.capitalize())
    found: list[type[Model]] = [one for one in apps.get_models() if one.__name__ == wanted]
    return [pk for model in found for pk in model.objects.values_list("pk", flat=True)]


def words_of(response: HttpResponse) -> str:
    """Return all words of a page or a file."""
    if response.status_code != 200:
        return response.content.decode(errors="replace") if not response.streaming else ""
    if response.headers["Content-Type"].endswith("spreadsheetml.sheet"):
        with ZipFile(BytesIO(response.content)) as book:
            return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return "" if response.streaming else response.content.decode(errors="replace")


@pytest.mark.django_db
@pytest.mark.parametrize("onlooker", ONLOOKERS)
def test_an_onlooker_reads_nothing_that_is_not_for_them(onlooker, season, secrets):
    client = Client()
    if onlooker != visitors.STRANGER:
        client.force_login(season.town.people[onlooker])
    neighbours = Membership.objects.filter(unit=season.town.community).exclude(
        person=client.session.get("_auth_user_id")
    )
    phones = neighbours.values_list("person__phone", flat=True)
    hidden = [*secrets, *(Secret(phone, "a telephone number") for phone in phones)]
    leaks = []
    for address in addresses(get_resolver()):
        words = words_of(client.get(address))
        leaks += [f"{one.about}, {one.words}: {address}" for one in hidden if one.words in words]
    assert not leaks, "\n".join(leaks)

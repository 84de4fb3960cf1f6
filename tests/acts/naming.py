from django.utils import timezone

from mulin.features.naming import actions as naming
from mulin.features.naming import queries
from mulin.features.naming.models import CandidateName
from mulin.features.naming.tests import contests
from mulin.web.tests.doors import OFFICE_HERE, RESIDENT

from .ground import CONFIRMED, Act, Ground


def a_name(ground: Ground) -> CandidateName:
    return contests.candidate(contests.collected(ground.town), "清桐驿")


def in_box(ground: Ground, who: object) -> None:
    contest = contests.counting(ground.town, ground.town.people[RESIDENT])
    zeros = {one.pk: 0 for one in queries.ballot_of(contest)}
    naming.count_paper_names(actor=who, contest=contest, counted=zeros, blank=0)


def put_to_vote(ground: Ground, who: object) -> None:
    contest = contests.collected(ground.town)
    naming.shortlist_names(
        actor=who,
        contest=contest,
        chosen=[one.pk for one in queries.shown_names(contest)],
        reasons={},
        votes_until=timezone.now() + contests.LATER,
    )


def on_paper(ground: Ground, who: object, *, back: bool = False) -> None:
    contest = contests.voting(ground.town)
    line = contests.line_of(contest, ground.town.people[RESIDENT])
    noted_by = contests.staff(ground.town) if back else who
    naming.note_paper_voter(actor=noted_by, contest=contest, elector=line)
    if back:
        naming.take_paper_voter_back(actor=who, contest=contest, elector=line)


NAMING = [
    Act(
        "open_naming",
        OFFICE_HERE,
        lambda g, who: naming.open_naming(
            actor=who,
            place=contests.shed(g.town),
            why="改好了",
            collects_until=timezone.now() + contests.LATER,
        ),
    ),
    Act(
        "prolong_naming",
        OFFICE_HERE,
        lambda g, who: naming.prolong_naming(
            actor=who,
            contest=contests.collecting(g.town),
            until=timezone.now() + 2 * contests.LATER,
            because="名字不多",
        ),
    ),
    Act(
        "enter_names",
        OFFICE_HERE,
        lambda g, who: naming.enter_names(
            actor=who,
            contest=contests.collecting(g.town),
            channel="paper",
            lines=[("清桐驿", "周阿姨")],
        ),
    ),
    Act(
        "show_name",
        OFFICE_HERE,
        lambda g, who: naming.show_name(actor=who, candidate=a_name(g)),
    ),
    Act(
        "hide_name",
        OFFICE_HERE,
        lambda g, who: naming.hide_name(actor=who, candidate=a_name(g), because="是人名"),
    ),
    Act("shortlist_names", OFFICE_HERE, put_to_vote),
    Act(
        "vote_for_name",
        CONFIRMED,
        lambda g, who: contests.vote(contests.voting(g.town), who, "清桐驿"),
    ),
    Act("note_paper_voter", OFFICE_HERE, on_paper),
    Act("take_paper_voter_back", OFFICE_HERE, lambda g, who: on_paper(g, who, back=True)),
    Act("count_paper_names", OFFICE_HERE, in_box),
    Act(
        "conclude_naming",
        OFFICE_HERE,
        lambda g, who: naming.conclude_naming(
            actor=who, contest=contests.counting(g.town, g.town.people[RESIDENT])
        ),
    ),
    Act(
        "call_off_naming",
        OFFICE_HERE,
        lambda g, who: naming.call_off_naming(
            actor=who, contest=contests.collecting(g.town), because="车库先不改了"
        ),
    ),
    Act(
        "announce_opening",
        OFFICE_HERE,
        lambda g, who: naming.announce_opening(
            actor=who,
            contest=contests.decided(g.town, g.town.people[RESIDENT]),
            opens_on=timezone.localdate(),
            text="欢迎大家来用。",
        ),
    ),
]

"""Small made-up elections, for tests that need a ballot file."""

from hashlib import sha256
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from mulin.commons.places.tests.people import Town
from mulin.decisions.budgeting import Rule

from .. import actions
from ..models import BallotFile
from ..reading import election_in
from ..rules import best_rule

_turns = count(1)

META = """META
key;value
description;红砖苑微预算
num_projects;{projects}
num_votes;{votes}
budget;10000
vote_type;{kind}
currency;CNY
"""
PROJECTS = """PROJECTS
project_id;cost;name
1;6000;避雨亭
2;4000;声控灯
3;4000;“老树”长椅
4;12000;地下车库
5;500;没人要的牌子
"""
APPROVAL = [("1", 6), ("1,2", 2), ("2,3", 3), ("3", 1), ("4", 1)]
"""Which projects are on a ballot, and on how many."""


def written(votes: list[tuple[str, int]] = APPROVAL, **how: str) -> str:
    """Return a .pb file of ballots that name what is given, each as often as is given."""
    rows = [f"{what}" for what, times in votes for _turn in range(times)]
    head = META.format(projects=5, votes=len(rows), kind=how.get("kind", "approval"))
    lines = [f"{number};{30 + number % 40};M;{row}" for number, row in enumerate(rows, 1)]
    columns = how.get("columns", "voter_id;age;sex;vote")
    return f"{head}{PROJECTS}VOTES\n{columns}\n" + "\n".join(lines) + "\n"


def upload(text: str | None = None, name: str = "budget.pb") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (text or written()).encode())


def keep_some(town: Town, who: str = "street_operator", text: str | None = None) -> BallotFile:
    """Let somebody upload a small election for the first community."""
    found = election_in(upload(text))
    return actions.keep_ballot_file(
        actor=town.people[who],
        unit=town.community,
        title=found.title,
        election=found.election,
        sha256=sha256(f"{next(_turns)}".encode()).hexdigest(),
        currency=found.currency,
    )


def publish_some(town: Town, who: str = "street_operator") -> BallotFile:
    """Let somebody publish a small election, beside what the most votes would have chosen."""
    file = keep_some(town, who)
    return actions.publish_count(
        actor=town.people[who], file=file, rule=best_rule(file.kind), against=Rule("greedy")
    )

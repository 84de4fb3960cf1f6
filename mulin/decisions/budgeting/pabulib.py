"""
Elections as Pabulib keeps them: files whose names end in .pb.

    >>> election = read('''META
    ... key;value
    ... budget;1000
    ... vote_type;approval
    ... PROJECTS
    ... project_id;cost;name
    ... 1;300;Bench
    ... 2;400.50;"Lamp; solar"
    ... VOTES
    ... voter_id;vote
    ... 7;1,2
    ... 8;2
    ... ''')
    >>> election.unit, election.budget, [project.cost for project in election.projects]
    (100, 100000, [30000, 40050])

The format is described at pabulib.org/format.  What real files do besides is read as well: a byte
order mark, any ends of lines, semicolons and line breaks inside quotes, decimal commas, columns
in any order, cells that are missing at the end of a line, ids of any signs, blank lines, and
ballots that are empty or say `none`.

- Money becomes whole coins: `unit` is one where all sums are whole, 100 where cents do.
- `choose-1` is read as approval ballots.
- Points of `scoring` and `cumulative` ballots that have decimals are all multiplied by the
  smallest number that makes them whole; no rule's outcome depends on that.  Points of zero say
  nothing.  A `default_score` above zero goes to every project that a scoring ballot leaves out.
- `ordinal` ballots name projects from the best on; of k projects the first gets k points.
- A column `envelope` of PROJECTS, which is ours, says whose money pays for a project.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from types import MappingProxyType

from ._election import APPROVAL, CUMULATIVE, MOST_MONEY, ORDINAL, SCORING, Election, Project
from ._faults import FaultInFile, Note
from ._figures import figure, unit_for
from ._pabulib_ballots import NOTHING, ballots_from
from ._pabulib_sections import KEY, META, PROJECTS, VOTES, Sections, Table, sections_of

KINDS = {
    "approval": APPROVAL,
    "choose-1": APPROVAL,
    "cumulative": CUMULATIVE,
    "scoring": SCORING,
    "ordinal": ORDINAL,
}
"""How each `vote_type` is counted."""

BUDGET, VOTE_TYPE, DEFAULT_SCORE = "budget", "vote_type", "default_score"


@dataclass(frozen=True)
class Reading:
    """A file that was read."""

    election: Election
    meta: Mapping[str, str]
    """What META says, by key: description, currency, rule, date_begin and so on."""

    notes: tuple[Note, ...]
    """What the file says of itself and is not so; it is counted all the same."""


def read(source: bytes | str) -> Election:
    """
    Return the election of a Pabulib file.

    Refuses, with FaultInFile, what cannot be read for sure, and says in which line.
    """
    return examine(source).election


def examine(source: bytes | str) -> Reading:
    """Return the election of a Pabulib file, what its META says, and what is odd about it."""
    sections = sections_of(source)
    meta = {key: value for key, (value, _line) in sections.meta.items()}
    given, line = _said(sections, VOTE_TYPE)
    if given.lower() not in KINDS:
        raise FaultInFile("unknown_vote_type", line, given=given, known=", ".join(KINDS))
    projects, budget, unit = _money(sections)
    fallback = Fraction(0)
    if given.lower() == SCORING and DEFAULT_SCORE in meta:
        fallback = figure(*sections.meta[DEFAULT_SCORE], DEFAULT_SCORE)
    ballots = ballots_from(sections.votes, given.lower(), KINDS[given.lower()], projects, fallback)
    election = Election(projects, budget, ballots, KINDS[given.lower()], unit)
    return Reading(election, MappingProxyType(meta), _notes(sections, election))

"""
Elections as Mulin keeps them: JSON, whole, in the words of docs/reference/election-file.md.

    >>> from mulin.decisions.budgeting import Election, Project
    >>> election = Election.from_rows([Project("1", 300, "Bench")], 1000, [["1"], ["1"], []])
    >>> read(write(election)).ballots.weights.tolist()
    [2, 1]

Nothing is lost on the way: names, envelopes, the kind of ballots, the unit and the weights of
voters come back as they were.  Money is in whole coins, as in `Election`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ._election import BALLOT_KINDS, CUMULATIVE, MOST_MONEY, SCORING, Election, Project
from ._faults import FaultInFile
from ._said import Said, said_by

FORMAT, VERSION = "mulin-election", 1
MOST = 2**53
"""The largest sum of points or weights: up to here every reader of JSON is exact."""

UNKEPT = re.compile("[\0\ud800-\udfff]")
BETWEEN = re.compile(r"\s*,\s*")

PROJECTS, BALLOTS = "projects", "ballots"

Row = list[str] | dict[str, int]


def write(election: Election) -> str:
    """Return an election as JSON: one line for each project and each different ballot."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "kind": election.kind,
        "unit": election.unit,
        "budget": election.budget,
    }
    projects = [_described(project) for project in election.projects]
    ballots = [_written(said) for said in said_by(election)]
    lines = [f"  {_json(key)}: {_json(value)}" for key, value in head.items()]
    lines += [f'  "projects": {_listed(projects)}', f'  "ballots": {_listed(ballots)}']
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _described(project: Project) -> dict[str, Any]:
    words = {"name": project.name, "envelope": project.envelope}
    said = {key: word for key, word in words.items() if word}
    return {"id": project.key, "cost": project.cost, **said}


def _written(said: Said) -> dict[str, Any]:
    if said.points is None:
        ballot: dict[str, Any] = {"vote": said.keys}
    else:
        ballot = {"points": dict(zip(said.keys, said.points, strict=True))}
    return ballot if said.weight == 1 else {**ballot, "weight": said.weight}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(values: list[dict[str, Any]]) -> str:
    inside = ",\n".join(f"    {_json(value)}" for value in values)
    return f"[\n{inside}\n  ]" if values else "[]"


def read(source: bytes | str) -> Election:
    """
    Return the election of a file that `write` wrote, or that others wrote in the same way.

    Refuses, with FaultInFile, everything else, and says in which line.
    """
    return Reader(source).election()


class Reader:
    """Reads one file, and knows the lines of what is wrong with it."""

    def __init__(self, source: bytes | str) -> None:
        self._text = _text(source)
        self._data = _loaded(self._text)
        self._part: tuple[str, int] | None = None
        """Which project or ballot is being read."""

    def election(self) -> Election:
        kind = self._data.get("kind")
        if not isinstance(kind, str) or kind not in BALLOT_KINDS:
            raise self._wrong("kind", "one of " + ", ".join(BALLOT_KINDS))
        unit, budget = self._whole(self._data, "unit", 1), self._whole(self._data, "budget", 0)
        projects = self._projects()
        if max(budget, sum(project.cost for project in projects.values())) > MOST_MONEY:
            raise self._fault("money_too_large")
        rows, weights, total = list[Row](), list[int](), 0
        for entry in self._each(BALLOTS):
            row = self._row(entry, kind, projects)
            weight = self._whole({"weight": 1, **entry}, "weight", 1)
            total += weight * (sum(row.values()) if isinstance(row, dict) else 1)
            if max(total, weight) > MOST:
                raise self._fault("points_too_large")
            rows.append(row)
            weights.append(weight)
        return Election.from_rows(
            projects.values(), budget, rows, kind=kind, weights=weights, unit=unit
        )

    def _projects(self) -> dict[str, Project]:
        projects: dict[str, Project] = {}
        for entry in self._each(PROJECTS):
            key = self._words(entry, "id")
            if not key:
                raise self._fault("project_without_id")
            if key in projects:
                raise self._fault("repeated_project", project=key)
            name, envelope = self._words(entry, "name"), self._words(entry, "envelope")
            projects[key] = Project(key, self._whole(entry, "cost", 0), name, envelope)
        return projects

    def _row(self, entry: dict[str, Any], kind: str, projects: dict[str, Project]) -> Row:
        if kind in (CUMULATIVE, SCORING):
            points = entry.get("points")
            if not isinstance(points, dict):
                raise self._wrong("points", "an object")
            row: Row = {key: self._whole(points, key, 0) for key in points}
        else:
            vote = entry.get("vote")
            if not isinstance(vote, list) or not all(isinstance(key, str) for key in vote):
                raise self._wrong("vote", "a list of ids")
            row = vote
        named: set[str] = set()
        for key in row:
            if key not in projects:
                raise self._fault("unknown_project", project=key)
            if key in named:
                raise self._fault("repeated_in_ballot", project=key)
            named.add(key)
        return row

    def _each(self, part: str) -> Iterator[dict[str, Any]]:
        entries = self._data.get(part)
        if not isinstance(entries, list):
            raise self._wrong(part, "a list")
        for i, entry in enumerate(entries):
            self._part = part, i
            if not isinstance(entry, dict):
                raise self._wrong(f"{part}[{i}]", "an object")
            yield entry
        self._part = None

    def _whole(self, entry: dict[str, Any], key: str, least: int) -> int:
        value = entry.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST:
            raise self._wrong(key, f"a whole number of {least} or more")
        return value

    def _words(self, entry: dict[str, Any], key: str) -> str:
        value = entry.get(key, "")
        if not isinstance(value, str) or UNKEPT.search(value):
            raise self._wrong(key, "a text")
        return value

    def _wrong(self, where: str, wanted: str) -> FaultInFile:
        return self._fault("wrong_value", where=where, wanted=wanted)

    def _fault(self, code: str, **values: Any) -> FaultInFile:
        return FaultInFile(code, self._line(), **values)

    def _line(self) -> int:
        """Return the line where the project or ballot begins that is being read."""
        start = self._part and re.search(f'"{self._part[0]}"\\s*:\\s*\\[\\s*', self._text)
        if not start or not self._part:
            return 1
        at = start.end()
        for _ in range(self._part[1]):
            at = json.JSONDecoder().raw_decode(self._text, at)[1]
            after = BETWEEN.match(self._text, at)
            at = after.end() if after else at
        return self._text.count("\n", 0, at) + 1


def _text(source: bytes | str) -> str:
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as odd:
        raise FaultInFile("not_text", source.count(b"\n", 0, odd.start) + 1) from None


def _loaded(text: str) -> dict[str, Any]:
    if not text.strip():
        raise FaultInFile("empty", 1)
    try:
        data = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as odd:
        raise FaultInFile("not_json", odd.lineno) from None
    except (ValueError, RecursionError):
        raise FaultInFile("not_json", 1) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FaultInFile("not_ours", 1)
    if data.get("version") != VERSION:
        raise FaultInFile("unknown_version", 1, given=data.get("version"), known=VERSION)
    return data


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep both of what is given twice from counting as one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found

"""Read a file, count it by a rule, print the outcome."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from mulin.decisions.budgeting import (
    Allocation,
    Distance,
    Election,
    FaultInFile,
    Note,
    Rule,
    by_envelopes,
    decide,
    explain,
    how_far,
    sentence,
)

from .files import Found, content_of, election_in
from .options import BAD_INPUT, CannotDecide, envelopes_from, reader, rule_from
from .plain import money, outcome
from .progress import Progress
from .report import amount, head, report
from .stories import how_far_said, stories
from .table import escaped, printable
from .words import CHINESE, FAULTS, RULES, SOURCES, Speech, language_asked

Watch = Callable[[int, int], None]

INTERRUPTED = 130
NARROW, WIDE = 60, 120


def main(words: list[str]) -> int:
    """Do what was asked for, and return the exit status."""
    speech = Speech(language_asked(words))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        _print(_answer(reader(speech).parse_args(words), speech))
    except CannotDecide as refusal:
        print(speech("wrong", what=printable(str(refusal))), file=sys.stderr)  # noqa: T201
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _print(paragraphs: Iterator[str]) -> None:
    """Print, unless nobody listens any more."""
    try:
        for paragraph in paragraphs:
            sys.stdout.write(paragraph + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _answer(options: argparse.Namespace, speech: Speech) -> Iterator[str]:
    if options.list:
        yield from _rules(speech)
        return
    if options.file is None:
        raise CannotDecide(speech("give_a_file"))
    rule = rule_from(options, speech)
    with Progress(speech, sys.stderr) as progress:
        found = _found(options.file, speech)
        _check(found.election, rule, speech)
        progress.budget = found.election.budget
        count = _count_envelopes if options.envelope else _count
        paragraphs = list(count(found, rule, options, speech, progress.watch))
    yield from paragraphs


def _count(
    found: Found, rule: Rule, options: argparse.Namespace, speech: Speech, watch: Watch
) -> Iterator[str]:
    election = found.election
    allocation = decide(election, rule, watch=watch)
    told = explain(election, allocation) if options.explain else None
    distances = [_distance(election, allocation, key, speech) for key in options.how_far or []]
    if options.json:
        said = outcome(election, allocation)
        said["notes"] = [str(note) for note in found.notes]
        if told is not None:
            said["explanation"] = told.as_dict()
        if distances:
            said["distances"] = [distance.as_dict(election.unit) for distance in distances]
        yield _json(said)
        return
    yield from _above(found, speech)
    yield head(election, speech)
    for paragraph in report(election, allocation, speech, _cells()):
        yield f"\n{paragraph}"
    if told is not None:
        yield ""
        yield from stories(election, told, speech)
    for distance in distances:
        yield f"\n{how_far_said(election, distance, speech)}"


def _distance(election: Election, allocation: Allocation, key: str, speech: Speech) -> Distance:
    if key not in election.numbers or key in allocation.winners:
        raise CannotDecide(speech("not_passed_over", key=key))
    return how_far(election, allocation, key)


def _count_envelopes(
    found: Found, rule: Rule, options: argparse.Namespace, speech: Speech, _watch: Watch
) -> Iterator[str]:
    if options.explain or options.how_far:
        raise CannotDecide(speech("one_or_other"))
    election = found.election
    budgets = envelopes_from(options.envelope, election.unit, speech)
    for project in election.projects:
        if project.envelope not in budgets:
            raise CannotDecide(speech("no_money_for", name=project.envelope))
    allocations = by_envelopes(election, rule, budgets)
    parts = {name: replace(election, budget=budget) for name, budget in budgets.items()}
    if options.json:
        said = {name: outcome(parts[name], one) for name, one in allocations.items()}
        winners = [key for one in allocations.values() for key in one.winners]
        spent = money(sum(one.spent for one in allocations.values()), election.unit)
        yield _json({"winners": winners, "spent": spent, "envelopes": said})
        return
    yield from _above(found, speech)
    for name, one in allocations.items():
        projects = sum(project.envelope == name for project in election.projects)
        budget = amount(budgets[name], election.unit)
        yield speech("envelope", name=printable(name), projects=projects, budget=budget)
        for paragraph in report(parts[name], one, speech, _cells()):
            yield f"\n{paragraph}"
        yield ""
    winners_count = sum(len(one.winners) for one in allocations.values())
    total = amount(sum(one.spent for one in allocations.values()), election.unit)
    yield speech("together", winners=winners_count, spent=total)


def _rules(speech: Speech) -> Iterator[str]:
    for name in RULES:
        yield f"{name:<14}{speech(name, RULES)}\n{'':<14}{SOURCES[name]}"


def _found(name: str, speech: Speech) -> Found:
    content = content_of(name, speech)
    try:
        return election_in(content, speech)
    except FaultInFile as fault:
        if sheet := getattr(fault, "sheet", ""):
            name = speech("sheet", file=name, sheet=sheet)
        what = said(fault, speech)
        raise CannotDecide(speech("fault", file=name, line=fault.line, what=what)) from None


def said(fault: FaultInFile | Note, speech: Speech) -> str:
    """Return what is wrong, without its line."""
    if speech.language != CHINESE:
        return fault.what
    return sentence(fault.code, fault.values, {code: both[0] for code, both in FAULTS.items()})


def _check(election: Election, rule: Rule, speech: Speech) -> None:
    """Refuse what cannot be counted by this rule."""
    if not election.projects:
        raise CannotDecide(speech("no_projects"))
    if rule.utility in ("points", "points-cost", "borda") and election.kind == "approval":
        raise CannotDecide(speech("needs_points"))
    if rule.utility == "borda" and election.kind != "ordinal":
        raise CannotDecide(speech("needs_ranks"))


def _json(said: dict[str, Any]) -> str:
    """Return plain data as JSON in which nothing steers a terminal that it is printed on."""
    return escaped(json.dumps(said, ensure_ascii=False, indent=2))


def _cells() -> int:
    return max(shutil.get_terminal_size((WIDE, 0)).columns, NARROW)


def _above(found: Found, speech: Speech) -> Iterator[str]:
    """Yield what a file calls itself, and what is odd about it."""
    if title := printable(found.meta.get("description", "")):
        yield title
    for note in found.notes:
        yield speech("note", line=note.line, what=printable(said(note, speech)))

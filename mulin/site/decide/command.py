"""Read a file, count it by a rule, print the outcome."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator

from mulin.decisions.budgeting import (
    Allocation,
    Election,
    FaultInFile,
    Note,
    Rule,
    decide,
    explain,
    sentence,
)

from .files import Found, content_of, election_in
from .options import BAD_INPUT, CannotDecide, reader, rule_from
from .plain import outcome
from .progress import Progress
from .report import report
from .stories import stories
from .table import printable
from .words import CHINESE, FAULTS, RULES, SOURCES, Speech, language_asked

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
    found = _found(options.file, speech)
    _check(found.election, rule, speech)
    with Progress(speech, found.election.budget, sys.stderr) as progress:
        allocation = decide(found.election, rule, watch=progress.watch)
    yield from (_as_json if options.json else _as_text)(found, allocation, options, speech)


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


def _as_json(
    found: Found, allocation: Allocation, options: argparse.Namespace, speech: Speech
) -> Iterator[str]:
    plain = outcome(found.election, allocation)
    plain["notes"] = [str(note) for note in found.notes]
    if options.explain:
        plain["explanation"] = explain(found.election, allocation).as_dict()
    yield json.dumps(plain, ensure_ascii=False, indent=2)


def _as_text(
    found: Found, allocation: Allocation, options: argparse.Namespace, speech: Speech
) -> Iterator[str]:
    columns = shutil.get_terminal_size((WIDE, 0)).columns
    if title := printable(found.meta.get("description", "")):
        yield title
    for note in found.notes:
        yield speech("note", line=note.line, what=printable(said(note, speech)))
    yield from _parted(report(found.election, allocation, speech, max(columns, NARROW)))
    if options.explain:
        yield ""
        yield from stories(found.election, explain(found.election, allocation), speech)


def _parted(paragraphs: Iterator[str]) -> Iterator[str]:
    """Put an empty line before each paragraph but the first."""
    for i, paragraph in enumerate(paragraphs):
        yield f"\n{paragraph}" if i else paragraph

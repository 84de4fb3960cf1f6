"""Read a bundle, check it, print yes or what differs."""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mulin.site.decide.table import printable
from mulin.site.decide.words import LANGUAGES, Speech, language_asked

from .bundle import MOST_BYTES, Bundle, NoBundle, read
from .checks import Fault, faults_in
from .words import SENTENCES

YES, DIFFERS, BAD_INPUT = 0, 1, 2


def main(words: list[str]) -> int:
    """Do what was asked for, and return the exit status."""
    speech = Speech(language_asked(words))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    options = _reader(speech).parse_args(words)
    try:
        bundle = read(_content(options.file))
        faults = _faults(bundle, options.fingerprint)
    except (OSError, ValueError) as trouble:
        what = getattr(trouble, "strerror", None) or str(trouble)
        return _refuse(speech, "unreadable", file=options.file, what=what)
    except NoBundle as reason:
        key, *what = reason.args
        return _refuse(speech, key, what=what[0] if what else "")
    try:
        _print(bundle, faults, speech, is_compared=bool(options.fingerprint))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DIFFERS if faults else YES


def _content(name: str) -> bytes:
    with Path(name).open("rb") as source:
        content = source.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NoBundle("not_a_bundle")
    return content


def _faults(bundle: Bundle, fingerprint: str | None) -> list[Fault]:
    try:
        faults = faults_in(bundle)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as broken:
        raise NoBundle("malformed") from broken
    if fingerprint and fingerprint.strip().lower() != bundle.fingerprint:
        faults.append(("other_fingerprint", {"said": fingerprint}))
    return faults


def _print(bundle: Bundle, faults: list[Fault], speech: Speech, *, is_compared: bool) -> None:
    print(printable(str(bundle.vote.get("title", ""))))  # noqa: T201
    if faults:
        print(speech("no", SENTENCES, faults=len(faults)))  # noqa: T201
        for key, figures in faults:
            print(f"- {printable(_said(speech, key, figures))}")  # noqa: T201
    else:
        titles = {bundle.keys[one["number"]]: one["title"] for one in bundle.options}
        winners = {"winners": [titles[key] for key in bundle.result["winners"]]}
        print(speech("yes", SENTENCES, ballots=len(bundle.ballots)))  # noqa: T201
        print(printable(_said(speech, "chosen", winners)))  # noqa: T201
    print(speech("fingerprint", SENTENCES, fingerprint=bundle.fingerprint))  # noqa: T201
    if not faults:
        print(speech("same_fingerprint" if is_compared else "compare", SENTENCES))  # noqa: T201


def _said(speech: Speech, key: str, figures: Mapping[str, Any]) -> str:
    """Say a sentence; several things are joined, and a figure is called as people call it."""
    told = {
        name: (speech("and", SENTENCES).join(thing) or "-") if isinstance(thing, list) else thing
        for name, thing in figures.items()
    }
    if f"figure_{told.get('what')}" in SENTENCES:
        told["what"] = speech(f"figure_{told['what']}", SENTENCES)
    return speech(key, SENTENCES, **told)


def _refuse(speech: Speech, key: str, **figures: str) -> int:
    what = printable(speech(key, SENTENCES, **figures))
    print(speech("wrong", SENTENCES, what=what), file=sys.stderr)  # noqa: T201
    return BAD_INPUT


def _reader(speech: Speech) -> argparse.ArgumentParser:
    def told(key: str) -> str:
        return speech(key, SENTENCES)

    words = argparse.ArgumentParser("mulin verify", description=told("description"))
    words.add_argument("file", metavar="BUNDLE", help=told("file"))
    words.add_argument("--fingerprint", metavar="SHA256", help=told("fingerprint_help"))
    words.add_argument("--lang", choices=LANGUAGES, help=told("lang"))
    return words

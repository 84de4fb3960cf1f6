"""
What the platform says about a record: to everybody in a timeline, to some as a message.

A room registers its sentences when it starts, in `apps.py`:

    register(
        Sentence(
            "ideas.screened",
            timeline=_("社工看过了：%(verdict)s"),
            message=_("您的点子“%(title)s”有了答复：%(verdict)s"),
            url="ideas:idea",
            icon="clipboard-check",
        )
    )

The words in %(…)s are the record's details, and `who` and `role` of the one who did it.  A
text may also be a function of the record.  Texts are lazy, so everybody reads them in the
language of their own screen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.web import icons

Text = str | Promise | Callable[[Record], str]

VERB = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
TONES = ("brand", "lamp", "dian", "zhu")


class Audience(StrEnum):
    """Who gets a message."""

    FOLLOWERS = "followers"
    """Those who follow the thing, and the person herself when it is about a person."""

    PLACE = "place"
    """They, and everybody who plays a part at the record's unit or below it."""


@dataclass(frozen=True)
class Sentence:
    """What is said when something of one kind was done."""

    verb: str
    timeline: Text = ""
    """For the public timeline of the thing; empty: not shown there."""

    message: Text = ""
    """For the people it concerns; empty: nobody gets a message."""

    url: str | Callable[[Record], str] = ""
    """Where a message leads: the name of an address that takes the thing's id, or a function."""

    audience: Audience = Audience.FOLLOWERS
    icon: str = "bell"
    tone: str = "brand"


_sentences: dict[str, Sentence] = {}


def register(*sentences: Sentence) -> None:
    """Let the house say these sentences; a wrong one stops the start."""
    for sentence in sentences:
        _check(sentence)
        _sentences[sentence.verb] = sentence


def _check(sentence: Sentence) -> None:
    verb = sentence.verb
    if not VERB.fullmatch(verb):
        raise ValueError(f"{verb!r} is no verb; write it as room.past_participle")
    if verb in _sentences:
        raise ValueError(f"{verb!r} has a sentence already")
    if not (sentence.timeline or sentence.message):
        raise ValueError(f"{verb!r} says nothing: give it a timeline or a message")
    if sentence.tone not in TONES:
        raise ValueError(f"{verb!r} has the tone {sentence.tone!r}; use one of {TONES}")
    icons.drawing(sentence.icon)


def sentence_for(verb: str) -> Sentence | None:
    return _sentences.get(verb)


def verbs_with_timeline() -> list[str]:
    """Return the verbs that the public may read about."""
    return [s.verb for s in _sentences.values() if s.timeline]


def verbs_with_message(*audiences: Audience) -> list[str]:
    """Return the verbs of which somebody gets a message; of these audiences, or of all."""
    chosen = audiences or tuple(Audience)
    return [s.verb for s in _sentences.values() if s.message and s.audience in chosen]


class _Facts(dict[str, Any]):
    """A record's details; one that an older record lacks is a dash, not a broken page."""

    def __missing__(self, key: str) -> str:
        return "—"


def said(text: Text, record: Record) -> str:
    """Fill a text with what the record knows."""
    if callable(text):
        return str(text(record))
    return str(text) % _Facts(record.details, who=name_of(record), role=role_of(record))


def name_of(record: Record) -> str:
    """Return who did it, as neighbours may know; empty when the record keeps it to itself."""
    if record.by is None or record.details.get("anonymous"):
        return ""
    return record.by.name_in_public


def role_of(record: Record) -> str:
    """Return the role it was done in, as words."""
    return str(Role(record.role).label) if record.role in Role.values else ""


def address_of(sentence: Sentence, record: Record) -> str:
    """Return where a message leads, or nothing."""
    if callable(sentence.url):
        return sentence.url(record)
    return reverse(sentence.url, args=[record.about_id]) if sentence.url else ""

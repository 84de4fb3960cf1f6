"""Only owners decide as owners: no other round is ever called their joint decision."""

import re
from pathlib import Path

import polib
import pytest

from tests.house.house import PACKAGE

OWNERS = re.compile(
    r"业主共同决定|业主大会的?决[定议]|业主表决(?:通过|结果|决定)"
    r"|owners?['’]s? (?:joint )?decision",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"不是|不算|不能|代替不了|另行|别处|no (?:joint )?decision|not an?|never|cannot", re.I
)
ABOUT_OWNERS = ("features/owners", "commons/electorates", "portal")
"""Where owners' joint decisions are at home, or led to by name."""

SENTENCE_END = re.compile(r"[。！？\n]|[.!?](?=\s)")


def claims(text: str) -> list[str]:
    """Return the sentences that call something a decision of owners without denying it."""
    return [
        one.strip()
        for one in SENTENCE_END.split(text)
        if OWNERS.search(one) and not DENIED.search(one)
    ]


def other_rooms() -> list[Path]:
    rooms = [*PACKAGE.glob("features/*"), *PACKAGE.glob("commons/*"), PACKAGE / "programmes"]
    return sorted(
        room
        for room in rooms
        if room.is_dir() and room.relative_to(PACKAGE).as_posix() not in ABOUT_OWNERS
        if (room / "apps.py").exists()
    )


@pytest.mark.parametrize("room", other_rooms(), ids=lambda room: room.name)
def test_nothing_but_an_owners_vote_is_called_a_decision_of_owners(room):
    pages = [one.read_text() for one in room.rglob("templates/**/*.html")]
    book = room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    said = (
        [text for one in polib.pofile(book) for text in (one.msgid, one.msgstr)]
        if (book.exists())
        else []
    )
    assert [claim for text in (*pages, *said) for claim in claims(text)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "本轮征询就是业主共同决定。",
        "各户同意，业主大会决定通过",
        "This round is the owners' joint decision.",
    ],
)
def test_a_false_claim_is_found(wrong):
    assert claims(wrong)


@pytest.mark.parametrize(
    "right",
    ["这一轮是入户征询，不是业主共同决定。", "This round is not an owners' decision."],
)
def test_a_denial_passes(right):
    assert not claims(right)

"""What somebody types who reads a ballot on paper: option numbers, points after an equals sign."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mulin.errors import Refused

from .filling import Filling, Paper, blank, filled
from .models import BLANK, SPOILT

SAID_SPOILT = {"x", "X", "×", "废", "-", "—"}
SAID_BLANK = {"0", "０", "空", "白"}
PIECE = re.compile(r"([0-9]{1,3})(?:[=:：]([0-9]{1,4}))?")


def filling_of(paper: Paper, sheet: str) -> Filling | None:
    """Return what a ballot says that was read; None when it is spoilt."""
    if sheet == SPOILT:
        return None
    if sheet == BLANK:
        return blank(paper)
    choices, points = _parted(sheet)
    return filled(paper, choices, points)


def read_sheet(paper: Paper, typed: str) -> str:
    """Return a ballot in the one way it is kept, or say what cannot stand on it; "" for none."""
    typed = typed.strip()
    if not typed:
        return ""
    if typed in SAID_SPOILT:
        return SPOILT
    if typed in SAID_BLANK:
        return BLANK
    found = filled(paper, *_parted(typed))
    given: Sequence[int | None] = found.points or [None] * len(found.choices)
    pairs = zip(found.choices, given, strict=True)
    return " ".join(f"{one}" if worth is None else f"{one}={worth}" for one, worth in pairs)


def told(sheet: str) -> str:
    """Say what was read of a ballot, as people say it."""
    if not sheet:
        return _("箱里没有")
    return {SPOILT: pgettext("one ballot", "废票"), BLANK: _("空白票")}.get(sheet, sheet)


def told_apart(one: Mapping[str, str], other: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """Return the ballots read differently: number, and what each says, as people say it."""
    return [
        (int(serial), told(one.get(serial, "")), told(other.get(serial, "")))
        for serial in sorted({*one, *other}, key=int)
        if one.get(serial) != other.get(serial)
    ]


def _parted(typed: str) -> tuple[list[int], list[int] | None]:
    pieces = [PIECE.fullmatch(piece) for piece in re.split(r"[\s,，、;；]+", typed) if piece]
    if not pieces or None in pieces:
        raise Refused(
            _("“%(typed)s”看不懂。写选项的编号，中间空一格；空白票写 0，废票写 x。")
            % {"typed": typed[:20]}
        )
    found = [piece for piece in pieces if piece]
    worth = [piece[2] for piece in found]
    points = [int(one) for one in worth if one] if all(worth) else None
    return [int(piece[1]) for piece in found], points

"""What somebody types who reads a ballot on paper: option numbers, points after an equals sign."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from mulin.errors import Refused

from .filling import Filling, Paper, filled
from .models import BLANK

SPOILT = {"x", "X", "×", "废", "-", "—"}
PIECE = re.compile(r"([0-9]{1,3})(?:[=:：]([0-9]{1,4}))?")


def filling_of(paper: Paper, sheet: str) -> Filling | None:
    """Return what a ballot says that was read; None when it is spoilt."""
    if sheet == BLANK:
        return None
    choices, points = _parted(sheet)
    return filled(paper, choices, points)


def read_sheet(paper: Paper, typed: str) -> str:
    """Return a ballot in the one way it is kept, or say what cannot stand on it; "" for none."""
    typed = typed.strip()
    if not typed:
        return ""
    if typed in SPOILT:
        return BLANK
    found = filled(paper, *_parted(typed))
    given: Sequence[int | None] = found.points or [None] * len(found.choices)
    pairs = zip(found.choices, given, strict=True)
    return " ".join(f"{one}" if worth is None else f"{one}={worth}" for one, worth in pairs)


def _parted(typed: str) -> tuple[list[int], list[int] | None]:
    pieces = [PIECE.fullmatch(piece) for piece in re.split(r"[\s,，、;；]+", typed) if piece]
    if not pieces or None in pieces:
        raise Refused(
            _("“%(typed)s”看不懂。写选项的编号，中间空一格；废票写 x。") % {"typed": typed[:20]}
        )
    found = [piece for piece in pieces if piece]
    worth = [piece[2] for piece in found]
    points = [int(one) for one in worth if one] if all(worth) else None
    return [int(piece[1]) for piece in found], points

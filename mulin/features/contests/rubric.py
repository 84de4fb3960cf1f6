"""What a score is made of: lines with a maximum each, a hundred points together."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from mulin.errors import Refused
from mulin.programmes.models import Step

LINE = re.compile(r"(?P<name>.*[^\s\d.:+-])[\s:]*(?P<points>\d{1,3})\s*[^\W\d]?")
MOST_LINES = 10
LONGEST_NAME = 30
ABOUT_THE_ZONE = gettext_noop("片区")
"""A line that says this is about what the proposal's zone has to do first."""


@dataclass(frozen=True, slots=True)
class RubricLine:
    """One thing a judge looks at, and how many points it is worth."""

    name: str
    points: int

    @property
    def label(self) -> str:
        """Return its name in the reader's language."""
        return _(self.name)

    @property
    def is_about_the_zone(self) -> bool:
        return ABOUT_THE_ZONE in self.name


def rubric_of(step: Step) -> list[RubricLine]:
    """Return the lines of a contest's rubric; none where one number is the whole score."""
    given = step.settings.get("rubric")
    return [RubricLine(**line) for line in given] if isinstance(given, list) else []


def advice_of(step: Step) -> str:
    """Return how to score in the words of a contest that was begun before rubrics had lines."""
    given = step.settings.get("rubric")
    return _(given) if isinstance(given, str) and given else ""


def checked_points(
    lines: Sequence[RubricLine], points: Mapping[str, Decimal | None]
) -> dict[str, Decimal]:
    """Return the points a judge gave line by line, or refuse what is not of this rubric."""
    most = {line.name: line.points for line in lines}
    given = {name: figure for name, figure in points.items() if figure is not None}
    if not given.keys() <= most.keys():
        raise Refused(_("评分表上没有这一条，请重新打开再打。"))
    for line in lines:
        figure = given.get(line.name)
        if figure is None:
            continue
        if not (figure.is_finite() and 0 <= figure <= line.points):
            raise Refused(
                _("“%(line)s”要在 0 到 %(most)d 分之间。")
                % {"line": line.label, "most": line.points}
            )
        if figure != figure.quantize(Decimal("0.1")):
            raise Refused(_("分数最多写一位小数。"))
    return given


def means_of(lines: Sequence[RubricLine], sheets: Sequence[Mapping[str, str]]) -> list[Decimal]:
    """Return the mean of each line over all sheets, rounded to two places, half up."""
    if not sheets:
        return []
    return [
        (sum((Decimal(sheet[line.name]) for sheet in sheets), Decimal()) / len(sheets)).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        for line in lines
    ]


def shared_out(lines: Sequence[RubricLine], score: Decimal, tilt: int = 0) -> dict[str, Decimal]:
    """
    Split a whole score over the lines by their worth; nothing where there are no lines.

    With a tilt that many points go from the first line to the second, as far as they fit.
    """
    if not lines:
        return {}
    shares = [(score * line.points / 100) // 1 for line in lines]
    rest = score - sum(shares)
    for place, line in enumerate(lines):
        more = min(rest, line.points - shares[place])
        shares[place] += more
        rest -= more
    if len(lines) > 1:
        most = min(shares[0], lines[1].points - shares[1])
        least = -min(shares[1], lines[0].points - shares[0])
        moved = max(least, min(most, Decimal(tilt)))
        shares[0] -= moved
        shares[1] += moved
    return {line.name: share for line, share in zip(lines, shares, strict=True)}


class RubricField(forms.CharField):
    """A rubric as people write it, a line each; a blueprint may give it as a list too."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("评分看什么"),
            help_text=gettext_lazy(
                "一行一条，后面写分数，加起来 100 分，比如“公益性 40”；写到“片区”的那一条，"
                "打分时会写着这个片区的重点。不写就只打一个总分"
            ),
            max_length=600,
            required=False,
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(_in_lines(value))

    def clean(self, value: Any) -> Any:
        return [
            {"name": line.name, "points": line.points} for line in _checked(super().clean(value))
        ]

    def prepare_value(self, value: Any) -> Any:
        return _in_lines(value)

    def in_words(self, value: Any) -> str:
        """Return a kept rubric as one sentence."""
        return _("、").join(_in_lines(value).splitlines())


def _in_lines(value: Any) -> Any:
    """Return a rubric as text with a line each; what was no list stays as it was."""
    if not isinstance(value, list | tuple):
        return value
    return "\n".join(
        f"{line.get('name', '')} {line.get('points', '')}" if isinstance(line, dict) else str(line)
        for line in value
    )


def _checked(text: str) -> list[RubricLine]:
    written = [line.strip() for line in unicodedata.normalize("NFKC", text).splitlines()]
    lines = [_line(line, place) for place, line in enumerate(written, start=1) if line]
    if len(lines) > MOST_LINES:
        raise ValidationError(_("最多写 %(most)d 条。") % {"most": MOST_LINES})
    _refuse_twice(line.name for line in lines)
    whole = sum(line.points for line in lines)
    if lines and whole != 100:
        raise ValidationError(_("每条的分数加起来要等于 100，现在是 %(sum)d。") % {"sum": whole})
    return lines


def _line(written: str, place: int) -> RubricLine:
    found = LINE.fullmatch(written)
    if found is None or not 1 <= int(found["points"]) <= 100:
        raise ValidationError(
            _("第 %(place)d 行没写清几分：一行一条，后面写整数分数，比如“公益性 40”。")
            % {"place": place}
        )
    if len(found["name"]) > LONGEST_NAME:
        raise ValidationError(
            _("第 %(place)d 行太长，名字最多 %(most)d 个字。")
            % {"place": place, "most": LONGEST_NAME}
        )
    return RubricLine(found["name"], int(found["points"]))


def _refuse_twice(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValidationError(_("“%(name)s”写了两次。") % {"name": name})
        seen.add(name)

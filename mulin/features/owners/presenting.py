"""A count as pages and sheets show it: two gates, two thermometers each, what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.decisions import Shortfall, Threshold, ThresholdLine
from mulin.web.formats import number as with_thousands
from mulin.web.formats import square_metres

from .counting import Count
from .rules import in_words

ICONS = {"heads": "users", "area": "area"}
ORDER = ("heads", "area")


@dataclass(frozen=True)
class Bar:
    """One test as a thermometer."""

    line: ThresholdLine
    is_over: bool

    @property
    def state(self) -> str:
        return "pass" if self.line.passed else "short"

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody yet of whom so many would have to agree."""
        return not self.line.base

    @property
    def icon(self) -> str:
        return ICONS[self.line.threshold.measure]

    @property
    def label(self) -> str:
        return _("按人数") if self.line.threshold.measure == "heads" else _("按面积")

    @property
    def now(self) -> str:
        """What there is of how much, both in full."""
        measure = self.line.threshold.measure
        return f"{figure(measure, self.line.have)} / {amount(measure, self.line.base)}"

    @property
    def percent(self) -> str:
        return "—" if self.line.percent is None else f"{self.line.percent}%"

    @property
    def needed(self) -> str:
        return amount(self.line.threshold.measure, self.line.needed)

    @property
    def lacks(self) -> str:
        """What lacks with this base; nothing when the line is passed."""
        if self.line.passed:
            return ""
        return amount(self.line.threshold.measure, self.line.needed - self.line.have)

    @property
    def fill(self) -> str:
        return f"{float((self.line.ratio or Fraction(0)) * 100):.2f}"

    @property
    def mark(self) -> str:
        return f"{float(self.line.threshold.fraction * 100):.2f}"

    @property
    def share(self) -> str:
        return str(self.line.threshold.fraction)

    @property
    def sum(self) -> str:
        """The test as whole numbers that anybody can work out: 61,608.00 < 63,150.00."""
        measure = self.line.threshold.measure
        top, bottom = self.line.threshold.fraction.as_integer_ratio()
        left, right = self.line.have * bottom, self.line.base * top
        sign = "=" if left == right else ("<" if left < right else ">")
        parts = [figure(measure, one) for one in (self.line.have, left, self.line.base, right)]
        return f"{parts[0]} × {bottom} = {parts[1]} {sign} {parts[2]} × {top} = {parts[3]}"


@dataclass(frozen=True)
class Gate:
    """Participation or decision, by head and by area."""

    stage: str
    threshold: Threshold
    bars: list[Bar]

    @property
    def order(self) -> str:
        return _("第一关") if self.stage == "participation" else _("第二关")

    @property
    def title(self) -> str:
        words = (
            _("参加的业主，要有%(line)s")
            if self.stage == "participation"
            else _("参加的里面同意的，要有%(line)s")
        )
        return words % {"line": in_words(self.threshold)}

    @property
    def passed(self) -> bool:
        return all(bar.line.passed for bar in self.bars)


@dataclass(frozen=True)
class Panel:
    """One question with everything that came out, or how it stands."""

    count: Count
    is_over: bool

    @property
    def gates(self) -> Iterator[Gate]:
        for stage in ("participation", "decision"):
            lines = {
                line.threshold.measure: line
                for line in self.count.outcome.lines
                if line.threshold.stage == stage
            }
            if lines:
                bars = [Bar(lines[measure], self.is_over) for measure in ORDER if measure in lines]
                yield Gate(stage, bars[0].line.threshold, bars)

    @property
    def passed(self) -> bool:
        return self.count.outcome.passed

    @property
    def tone(self) -> str:
        if self.passed:
            return "brand"
        return "zhu" if self.is_over else "lamp"

    @property
    def verdict(self) -> str:
        if self.is_over:
            return _("通过") if self.passed else _("没有通过")
        if self.passed:
            return _("按现在的票，已经过线")
        if self.count.outcome.state == "out_of_reach":
            return _("剩下的业主都同意也过不了线，除非有人改答复")
        return _("还差 %(missing)s") % {"missing": self.missing}

    @property
    def missing(self) -> str:
        """What lacks until every line is passed at once, in the smallest terms that are enough."""
        return told(self.count.outcome.shortfalls, "newcomers") or self._turned

    @property
    def ways(self) -> list[str]:
        """What would be enough, each way by itself."""
        if self.passed or self.is_over:
            return []
        said = []
        if new := told(self.count.outcome.shortfalls, "newcomers"):
            said.append(_("再有 %(missing)s来参加，并且都同意，就能过。") % {"missing": new})
        if self._turned:
            said.append(
                _("或者没有别人再来，已经参加的里面有 %(missing)s改为同意，也能过。")
                % {"missing": self._turned}
            )
        return said

    @property
    def proviso(self) -> str:
        """What to mind while ballots that did not come back yet are counted already."""
        if self.is_over or not self.count.unreturned_as:
            return ""
        return _("这是按现在就截止算的：送到没交回的票按本小区规则先算进去了，还可以交。")

    @property
    def because(self) -> list[str]:
        """Why it did not pass: every line that lacks something, with its figures."""
        return [
            _("%(gate)s%(label)s：%(now)s，%(percent)s，差 %(lacks)s")
            % {
                "gate": gate.order,
                "label": bar.label,
                "now": bar.now,
                "percent": bar.percent,
                "lacks": bar.lacks,
            }
            for gate in self.gates
            for bar in gate.bars
            if not bar.line.passed
        ]

    @property
    def table(self) -> list[tuple[str, str, str]]:
        """Every count by head and by area."""
        heads, area = (self._tally(measure) for measure in ORDER)
        rows = [
            (_("名册上"), heads.registered, area.registered),
            (_("参加"), heads.count("taking_part"), area.count("taking_part")),
            (_("同意"), heads.agree, area.agree),
            (_("不同意"), heads.disagree, area.disagree),
            (_("弃权"), heads.abstain, area.abstain),
        ]
        if heads.silent:
            rows.append((_("送到没交回，算参加"), heads.silent, area.silent))
        return [(name, with_thousands(one), square_metres(other)) for name, one, other in rows]

    @property
    def followed(self) -> str:
        """How many ballots that did not come back were counted with the majority."""
        if self.count.unreturned_as not in ("agree", "disagree"):
            return ""
        words = (
            _("其中 %(heads)s、%(area)s是送到没交回的票，按本小区规则随多数算作同意。")
            if self.count.unreturned_as == "agree"
            else _("其中 %(heads)s、%(area)s是送到没交回的票，按本小区规则随多数算作不同意。")
        )
        return words % {name: amount(name, value) for name, value in self.count.unreturned.items()}

    @property
    def _turned(self) -> str:
        return told(self.count.outcome.shortfalls, "turned")

    def _tally(self, measure: str) -> Any:
        return next(
            line.tally for line in self.count.outcome.lines if line.threshold.measure == measure
        )


def panels(counts: list[Count], *, is_over: bool) -> list[Panel]:
    return [Panel(one, is_over) for one in counts]


def told(shortfalls: dict[str, Shortfall], way: str) -> str:
    """Say what lacks by area and by head, such as 412.30 ㎡ / 9 人; nothing where no way leads."""
    numbers = {measure: getattr(shortfalls[measure], way) for measure in ("area", "heads")}
    if None in numbers.values():
        return ""
    return " / ".join(amount(measure, number) for measure, number in numbers.items() if number)


def figure(measure: str, number: int) -> str:
    return square_metres(number) if measure == "area" else with_thousands(number)


def amount(measure: str, number: int) -> str:
    """Write a count with its unit."""
    if measure == "area":
        return _("%(area)s ㎡") % {"area": square_metres(number)}
    return ngettext("%(heads)s 人", "%(heads)s 人", number) % {"heads": with_thousands(number)}

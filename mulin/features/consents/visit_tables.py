"""Walk sheets, objections and plans as Excel lists; and walk sheets filled in, back in."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.names import tidy
from mulin.errors import Refused
from mulin.web.tables import columns_in
from mulin.web.workbooks import MOST_BYTES, sheets_of

from . import queries
from .actions.visiting import Knock, Raised
from .models import HouseholdPlan, Objection, Visit, VisitCampaign
from .models.rounds import SAID
from .queries.objections import floor_of
from .queries.visits import Door

MOST_FAULTS = 10
HEADS = {
    "number": ("序号",),
    "outcome": ("门口的情况",),
    "answer": ("答复",),
    "day": ("哪天",),
    "clock": ("几点",),
    "again": ("约在哪天",),
    "again_clock": ("约在几点",),
    "topic": ("意见是哪方面的",),
    "text": ("住户的意见",),
    "wish": ("希望怎么办",),
    "note": ("备注",),
}


class Faulty(Exception):
    """A list that cannot be taken in, and what is wrong in which row."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(*faults)
        self.faults = faults


def walk_columns() -> list[str]:
    named = [_(names[0]) for names in HEADS.values()]
    return [named[0], _("楼栋"), _("房号"), *named[1:]]


def blank_rows(doors: Iterable[Door]) -> Iterator[list[Any]]:
    """Return one row for each door that has not answered."""
    for door in doors:
        if door.is_open:
            yield [door.elector.number, door.elector.building, door.elector.address]


def progress_columns() -> list[str]:
    return [
        _("序号"),
        _("楼栋"),
        _("房号"),
        _("现在怎么样"),
        _("去过几次"),
        _("最近一次"),
        _("谁去的"),
        _("约在什么时候"),
        _("备注"),
    ]


def progress_rows(doors: Iterable[Door]) -> Iterator[list[Any]]:
    """Return every door with what was found there last, never how it answered."""
    for door in doors:
        last = door.last
        row = [door.elector.number, door.elector.building, door.elector.address]
        row += [state_in_words(door.state), len(door.visits)]
        if last:
            again = _written(last.again_at)
            row += [_written(last.happened_at), last.visitor.name_for_staff, again, last.note]
        yield row


def state_in_words(state: str) -> str:
    if state == "new":
        return _("还没去")
    if state == "answered":
        return _("答复了")
    return str(Visit.Outcome(state).label)


def objection_columns() -> list[str]:
    return [
        _("序号"),
        _("房号"),
        _("楼层"),
        _("哪方面"),
        _("住户的意见"),
        _("希望怎么办"),
        _("谈得怎么样"),
        _("答应了什么"),
        _("什么时候提的"),
    ]


def objection_rows(found: Iterable[Objection]) -> Iterator[list[Any]]:
    for one in found:
        home = one.elector.household
        yield [
            one.elector.number,
            one.elector.address,
            floor_of(home.dwelling.room) if home else None,
            one.topic_label,
            one.text,
            one.wish,
            str(one.get_state_display()),
            one.agreed_answer,
            _written(one.raised_at),
        ]


def plan_columns() -> list[str]:
    return [
        _("房号"),
        _("示范户"),
        _("做哪几项"),
        _("具体怎么做"),
        _("一共多少钱（元）"),
        _("住户自己出多少（元）"),
        _("打算哪天开工"),
        _("签字"),
        _("开工"),
        _("做完"),
        _("不用做了，为什么"),
    ]


def plan_rows(found: Iterable[HouseholdPlan]) -> Iterator[list[Any]]:
    for plan in found:
        days = (plan.works_on, plan.signed_on, plan.started_on, plan.done_on)
        yield [
            plan.household.full_address,
            _("是") if plan.is_exemplar else "",
            _("、").join(item.what for item in plan.items.all()),
            plan.design_note,
            plan.cost / 100,
            plan.cost_share / 100,
            *(one.isoformat() if one else "" for one in days),
            plan.dropped_because,
        ]


def _written(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def knocks_from(campaign: VisitCampaign, content: bytes) -> list[Knock]:
    """Return what a filled-in walk sheet says; raise Faulty when a row is wrong."""
    if len(content) > MOST_BYTES:
        raise Refused(_("文件超过 5 MB 了。"))
    rows = next((rows for rows in sheets_of(content) if any(map(any, rows))), [])
    headings = {key: [*names, *map(_, names)] for key, names in HEADS.items()}
    columns = columns_in(rows, headings, needed=("number", "outcome", "day"))
    if columns is None:
        raise Refused(_("没找到“序号”“门口的情况”“哪天”这几列。请下载空表，在里面填。"))
    reader = _Reader(campaign)
    for number, row in enumerate(rows[columns.first :], start=columns.first + 1):
        reader.read(number, {key: tidy(cell) for key, cell in columns.cells(row).items()})
    if reader.faults:
        raise Faulty(reader.faults)
    if not reader.knocks:
        raise Refused(_("表里还没有填写内容。"))
    return reader.knocks


class _Reader:
    """Reads a walk sheet row by row, and remembers what is wrong."""

    def __init__(self, campaign: VisitCampaign) -> None:
        self.campaign = campaign
        self.knocks: list[Knock] = []
        self.faults: list[str] = []
        found = queries.electors(campaign.round).select_related(
            "household__dwelling__entrance__building__compound__community"
        )
        self.electors = {str(one.number): one for one in found}
        self.outcomes = {str(label): key for key, label in Visit.Outcome.choices}
        self.answers = {str(one.label): one.value for one in SAID}
        self.topics = {_(label): key for key, label in campaign.round.topics}

    def read(self, number: int, cells: dict[str, str]) -> None:
        """Take one row, or say what is wrong with it; rows without an outcome are skipped."""
        if not cells["outcome"]:
            return
        try:
            self.knocks.append(self._knock(cells))
        except ValueError as fault:
            if len(self.faults) < MOST_FAULTS:
                said = _("第 %(row)d 行：%(fault)s") % {"row": number, "fault": fault}
                self.faults.append(said)

    def _knock(self, cells: dict[str, str]) -> Knock:
        elector = self.electors.get(cells["number"].removesuffix(".0"))
        if elector is None:
            raise ValueError(_("名册上没有这个序号。"))
        outcome = _one_of(self.outcomes, cells["outcome"])
        answer = _one_of(self.answers, cells.get("answer", "")) if outcome == "answered" else ""
        again_at = None
        if outcome == Visit.Outcome.REVISIT:
            again_at = _moment(cells.get("again", ""), cells.get("again_clock", ""))
        return Knock(
            elector=elector,
            outcome=outcome,
            key=_key(cells),
            answer=answer,
            happened_at=self._when(cells),
            again_at=again_at,
            note=cells.get("note", "")[:200],
            objections=self._raised(cells),
        )

    def _when(self, cells: dict[str, str]) -> datetime:
        when = _moment(cells["day"], cells.get("clock", ""))
        if when.date() > timezone.localdate():
            raise ValueError(_("还没到这一天。"))
        opened = self.campaign.round.opened_at
        # A day without a time begins before the round opened that day.
        if opened and when < opened and when.date() == timezone.localdate(opened):
            return opened
        return when

    def _raised(self, cells: dict[str, str]) -> list[Raised]:
        text = cells.get("text", "")[:500]
        if not text:
            return []
        topic = _one_of(self.topics, cells.get("topic", ""))
        return [Raised(topic, text, cells.get("wish", "")[:300])]


def _one_of(words: dict[str, str], cell: str) -> str:
    if cell not in words:
        listed = _("、").join(words)
        raise ValueError(_("“%(cell)s”看不懂，请写：%(words)s") % {"cell": cell, "words": listed})
    return words[cell]


def _moment(day: str, clock: str) -> datetime:
    try:
        on = date.fromisoformat(day.split(" ")[0].replace("/", "-"))
        at = time.fromisoformat(clock.replace("：", ":")) if clock else time(12)
    except ValueError as wrong:
        raise ValueError(_("日期请写 2025-03-05 这样，时间请写 14:30 这样。")) from wrong
    return timezone.make_aware(datetime.combine(on, at.replace(tzinfo=None)))


def _key(cells: dict[str, str]) -> str:
    """Name a row by what it says, so that a sheet sent twice counts once."""
    said = "\x1f".join(cells.get(key, "") for key in HEADS)
    return f"sheet:{sha256(said.encode()).hexdigest()[:40]}"

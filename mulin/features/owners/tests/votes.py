"""Owners who decide, for tests: a compound, its roll, and the figures of FACTS §1."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from mulin.commons.electorates.actions import draw_up
from mulin.commons.electorates.drawing import Line
from mulin.commons.electorates.models import Elector, Electorate
from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import Compound
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.decisions import owners_decision
from mulin.web.tests.doors import SOCIAL_WORKER

from .. import actions
from ..counting import counts_of
from ..models import OwnersBallot, OwnersVote

REGISTERED, TOOK_PART, AGREED = (402, 2_864_000), (291, 2_105_000), (226, 1_540_200)
"""Heads and hundredths of a square metre."""

QUESTION = "同意把球场边 6 个车位改为充电车位吗？"


@contextmanager
def days_later(days: float) -> Iterator[None]:
    """Let it be some days later."""
    moment = timezone.now() + timedelta(days=days)
    with patch.object(timezone, "now", lambda: moment):
        yield


def spread(heads: int, area: int) -> list[int]:
    """Share an area among so many owners, to the last hundredth."""
    each, rest = divmod(area, heads)
    return [each + (place < rest) for place in range(heads)]


def lines(areas: list[int], mine: Person | None = None) -> list[Line]:
    """Return an owners' roll with these areas; the first line is somebody's own."""
    return [
        Line(
            key=f"owner:{place}",
            name=mine.full_name if mine and place == 1 else f"业主{place}",
            address=f"{place // 40 + 1}号楼{place:03d}",
            building=f"{place // 40 + 1}号楼",
            person_id=mine.pk if mine and place == 1 else None,
            area=area,
            parts=[{"address": f"{place // 40 + 1}号楼{place:03d}", "area": area}],
        )
        for place, area in enumerate(areas, start=1)
    ]


def lines_of_facts(mine: Person | None = None) -> list[Line]:
    """Return the 402 owners: first those who agree, then who takes part besides, then the rest."""
    agreed = spread(*AGREED)
    others = spread(TOOK_PART[0] - AGREED[0], TOOK_PART[1] - AGREED[1])
    away = spread(REGISTERED[0] - TOOK_PART[0], REGISTERED[1] - TOOK_PART[1])
    return lines([*agreed, *others, *away], mine)


def answers_of_facts() -> list[tuple[int, dict[str, str]]]:
    """Return who answered what, by the number on the roll."""
    agree = [(number, {"1": "agree"}) for number in range(1, AGREED[0] + 1)]
    return agree + [
        (number, {"1": "disagree"}) for number in range(AGREED[0] + 1, TOOK_PART[0] + 1)
    ]


def staff(town: Town, name: str = SOCIAL_WORKER) -> Person:
    return town.people.get(name) or town.join(name, Role.SOCIAL_WORKER)


def colleague(town: Town) -> Person:
    return town.people.get("邢秋") or town.join("邢秋", Role.SOCIAL_WORKER)


def make_roll(town: Town, owners: list[Line] | None = None) -> Electorate:
    compound, _new = Compound.objects.get_or_create(community=town.community, name="麦香苑")
    return draw_up(
        actor=staff(town),
        unit=town.community,
        kind="owners",
        name="麦香苑业主",
        compound=compound,
        lines=owners or lines([5000, 6000, 7000, 8000]),
    )


def facts(item: int = 8, **more: Any) -> dict[str, Any]:
    """Return what a draft says, unless told otherwise."""
    now = timezone.now()
    return {
        "title": "球场边 6 个车位改充电车位",
        "item": item,
        "explanation": "每度电收服务费两角，收入归全体业主。",
        "rule": owners_decision(item).as_dict(),
        "unreturned": "not_counted",
        "unreturned_source": "",
        "notice_days": 15,
        "opens_at": now + timedelta(days=16),
        "closes_at": now + timedelta(days=30),
        "contact": "社区 0871-0000000",
    } | more


def draft(town: Town, owners: list[Line] | None = None, **more: Any) -> OwnersVote:
    questions = more.pop("questions", [QUESTION])
    return actions.prepare_vote(
        actor=staff(town),
        electorate=make_roll(town, owners),
        questions=questions,
        **facts(**more),
    )


def announced(town: Town, owners: list[Line] | None = None, **more: Any) -> OwnersVote:
    return actions.announce_vote(actor=staff(town), vote=draft(town, owners, **more))


def opened(town: Town, owners: list[Line] | None = None, **more: Any) -> OwnersVote:
    """Return a vote that was announced twenty days ago and is open now."""
    vote = announced(town, owners, **more)
    return moved(vote, opens=timezone.now() - timedelta(days=4))


def closed(town: Town, owners: list[Line] | None = None, **more: Any) -> OwnersVote:
    return shut(opened(town, owners, **more))


def shut(vote: OwnersVote) -> OwnersVote:
    """Let the time of a vote be over."""
    return moved(
        vote,
        opens=timezone.now() - timedelta(days=9),
        closes=timezone.now() - timedelta(minutes=1),
    )


def moved(vote: OwnersVote, *, opens: datetime, closes: datetime | None = None) -> OwnersVote:
    dates = {"opens_at": opens} | ({"closes_at": closes} if closes else {})
    OwnersVote.objects.filter(pk=vote.pk).update(**dates)
    return OwnersVote.objects.select_related("unit", "compound", "electorate").get(pk=vote.pk)


def bring_in(
    town: Town, vote: OwnersVote, said: list[tuple[int, dict[str, str]]], name: str = "a"
) -> int:
    """Bring in answers as the government's system gives them, by two people."""
    result = actions.upload_official_result(
        actor=staff(town),
        vote=vote,
        name=f"{name}.xlsx",
        sha256=sha256(name.encode()).hexdigest(),
        lines=said,
    )
    return actions.confirm_official_result(actor=colleague(town), result=result)


def proposed(town: Town) -> OwnersBallot:
    """Return a ballot of a closed vote that one person wants withdrawn."""
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "agree"})])
    shut(vote)
    ballot = OwnersBallot.objects.get(vote=vote)
    actions.withdraw_ballot(actor=colleague(town), ballot=ballot, because="看错了一行")
    return ballot


def concluded(town: Town, owners: list[Line] | None = None, **more: Any) -> OwnersVote:
    """Return a vote that is over, with the first owner agreeing."""
    vote = opened(town, owners, **more)
    bring_in(town, vote, [(1, {"1": "agree"})])
    return actions.conclude_vote(actor=staff(town), vote=shut(vote))


def elector(vote: OwnersVote, number: int = 1) -> Elector:
    return Elector.objects.get(electorate=vote.electorate, number=number)


def proxied(town: Town, vote: OwnersVote, number: int = 1) -> Any:
    return actions.keep_proxy(
        actor=staff(town),
        vote=vote,
        elector=elector(vote, number),
        name="代办的侄子",
        photo=redraw(a_photo()),
    )


def read_paper(town, vote, by, answer="agree", number=1, **how):
    return actions.enter_paper_ballot(
        actor=by,
        vote=vote,
        elector=elector(vote, number),
        answers={"1": answer},
        returned_on=timezone.localdate(),
        **how,
    )


def on_the_roll(town, **more):
    me = town.join("鲍秀兰", Role.RESIDENT)
    return me, opened(town, lines([5000, 6000, 7000], me), **more)


def by_area(vote):
    [count] = counts_of(vote)
    return next(one.tally for one in count.outcome.lines if one.threshold.measure == "area")


def agreed(vote):
    return by_area(vote).agree

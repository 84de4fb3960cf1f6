"""Paper ballots, each read by two people who do not see what the other read."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.files.actions import store_photo
from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import BallotReading, OwnersBallot, OwnersProxy, OwnersVote
from .answers import add_ballot, checked
from .holding import gathering, line_alone, write_down


@transaction.atomic
def enter_paper_ballot(
    *,
    actor: Person,
    vote: OwnersVote,
    elector: Elector,
    answers: Mapping[str, str],
    returned_on: date,
    photo: Picture | None = None,
    by_proxy: bool = False,
) -> OwnersBallot | None:
    """
    Write down what one person reads on a paper ballot.

    Return the ballot when a second person reads the same; None while it waits for her, or
    when the two differ and both have to look again.
    """
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = gathering(vote)
    if not vote.takes_paper:
        raise Refused(_("表决开始以后、计票以前才能录票。"))
    elector = line_alone(vote, elector)
    if queries.ballot_of(vote, elector):
        raise Refused(_("这位业主的票已经登记过了。录错了请先撤回，写明原因。"))
    proxy = _proxy(vote, elector) if by_proxy else None
    earlier = queries.open_readings(vote, elector)
    if any(one.entered_by_id == actor.pk for one in earlier):
        raise Refused(_("您已经录过这一张了，要由另一位同事再录一遍。"))
    _in_time(vote, returned_on)
    kept = None
    if photo:
        kept = store_photo(actor=actor, upload=photo, unit=vote.unit, alt=_("纸质票"))
    reading = _read(vote, elector, earlier, actor, checked(vote, answers), returned_on, kept, proxy)
    ballot = _agreed(vote, elector, earlier[0], reading) if earlier else None
    write_down(
        actor,
        "owners.paper_entered",
        vote,
        line=elector.number,
        reading="second" if earlier else "first",
        is_ballot=ballot is not None,
    )
    return ballot


def _read(
    vote: OwnersVote,
    elector: Elector,
    earlier: list[BallotReading],
    actor: Person,
    answers: dict[str, str],
    returned_on: date,
    photo: Photo | None,
    proxy: OwnersProxy | None,
) -> BallotReading:
    number = queries.next_number(vote, elector)
    before = BallotReading.objects.filter(vote=vote, elector=elector, number=number).count()
    return BallotReading.objects.create(
        vote=vote,
        elector=elector,
        number=number,
        turn=earlier[0].turn if earlier else before // 2 + 1,
        answers=answers,
        returned_on=returned_on,
        photo=photo,
        proxy=proxy,
        entered_by=actor,
    )


def _agreed(
    vote: OwnersVote, elector: Elector, first: BallotReading, second: BallotReading
) -> OwnersBallot | None:
    same = ("answers", "returned_on", "proxy_id")
    if any(getattr(first, name) != getattr(second, name) for name in same):
        return None
    return add_ballot(
        vote,
        elector,
        channel="proxy" if second.proxy else "paper",
        answers=second.answers,
        returned_at=_moment(vote, second.returned_on),
        photo=first.photo or second.photo,
        proxy=second.proxy,
        entered_by=first.entered_by,
        confirmed_by=second.entered_by,
    )


def _proxy(vote: OwnersVote, elector: Elector) -> OwnersProxy:
    proxy = queries.proxy_of(vote, elector)
    if proxy is None:
        raise Refused(_("这位业主还没有委托书，请先拍下委托书登记。"))
    return proxy


def _in_time(vote: OwnersVote, day: date) -> None:
    first, last = timezone.localdate(vote.opens_at), timezone.localdate(vote.closes_at)
    if not first <= day <= min(last, timezone.localdate()):
        raise Refused(_("收回的日期要在表决开始以后、截止以前，也不能晚于今天。"))


def _moment(vote: OwnersVote, day: date) -> datetime:
    """Return noon of the day on which a ballot came back, or as near as the vote allows."""
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return max(vote.opens_at, min(noon, vote.closes_at, timezone.now()))

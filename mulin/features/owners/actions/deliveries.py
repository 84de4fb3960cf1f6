"""Proof of delivery, and documents of proxies."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.files.actions import store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import BallotDelivery, OwnersProxy, OwnersVote
from .holding import alone, gathering, line_alone, write_down


@transaction.atomic
def record_deliveries(
    *,
    actor: Person,
    vote: OwnersVote,
    electors: Collection[Elector],
    channel: str,
    delivered_at: datetime,
    photo: Picture | None = None,
) -> int:
    """Write down to whom ballots were delivered; return how many had none before."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = gathering(vote)
    if not vote.takes_evidence:
        raise Refused(_("公告以后、计票以前才能登记送达。"))
    if vote.announced_at and delivered_at < vote.announced_at.replace(second=0, microsecond=0):
        raise Refused(_("公告以前送的不是这次的票。"))
    if delivered_at > timezone.now():
        raise Refused(_("送达的时间还没到，请再看看。"))
    if delivered_at >= vote.closes_at:
        raise Refused(_("截止以后才送到的不算送达。"))
    if any(one.electorate_id != vote.electorate_id or one.is_struck for one in electors):
        raise Refused(_("有几行不在这次表决的名册上。"))
    kept = store_photo(actor=actor, upload=photo, unit=vote.unit) if photo else None
    known = queries.deliveries_of(vote)
    new = [
        BallotDelivery(
            vote=vote,
            elector=one,
            channel=channel,
            delivered_at=delivered_at,
            photo=kept,
            entered_by=actor,
        )
        for one in electors
        if one.pk not in known
    ]
    BallotDelivery.objects.bulk_create(new, ignore_conflicts=True)
    numbers = [one.elector.number for one in new]
    write_down(actor, "owners.delivered", vote, channel=channel, lines=numbers)
    return len(new)


@transaction.atomic
def withdraw_delivery(*, actor: Person, vote: OwnersVote, elector: Elector, because: str) -> None:
    """Say that a ballot was not delivered after all, and why."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = gathering(vote)
    if not vote.takes_evidence:
        raise Refused(_("已经计票了，送达登记不能再改。"))
    found = BallotDelivery.objects.filter(vote=vote, elector=elector, withdrawn_at=None)
    if not found.update(withdrawn_at=timezone.now(), withdrawn_because=because):
        raise Refused(_("这一位没有送达登记。"))
    write_down(actor, "owners.delivery_withdrawn", vote, line=elector.number, because=because)


@transaction.atomic
def keep_proxy(
    *, actor: Person, vote: OwnersVote, elector: Elector, name: str, photo: Picture
) -> OwnersProxy:
    """Keep the document by which an owner lets somebody else answer."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = gathering(vote)
    if not vote.takes_evidence:
        raise Refused(_("公告以后、计票以前才能登记委托。"))
    elector = line_alone(vote, elector)
    if queries.proxy_of(vote, elector):
        raise Refused(_("这位业主已经有一份委托书了。要换一份，请先撤回原来的。"))
    kept = store_photo(actor=actor, upload=photo, unit=vote.unit, alt=_("委托书"))
    proxy = OwnersProxy.objects.create(
        vote=vote, elector=elector, name=name, photo=kept, entered_by=actor
    )
    write_down(actor, "owners.proxy_kept", vote, line=elector.number)
    return proxy


@transaction.atomic
def withdraw_proxy(*, actor: Person, vote: OwnersVote, elector: Elector, because: str) -> None:
    """Say that an owner's proxy may not answer for her any more, and why."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = alone(vote)
    if not vote.takes_evidence:
        raise Refused(_("已经计票了，委托书不能再改。"))
    proxy = queries.proxy_of(vote, elector)
    if proxy is None:
        raise Refused(_("这位业主没有委托书。"))
    ballot = queries.ballot_of(vote, elector)
    if ballot and ballot.proxy_id == proxy.pk:
        raise Refused(_("这份委托书已经用来交票了，请先撤回那张票。"))
    proxy.withdrawn_at, proxy.withdrawn_because = timezone.now(), because
    proxy.save(update_fields=["withdrawn_at", "withdrawn_because"])
    write_down(actor, "owners.proxy_withdrawn", vote, line=elector.number, because=because)

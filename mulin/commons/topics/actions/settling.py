"""Write down what those who quarrelled agreed on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.occasions.models import Occasion
from mulin.commons.people.models import Person
from mulin.commons.places.models import Place
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import (
    Settlement,
    SettlementParty,
    SettlementTerm,
)
from ..terms import Term, refuse_overlaps
from .holding import write_down


@transaction.atomic
def write_settlement(
    *,
    actor: Person,
    occasion: Occasion,
    kind: str,
    words: str,
    parties: Mapping[str, str],
    terms: Sequence[Term] = (),
    from_on: date,
    until_on: date | None = None,
    place: Place | None = None,
    groups: Collection[str] = (),
) -> Settlement:
    """
    Write down what the sides agreed on: each party with who signed for it, each term whose.

    `groups`: which parties are many (a team, a stairwell).  Only they are called by name in public.
    """
    require(permissions.can_look_after(actor, occasion.unit))
    locks.hold_alone(f"topics.settlement:{occasion.pk}")
    _refuse_half_a_settlement(occasion, kind, parties, place)
    if occasion.is_public and not set(parties) <= set(groups):
        raise Refused(_("这次会大家都看得到，各方请写群体（队、楼、单元），不写人名。"))
    refuse_overlaps(terms, parties)
    settlement = Settlement.objects.create(
        occasion=occasion,
        place=place,
        kind=kind,
        words=words,
        from_on=from_on,
        until_on=until_on,
        written_by=actor,
    )
    sides = {
        name: SettlementParty(
            settlement=settlement,
            name=name,
            is_group=name in groups,
            signed_by=signed_by,
            signed_on=timezone.localdate() if signed_by else None,
        )
        for name, signed_by in parties.items()
    }
    SettlementParty.objects.bulk_create(sides.values())
    SettlementTerm.objects.bulk_create(
        SettlementTerm(
            settlement=settlement,
            party=sides.get(term.party),
            use=term.use,
            weekdays=sorted(term.weekdays),
            starts_at=term.starts_at,
            ends_at=term.ends_at,
        )
        for term in terms
    )
    write_down("topics.settled", actor, settlement, words=words, parties="、".join(parties))
    return settlement


def _refuse_half_a_settlement(
    occasion: Occasion, kind: str, parties: Mapping[str, str], place: Place | None
) -> None:
    if queries.settlement_of(occasion):
        raise Refused(_("这次会已经记下了一份约定。"))
    if len(parties) < 2:
        raise Refused(_("约定至少要有两方。"))
    if kind == Settlement.Kind.TIME_SHARE and place is None:
        raise Refused(_("请选是哪个地方分时使用。"))
    if place is not None and not place.community.is_within(occasion.unit):
        raise Refused(_("这个地方不在这里。"))


@transaction.atomic
def end_settlement(*, actor: Person, settlement: Settlement, because: str) -> Settlement:
    """Say why it holds no longer; what was agreed stays known."""
    require(permissions.can_look_after(actor, settlement.occasion.unit))
    settlement = Settlement.objects.select_for_update(of=("self",)).get(pk=settlement.pk)
    if settlement.ended_on:
        raise Refused(_("这份约定已经停了。"))
    settlement.ended_on, settlement.ended_because = timezone.localdate(), because
    settlement.save(update_fields=["ended_on", "ended_because"])
    write_down(
        "topics.settlement_ended", actor, settlement, words=settlement.words, because=because
    )
    return settlement

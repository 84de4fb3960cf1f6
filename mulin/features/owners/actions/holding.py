"""What the acts on one owners' vote share: holding it still, and writing down."""

from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused
from mulin.locks import hold_alone, share

from ..models import OwnersVote


def gathering(vote: OwnersVote) -> OwnersVote:
    """Begin an act that brings evidence: beside others like it, but not beside the count."""
    share(f"owners.vote:{vote.pk}")
    return _read_again(vote)


def alone(vote: OwnersVote) -> OwnersVote:
    """Begin an act that changes the vote itself."""
    hold_alone(f"owners.vote:{vote.pk}")
    return _read_again(vote)


def line_alone(vote: OwnersVote, elector: Elector) -> Elector:
    """Let acts on one owner's ballot come one after the other; only for lines of this roll."""
    hold_alone(f"owners.ballot:{vote.pk}:{elector.pk}")
    found = Elector.objects.get(pk=elector.pk)
    if found.electorate_id != vote.electorate_id:
        raise Refused(_("这一行不在这次表决的名册上。"))
    if found.is_struck:
        raise Refused(_("这一行已经从名册上划掉了。"))
    return found


def write_down(actor: Person, verb: str, vote: OwnersVote, **details: object) -> None:
    record(
        verb,
        by=actor,
        about=vote,
        unit=vote.unit,
        role=role_at(actor, vote.unit),
        title=vote.title,
        **details,
    )


def _read_again(vote: OwnersVote) -> OwnersVote:
    return OwnersVote.objects.select_related("unit", "compound", "electorate").get(pk=vote.pk)

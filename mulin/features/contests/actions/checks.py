"""What judging and voting both ask first."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused
from mulin.programmes.models import Proposal, Step

from .. import queries
from ..models import Ballot


def begun(step: Step) -> Step:
    """Refuse while the list may still grow: everybody judges and votes on the same proposals."""
    if before := queries.still_before(step):
        raise Refused(_("“%(before)s”还没结束，名单定了才能开始。") % {"before": before})
    return step


def on_the_list(step: Step, proposals: Collection[int]) -> list[Proposal]:
    """Return the proposals of these ids, or refuse ids that are not on this contest's list."""
    wanted = set(proposals)
    entries = list(queries.entries_of(step).filter(pk__in=wanted))
    if len(entries) < len(wanted):
        raise Refused(_("有一项不在这次的名单上，请重新选。"))
    if not entries:
        raise Refused(_("还没有选提案。"))
    return entries


def held(step: Step, voter: Person) -> Ballot:
    """Return a person's one ballot, held so that two requests of theirs queue up."""
    Ballot.objects.bulk_create([Ballot(step=step, voter=voter)], ignore_conflicts=True)
    ballot = Ballot.objects.select_for_update(of=("self",)).get(step=step, voter=voter)
    ballot.step = step
    return ballot

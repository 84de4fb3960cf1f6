from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for
from mulin.programmes.models import Step
from mulin.programmes.permissions import can_steer

from .models import BudgetVote
from .queries import Standing
from .terms import DELEGATES, terms_from


def can_keep_files(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person may upload, publish and remove a unit's ballot files."""
    return works_for(person, unit)


def can_run_vote(person: Person, step: Step) -> bool:
    """Return whether the person may prepare a vote, begin it and see to its count."""
    return can_steer(person, step.cycle)


def can_mark_on_paper(person: Person, vote: BudgetVote) -> bool:
    """Return whether the person may hand out paper ballots to those on the roll."""
    return vote.electorate is not None and works_for(person, vote.electorate.unit)


def can_vote(standing: Standing) -> bool:
    """Return whether somebody is on the roll of a vote."""
    return standing.elector is not None


def why_not(vote: BudgetVote) -> str:
    """Return what is said to somebody who may not vote."""
    if terms_from(vote.step.settings).voters == DELEGATES:
        return _("这次由居民代表和党员代表投票，名册上没有您。")
    if terms_from(vote.step.settings).by_households:
        return _("这次一户一票，名册上没有您家，或者还没有确认您住在哪一户。请找社区。")
    return _("这次投票的名册上没有您。要是弄错了，请找社区。")


def can_collect(person: Person, step: Step) -> bool:
    """Return whether the person may count leaflets and enter what neighbours want."""
    return any(works_for(person, unit) for unit in step.cycle.communities.all())

"""Who votes in a contest: everybody who lives there, or only those who speak for them."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.places.roles import NEIGHBOURS, Role
from mulin.programmes.models import Step

RESIDENTS, DELEGATES = "residents", "delegates"
VOTERS = [
    (RESIDENTS, gettext_lazy("住在参加社区的居民")),
    (DELEGATES, gettext_lazy("居民代表和党员代表")),
]
SPEAKERS = frozenset({Role.RESIDENT_DELEGATE, Role.PARTY_DELEGATE})


def only_delegates_vote(step: Step) -> bool:
    return step.settings.get("voters") == DELEGATES


def roles_that_vote(step: Step) -> Collection[str]:
    """Return as what somebody has to be confirmed to vote."""
    return SPEAKERS if only_delegates_vote(step) else NEIGHBOURS


def why_not(step: Step) -> str:
    """What is said to somebody who may not vote."""
    if only_delegates_vote(step):
        return _("这次由居民代表和党员代表投票，您不是这次的代表。")
    return _("社区确认您住在这里之后，就能投票。")

from mulin import locks

from ..models import Idea
from ..queries import heads_of, wants_of


def hold_merging(idea: Idea) -> None:
    """Let nobody else in its community merge, part or want ideas until this act is over."""
    locks.hold_alone(_merging(idea))


def hold_head(idea: Idea) -> Idea:
    """Return the idea that one goes on in, held so that nobody else changes its figures."""
    locks.share(_merging(idea))
    pk = heads_of([idea.pk])[idea.pk]
    return Idea.objects.select_for_update(no_key=True).get(pk=pk)


def _merging(idea: Idea) -> str:
    return f"ideas.merging:{idea.community_id}"


def count_wanted(head: Idea) -> None:
    """Keep how many homes want an idea or one that goes on in it.  Its row must be held."""
    Idea.objects.filter(pk=head.pk).update(wanted=wants_of([head])[head.pk].total)

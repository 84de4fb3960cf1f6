"""Vote for a name: on one's phone, or with a ballot on paper that two people count."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.electorates.queries import roll_of
from mulin.commons.people.models import Person
from mulin.errors import NotAllowed, Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import CandidateName, NamingContest, NamingCount, NamingVote
from .holding import alone, beside, write_down


@transaction.atomic
def vote_for_name(*, actor: Person, contest: NamingContest, candidate: CandidateName) -> NamingVote:
    """Vote for one of the names; until voting ends the last word counts, and only that."""
    elector = queries.elector_line(contest, actor)
    if elector is None:
        raise NotAllowed(_("投票的是本社区核实过的居民，您不在这次的名册上。"))
    contest = beside(contest)
    if not contest.is_voting:
        raise Refused(_("现在不在投票时间里。"))
    if candidate.contest_id != contest.pk or not candidate.is_shortlisted:
        raise Refused(_("这个名字不在选票上。"))
    hold_alone(_line(contest, elector))
    earlier = queries.vote_of(contest, elector)
    if earlier and earlier.on_paper:
        raise Refused(_("您已经交过纸票了，一人一票。"))
    vote = earlier or NamingVote(contest=contest, elector=elector)
    vote.candidate = candidate
    vote.save()
    write_down("naming.voted", actor, contest)
    return vote


@transaction.atomic
def note_paper_voter(*, actor: Person, contest: NamingContest, elector: Elector) -> NamingVote:
    """Note that a neighbour put a ballot on paper into the box; nobody notes for which name."""
    contest = _at_table(actor, contest)
    if not roll_of(contest.electorate).filter(pk=elector.pk).exists():  # type: ignore[arg-type]
        raise Refused(_("名册上没有这一位。"))
    hold_alone(_line(contest, elector))
    if queries.vote_of(contest, elector):
        raise Refused(_("%(name)s已经投过了，一人一票。") % {"name": elector.name})
    vote = NamingVote.objects.create(
        contest=contest, elector=elector, on_paper=True, noted_by=actor
    )
    write_down("naming.voted_on_paper", actor, contest, elector=elector.pk)
    return vote


@transaction.atomic
def take_paper_voter_back(*, actor: Person, contest: NamingContest, elector: Elector) -> None:
    """Undo a note made by mistake, before anybody counts."""
    contest = _at_table(actor, contest)
    hold_alone(_line(contest, elector))
    deleted, _kinds = NamingVote.objects.filter(
        contest=contest, elector=elector, on_paper=True
    ).delete()
    if not deleted:
        raise Refused(_("没有记过这张纸票。"))
    write_down("naming.paper_voter_taken_back", actor, contest, elector=elector.pk)


@transaction.atomic
def count_paper_names(
    *, actor: Person, contest: NamingContest, counted: Mapping[int, int], blank: int
) -> NamingCount:
    """
    Enter what one person counted in the box; the same from another person settles it.

    Counted differently, both count anew.
    """
    contest = alone(actor, contest)
    if contest.state != NamingContest.State.COUNTING:
        raise Refused(_("投票截止以后才开箱点票。"))
    if queries.settled_count(contest) is not None:
        raise Refused(_("纸票已经点清了。"))
    names = {name.pk for name in queries.ballot_of(contest)}
    if set(counted) != names or min([blank, *counted.values()]) < 0:
        raise Refused(_("每个名字都要填几张，没有就填 0。"))
    in_box, handed_in = sum(counted.values()) + blank, queries.turnout(contest)["on_paper"]
    if in_box > handed_in:
        raise Refused(
            _("名册上记了 %(handed_in)d 张纸票，箱里不会有 %(in_box)d 张。")
            % {"handed_in": handed_in, "in_box": in_box}
        )
    here = queries.counts_now(contest)
    turn = here[0].turn + (len(here) > 1) if here else 1
    if any(one.turn == turn and one.counted_by_id == actor.pk for one in here):
        raise Refused(_("您已经点过了，等另一位也点完。"))
    count = NamingCount.objects.create(
        contest=contest,
        turn=turn,
        counted={str(pk): votes for pk, votes in sorted(counted.items())} | {"": blank},
        counted_by=actor,
    )
    write_down("naming.paper_counted", actor, contest, turn=turn)
    return count


def _at_table(actor: Person, contest: NamingContest) -> NamingContest:
    require(permissions.can_hold_naming(actor, contest.place.community))
    contest = beside(contest)
    if not contest.is_voting:
        raise Refused(_("现在不在投票时间里。"))
    return contest


def _line(contest: NamingContest, elector: Elector) -> str:
    return f"naming.vote:{contest.pk}:{elector.pk}"

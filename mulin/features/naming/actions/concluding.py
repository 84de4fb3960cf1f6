"""Count, and let the place be called as its neighbours chose."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.notices.actions import post_notice
from mulin.commons.notices.boards import notices_about
from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.commons.places.actions import rename_place
from mulin.errors import Refused

from .. import queries
from ..counting import as_stored, counted
from ..models import CandidateName, NamingContest
from .holding import alone, refuse_when_over, write_down


@transaction.atomic
def conclude_naming(*, actor: Person, contest: NamingContest) -> NamingContest:
    """Count the votes and give the place the name that won; its old name is kept."""
    contest = alone(actor, contest)
    if contest.state != NamingContest.State.COUNTING:
        raise Refused(_("投票截止以后才能计票，计一次。"))
    paper = _paper(contest)
    names, phones = list(queries.ballot_of(contest)), queries.votes_on_phones(contest)
    outcome = counted(names, phones, paper)
    best = outcome.lines[0]
    if not best.votes:
        raise Refused(_("还没有人投票。可以延长投票，也可以取消。"))
    winner = CandidateName.objects.get(pk=int(best.key))
    contest.adopted, contest.concluded_at = winner, timezone.now()
    contest.outcome = as_stored(outcome, names, phones, paper)
    contest.save(update_fields=["adopted", "concluded_at", "outcome"])
    _forget_choices(contest)
    rename_place(
        actor=actor,
        place=contest.place,
        name=winner.name,
        because=_("邻居征名，%(votes)s 票选出来的") % {"votes": best.votes},
    )
    write_down("naming.concluded", actor, contest, name=winner.name, votes=best.votes)
    write_down("naming.name_won", actor, contest, about=winner, name=winner.name)
    return contest


@transaction.atomic
def call_off_naming(*, actor: Person, contest: NamingContest, because: str) -> NamingContest:
    """End a contest without a name; the place is called as before."""
    contest = alone(actor, contest)
    refuse_when_over(contest)
    if not because.strip():
        raise Refused(_("请写一句为什么取消。"))
    contest.called_off_at, contest.called_off_because = timezone.now(), because.strip()
    contest.save(update_fields=["called_off_at", "called_off_because"])
    _forget_choices(contest)
    write_down("naming.called_off", actor, contest, because=because)
    return contest


@transaction.atomic
def announce_opening(
    *, actor: Person, contest: NamingContest, opens_on: date, text: str
) -> PublicNotice:
    """Put up that the place opens, under its new name."""
    contest = alone(actor, contest)
    if not contest.is_decided or contest.adopted is None:
        raise Refused(_("定了名才能贴启用公告。"))
    if any(one.body == text for one in notices_about(contest.place)):
        raise Refused(_("这份公告已经贴出去了。"))
    notice = post_notice(
        actor=actor,
        unit=contest.place.community,
        about=contest.place,
        kind=PublicNotice.Kind.ANNOUNCEMENT,
        title=_("“%(name)s”启用公告") % {"name": contest.adopted.name},
        body=text,
    )
    write_down("naming.opening_announced", actor, contest, on=opens_on.isoformat())
    return notice


def _forget_choices(contest: NamingContest) -> None:
    """Keep who voted, and let nothing tell any more for which name: figures are in the outcome."""
    contest.votes.filter(on_paper=False).update(candidate=None, is_forgotten=True)


def _paper(contest: NamingContest) -> dict[str, int]:
    """Return the paper ballots by name, once two people counted them alike."""
    if not queries.turnout(contest)["on_paper"]:
        return {}
    settled = queries.settled_count(contest)
    if settled is None:
        raise Refused(_("还有纸票没有点清：要两个人点得一样。"))
    return settled

"""Look at the names, say which are put to the vote, and why the others are not."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.actions import draw_up, freeze
from mulin.commons.people.models import Person
from mulin.commons.places.models import Place, PlaceAlias
from mulin.errors import Refused

from .. import queries
from ..models import CandidateName, NamingContest
from .holding import alone, write_down

FEWEST, MOST = 2, 9


@transaction.atomic
def show_name(*, actor: Person, candidate: CandidateName) -> None:
    """Let neighbours see a name that waited for somebody to look at it, or was hidden."""
    candidate = _held(actor, candidate)
    candidate.shown_at, candidate.hidden_because = timezone.now(), ""
    candidate.save(update_fields=["shown_at", "hidden_because"])
    write_down("naming.name_shown", actor, candidate.contest, about=candidate, name=candidate.name)


@transaction.atomic
def hide_name(*, actor: Person, candidate: CandidateName, because: str) -> None:
    """Keep a name from neighbours' eyes; whoever gave it is told why."""
    candidate = _held(actor, candidate)
    if not because.strip():
        raise Refused(_("请写一句为什么不挂出来。"))
    candidate.shown_at, candidate.hidden_because = None, because.strip()
    candidate.save(update_fields=["shown_at", "hidden_because"])
    write_down(
        "naming.name_hidden",
        actor,
        candidate.contest,
        about=candidate,
        name=candidate.name,
        because=because,
    )


@transaction.atomic
def shortlist_names(
    *,
    actor: Person,
    contest: NamingContest,
    chosen: Collection[int],
    reasons: Mapping[int, str],
    votes_until: datetime,
) -> NamingContest:
    """
    Put some names to the vote, say of each other one why not, and freeze the roll.

    `chosen` and the keys of `reasons` are those of the candidates.
    """
    contest = alone(actor, contest)
    if contest.state != NamingContest.State.SHORTLISTING:
        raise Refused(_("征名截止以后才能挑名字，挑一次。"))
    names = {name.pk: name for name in queries.given_names(contest)}
    _refuse_unless_ready(contest, names, chosen, votes_until)
    for pk, name in names.items():
        if name.is_shown:
            _settle(actor, contest, name, chosen=pk in chosen, because=reasons.get(pk, ""))
    community = contest.place.community
    roll = draw_up(
        actor=actor,
        unit=community,
        kind="residents",
        name=_("给“%(place)s”定名的居民") % {"place": contest.name_before},
    )
    contest.electorate = freeze(actor=actor, electorate=roll)
    contest.votes_from, contest.votes_until = timezone.now(), votes_until
    contest.save(update_fields=["electorate", "votes_from", "votes_until"])
    write_down("naming.put_to_vote", actor, contest, names=len(chosen))
    return contest


def _refuse_unless_ready(
    contest: NamingContest,
    names: Mapping[int, CandidateName],
    chosen: Collection[int],
    votes_until: datetime,
) -> None:
    if votes_until <= timezone.now():
        raise Refused(_("投到哪天，要在今天以后。"))
    if any(name.awaits_review for name in names.values()):
        raise Refused(_("还有名字没看过，先看一看挂不挂出来。"))
    if not FEWEST <= len(set(chosen)) <= MOST:
        raise Refused(_("请挑 2 到 9 个名字。名字太少，可以延长征名。"))
    if not all(pk in names and names[pk].is_shown for pk in chosen):
        raise Refused(_("挑的名字里有收回了的或者没挂出来的，请再看看。"))
    wanted = {names[pk].name for pk in chosen}
    others = Place.objects.filter(community=contest.place.community).exclude(pk=contest.place_id)
    taken = others.filter(name__in=wanted).values_list("name", flat=True)
    said = PlaceAlias.objects.filter(place__in=others, name__in=wanted)
    if clash := [*taken, *said.values_list("name", flat=True)]:
        raise Refused(_("社区里别处已经叫“%(name)s”，不能再用。") % {"name": clash[0]})


def _settle(
    actor: Person, contest: NamingContest, name: CandidateName, *, chosen: bool, because: str
) -> None:
    because = "" if chosen else because.strip()
    if not chosen and not because:
        raise Refused(_("“%(name)s”没挑上，请写一句为什么。") % {"name": name.name})
    name.is_shortlisted, name.left_out_because = chosen, because
    name.save(update_fields=["is_shortlisted", "left_out_because"])
    verb = "naming.shortlisted" if chosen else "naming.left_out"
    write_down(verb, actor, contest, about=name, name=name.name, because=because)


def _held(actor: Person, candidate: CandidateName) -> CandidateName:
    contest = alone(actor, candidate.contest)
    if not contest.takes_names:
        raise Refused(_("已经开始投票了，名单不能再动。"))
    found = CandidateName.objects.get(pk=candidate.pk)
    found.contest = contest
    return found

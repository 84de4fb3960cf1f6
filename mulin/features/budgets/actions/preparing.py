"""What staff do before a vote begins, and at the booth."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.electorates.actions import draw_up, freeze
from mulin.commons.electorates.models import Elector, Electorate
from mulin.commons.electorates.queries import roll_of
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import permissions, queries
from ..models import BudgetVote, Channel, Envelope, Option, TurnoutMark
from ..terms import terms_from

FEWEST_OPTIONS = 2


@transaction.atomic
def prepare_vote(
    *, actor: Person, step: Step, budget_cents: int, envelopes: Mapping[int, int] | None = None
) -> BudgetVote:
    """Set the money, whole or split by community, and draw up the roll the first time."""
    require(permissions.can_run_vote(actor, step))
    locks.hold_alone(f"budgets.vote:{step.pk}")
    vote, _is_new = BudgetVote.objects.get_or_create(step=step)
    vote = _before_it_begins(vote)
    if vote.electorate is None:
        vote.electorate = draw_up(
            actor=actor,
            unit=_where(step),
            kind=terms_from(step.settings).voters,
            name=_("%(cycle)s %(step)s") % {"cycle": step.cycle, "step": step},
        )
    vote.budget_cents = budget_cents
    vote.save(update_fields=["budget_cents", "electorate"])
    vote.envelopes.all().delete()
    Envelope.objects.bulk_create(
        Envelope(vote=vote, community_id=community, budget_cents=cents)
        for community, cents in (envelopes or {}).items()
    )
    note("budgets.prepared", actor, vote, budget_cents=budget_cents)
    return vote


@transaction.atomic
def choose_roll(*, actor: Person, vote: BudgetVote, electorate: Electorate) -> BudgetVote:
    """Let those vote who stand on another roll, such as one that came as a table."""
    require(permissions.can_run_vote(actor, vote.step))
    vote = _before_it_begins(vote)
    if not queries.rolls_for(vote).filter(pk=electorate.pk).exists():
        raise Refused(_("这份名册不能用：要是同一种人的、还没有封存的、没有给别的投票用的。"))
    vote.electorate = electorate
    vote.save(update_fields=["electorate"])
    note("budgets.roll_chosen", actor, vote, electorate=electorate.pk)
    return vote


@transaction.atomic
def add_option(
    *,
    actor: Person,
    vote: BudgetVote,
    title: str,
    cost_cents: int,
    text: str = "",
    category: str = "",
    community: AdminUnit | None = None,
) -> Option:
    """Put one more thing on the ballot."""
    require(permissions.can_run_vote(actor, vote.step))
    vote = _before_it_begins(vote)
    option = Option.objects.create(
        vote=vote,
        number=_next_number(vote),
        title=title,
        text=text,
        category=category,
        cost_cents=cost_cents,
        community=community,
    )
    note("budgets.option_added", actor, vote, option=option.number, title=title)
    return option


@transaction.atomic
def put_proposals_on_ballot(
    *, actor: Person, vote: BudgetVote, proposals: Collection[int]
) -> list[Option]:
    """Put proposals of the cycle on the ballot, with what they cost."""
    require(permissions.can_run_vote(actor, vote.step))
    vote = _before_it_begins(vote)
    known = vote.options.exclude(proposal=None).values("proposal")
    chosen = vote.step.cycle.proposals.filter(pk__in=proposals).exclude(pk__in=known)
    first = _next_number(vote)
    if without := chosen.filter(cost_cents=None).first():
        raise Refused(_("“%(title)s”还没有写要花多少钱。") % {"title": without.title})
    options = Option.objects.bulk_create(
        Option(
            vote=vote,
            number=number,
            title=one.title,
            text=one.text[:300],
            category=one.category,
            cost_cents=one.cost_cents or 0,
            community_id=one.community_id,
            proposal=one,
        )
        for number, one in enumerate(chosen, start=first)
    )
    note("budgets.proposals_put_on_ballot", actor, vote, options=len(options))
    return options


@transaction.atomic
def remove_option(*, actor: Person, option: Option) -> None:
    """Take something off the ballot again; the numbers of the others stay."""
    require(permissions.can_run_vote(actor, option.vote.step))
    vote = _before_it_begins(option.vote)
    note("budgets.option_removed", actor, vote, option=option.number, title=option.title)
    option.delete()


@transaction.atomic
def begin_vote(*, actor: Person, vote: BudgetVote) -> BudgetVote:
    """Fix roll, options and money, so that voting can begin when its time comes."""
    require(permissions.can_run_vote(actor, vote.step))
    step = enter(vote.step, early=True)
    vote = _before_it_begins(vote)
    _refuse_unready(vote)
    if vote.electorate:
        vote.electorate = freeze(actor=actor, electorate=vote.electorate)
    vote.begun_at = timezone.now()
    vote.save(update_fields=["begun_at"])
    note("budgets.begun", actor, vote, options=vote.options.count(), step=step.name)
    return vote


@transaction.atomic
def mark_on_paper(*, actor: Person, vote: BudgetVote, elector: Elector) -> TurnoutMark:
    """Note that somebody takes a paper ballot, so that she cannot vote online any more."""
    require(permissions.can_mark_on_paper(actor, vote))
    enter(vote.step)
    if not vote.is_begun:
        raise Refused(_("投票还没准备好。"))
    if not terms_from(vote.step.settings).is_secret:
        raise Refused(_("记名投票只在网上投，不发纸票。"))
    if not vote.electorate or not roll_of(vote.electorate).filter(pk=elector.pk).exists():
        raise Refused(_("这次投票的名册上没有这一位。"))
    mark, is_new = TurnoutMark.objects.get_or_create(
        vote=vote, elector=elector, defaults={"channel": Channel.PAPER}
    )
    if not is_new:
        raise Refused(_("%(name)s已经投过票或者领过纸票了。") % {"name": _called(elector)})
    note("budgets.marked_on_paper", actor, vote, elector=elector.pk)
    return mark


@transaction.atomic
def take_paper_mark_back(*, actor: Person, vote: BudgetVote, elector: Elector) -> None:
    """Take back a paper ballot that was not used; she may vote online again."""
    require(permissions.can_mark_on_paper(actor, vote))
    enter(vote.step)
    marks = TurnoutMark.objects.filter(vote=vote, elector=elector, channel=Channel.PAPER)
    if not marks.delete()[0]:
        raise Refused(_("%(name)s没有领纸票。") % {"name": _called(elector)})
    note("budgets.paper_mark_taken_back", actor, vote, elector=elector.pk)


def held(vote: BudgetVote) -> BudgetVote:
    """Return a vote as it stands now, and nobody else changes it meanwhile."""
    return queries.votes().select_for_update(of=("self",)).get(pk=vote.pk)


def note(verb: str, actor: Person, vote: BudgetVote, **details: object) -> None:
    """Write down what was done about a vote."""
    host = vote.step.cycle.programme.host
    record(verb, by=actor, about=vote, unit=host, role=role_at(actor, host), **details)


def _called(elector: Elector) -> str:
    """Return whom to speak of: a household has no name, only a door."""
    return elector.name or elector.address


def _before_it_begins(vote: BudgetVote) -> BudgetVote:
    vote = held(vote)
    if vote.is_begun:
        raise Refused(_("投票已经开始了，名册、选项和钱都不能再改。"))
    return vote


def _refuse_unready(vote: BudgetVote) -> None:
    terms = terms_from(vote.step.settings)
    options = list(vote.options.all())
    if len(options) < FEWEST_OPTIONS:
        raise Refused(_("选票上至少要有两项。"))
    if terms.ballot == "exactly" and len(options) < terms.most:
        raise Refused(_("要正好选 %(most)d 项，可选票上没有这么多。") % {"most": terms.most})
    if not terms.by_places and not (vote.budget_cents or vote.envelopes.exists()):
        raise Refused(_("请先写明一共有多少钱。"))
    split = set(vote.envelopes.values_list("community", flat=True))
    if split and (lost := next((o for o in options if o.community_id not in split), None)):
        raise Refused(_("“%(title)s”用哪一份钱，还没有写明。") % {"title": lost.title})


def _next_number(vote: BudgetVote) -> int:
    return (vote.options.aggregate(most=Max("number"))["most"] or 0) + 1


def _where(step: Step) -> AdminUnit:
    """Return whose people vote: the one community that takes part, or all of the host's."""
    communities = list(step.cycle.communities.all()[:2])
    return communities[0] if len(communities) == 1 else step.cycle.programme.host

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.notices.actions import follow_all, unfollow_all
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Proposal

from .. import permissions, queries
from ..models import Idea
from .counting import count_wanted, hold_head, hold_merging
from .taking_up import fill_sheet, take_up
from .writing_down import write_down

Verdict = Idea.Verdict


@transaction.atomic
def merge_idea(*, actor: Person, idea: Idea, into: Idea, reply: str, seen: int = 0) -> Idea:
    """
    Let an idea, with all that was merged into it, go on as part of a similar one.

    Nothing moves: authors and supports stay with the idea they belong to, and are counted and
    named with the whole family.  So it can be undone, whatever came in between.
    """
    hold_merging(idea)
    # Both rows in one order, so that an act on one of them cannot wait for us and we for it.
    list(
        Idea.objects.select_for_update(no_key=True).filter(pk__in=[idea.pk, into.pk]).order_by("pk")
    )
    _step, idea = take_up(actor, idea, seen, early=True)
    if not queries.candidates_for_merging(idea).filter(pk=into.pk).exists():
        raise Refused(_("只能并入同一个社区、同一季、还在进行的点子。"))
    if not reply.strip():
        raise Refused(_("请给提点子的人回一句话，说明原因。"))
    fill_sheet(idea, actor, {}, reply)
    idea.verdict, idea.merged_into = Verdict.MERGED, into
    idea.save(update_fields=["verdict", "merged_into"])
    count_wanted(into)
    write_down(
        "ideas.merged", actor, idea, into=into.pk, into_title=into.title, reply=reply.strip()
    )
    write_down("ideas.took_in", actor, into, idea=idea.pk, merged_title=idea.title)
    hearing = queries.people_of(idea)
    for thing in filter(None, (into, into.proposal)):
        follow_all(people=hearing, thing=thing)
    return idea


@transaction.atomic
def unmerge_idea(*, actor: Person, idea: Idea, reason: str) -> Idea:
    """Let an idea stand by itself again, with what was merged into it and all they were given."""
    require(permissions.can_screen(actor, idea), _("自己提的点子，请同事来筛。"))
    step = queries.screening_step_of(idea.step.cycle)
    if step is None:
        raise Refused(_("这个计划没有筛选这一步。"))
    enter(step, early=True, late=True)
    hold_merging(idea)
    head = hold_head(idea)
    idea = (
        Idea.objects.select_for_update(of=("self",), no_key=True)
        .select_related("community", "merged_into", "step__cycle")
        .get(pk=idea.pk)
    )
    left = idea.merged_into
    if left is None:
        raise Refused(_("这条没有并入别的点子。"))
    if not reason.strip():
        raise Refused(_("请写一句为什么拆开，两边提的人都会看到。"))
    _refuse_what_went_on(head)
    idea.verdict, idea.merged_into = Verdict.PENDING, None
    idea.save(update_fields=["verdict", "merged_into"])
    fill_sheet(idea, actor, {}, reason)
    for one in (idea, head):
        count_wanted(one)
    told = {"reason": reason.strip()}
    write_down("ideas.unmerged", actor, idea, into=left.pk, into_title=left.title, **told)
    write_down("ideas.let_go", actor, left, idea=idea.pk, merged_title=idea.title, **told)
    _let_go(idea, left, head)
    return idea


def _refuse_what_went_on(head: Idea) -> None:
    if head.proposal and head.proposal.state not in (Proposal.State.DRAFT, Proposal.State.RETURNED):
        raise Refused(_("“%(title)s”的提案已经交上去了，不能再拆开。") % {"title": head.title})


def _let_go(idea: Idea, left: Idea, head: Idea) -> None:
    """Let those who leave hear no more of what they left, unless they have a part in it."""
    leaving = queries.people_of(idea) - queries.people_of(head)
    for thing in [*_from_here_up(left), *filter(None, [head.proposal])]:
        unfollow_all(people=leaving, thing=thing)


def _from_here_up(idea: Idea | None) -> Iterator[Idea]:
    while idea:
        yield idea
        idea = idea.merged_into

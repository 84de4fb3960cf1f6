from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mulin.commons.notices.actions import follow, unfollow
from mulin.commons.people.models import Person
from mulin.commons.places.models import Household
from mulin.errors import Refused, require
from mulin.programmes.actions import enter

from .. import permissions, queries
from ..models import Idea, Support
from .counting import count_wanted, hold_head
from .writing_down import write_down


@transaction.atomic
def support_idea(*, actor: Person, idea: Idea) -> Support:
    """Say that one's home wants an idea too; a household counts once, whoever says it."""
    idea = _still_counted(idea)
    require(permissions.can_support(actor, idea), _("登记住在这个社区以后，就能说“我家也想要”。"))
    head = hold_head(idea)
    if head.pk != idea.pk:
        raise Refused(_("这条并入了别的点子，请到那一条去说。"))
    home = queries.home_of(actor, idea.community)
    household = home.household if home and home.confirmed_at else None
    if earlier := _given(idea, actor, household):
        return earlier
    support = idea.supports.create(
        person=actor, household=household, building=home.building if home else None
    )
    count_wanted(head)
    write_down("ideas.supported", actor, idea)
    follow(person=actor, thing=idea)
    return support


@transaction.atomic
def withdraw_support(*, actor: Person, idea: Idea) -> None:
    """Take back what one said oneself; a relative's word stays."""
    idea = _still_counted(idea)
    head = hold_head(idea)
    deleted, _models = Support.objects.filter(idea=idea, person=actor).delete()
    if not deleted:
        raise Refused(_("不是您按的，要请家里按的那位来取消。"))
    count_wanted(head)
    write_down("ideas.support_withdrawn", actor, idea)
    if actor.pk != idea.author_id:
        unfollow(person=actor, thing=idea)
    if head.pk != idea.pk and actor.pk not in queries.people_of(head):
        for thing in filter(None, (head, head.proposal)):
            unfollow(person=actor, thing=thing)


def _still_counted(idea: Idea) -> Idea:
    """Hold the cycle's screening open, or the collecting where nobody screens."""
    step = queries.screening_step_of(idea.step.cycle) or idea.step
    if step.is_closed:
        raise Refused(_("这一轮已经筛完，想要的户数不再变了。"))
    enter(step, early=True, late=True)
    return Idea.objects.select_related("community").get(pk=idea.pk)


def _given(idea: Idea, person: Person, household: Household | None) -> Support | None:
    by_home = Q(person=person) | Q(household=household) if household else Q(person=person)
    return Support.objects.filter(by_home, idea=idea).first()

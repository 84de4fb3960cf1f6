from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.files.actions import hide_photos, publish_photos
from mulin.commons.notices.actions import follow, keep_from_followers
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import permissions
from ..models import Idea
from .writing_down import write_down


@transaction.atomic
def show_idea(*, actor: Person, idea: Idea) -> Idea:
    """Let an idea hang out for all to see, after somebody has read it."""
    require(permissions.can_review(actor, idea))
    enter(idea.step, late=True)
    idea = _held(idea)
    if idea.is_visible:
        raise Refused(_("这条已经挂出来了。"))
    idea.state, idea.hiding_reason = Idea.State.VISIBLE, ""
    idea.save(update_fields=["state", "hiding_reason"])
    publish_photos(actor=actor, photos=idea.photos.all())
    write_down("ideas.shown", actor, idea)
    for support in idea.supports.select_related("person"):
        follow(person=support.person, thing=idea)
    return idea


@transaction.atomic
def hide_idea(*, actor: Person, idea: Idea, reason: str) -> Idea:
    """Take an idea off the wall, or never hang it out, for a reason its author can read."""
    require(permissions.can_review(actor, idea))
    idea = _held(idea)
    if not reason.strip():
        raise Refused(_("请写一句原因，提的人会看到。"))
    if idea.is_hidden:
        raise Refused(_("这条已经收起来了。"))
    if not idea.is_pending:
        raise Refused(_("这条已经筛过，结果要留着给大家看，不能收起来。"))
    if idea.merged_ideas.exists():
        raise Refused(_("已经有点子并入了这一条，不能收起来。"))
    idea.state, idea.hiding_reason = Idea.State.HIDDEN, reason.strip()
    idea.save(update_fields=["state", "hiding_reason"])
    hide_photos(actor=actor, photos=idea.photos.all())
    keep_from_followers(thing=idea, but=idea.author)
    write_down("ideas.hidden", actor, idea, reason=idea.hiding_reason)
    return idea


@transaction.atomic
def note_export(*, actor: Person, step: Step, ideas: int) -> None:
    """Write down that staff took a list of ideas, with names, along."""
    host = step.cycle.programme.host
    record(
        "ideas.exported", by=actor, role=role_at(actor, host), about=step, unit=host, ideas=ideas
    )


def _held(idea: Idea) -> Idea:
    return Idea.objects.select_for_update(of=("self",)).select_related("community").get(pk=idea.pk)

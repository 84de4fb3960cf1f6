from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin import locks
from mulin.commons.files.actions import publish_photos, store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Participation, Step

from .. import permissions, queries
from ..models import Idea
from .wording import keep_wording
from .writing_down import write_down


@transaction.atomic
def submit_idea(
    *,
    actor: Person | None,
    step: Step,
    community: AdminUnit,
    category: str,
    title: str,
    receipt: UUID | None = None,
    photos: Iterable[Picture] = (),
    **told: Any,
) -> Idea:
    """
    Give an idea while ideas are collected; a visitor without an account is nobody as `actor`.

    `told` is what else was written: text, place, beneficiaries, author_name, is_anonymous.  The
    same receipt again is the same press of the button again.
    """
    require(permissions.can_give_idea(actor, step), _("这次提点子要先登录。"))
    step = enter(step)
    if receipt and (earlier := _with_receipt(receipt)):
        return earlier
    _fits(step, community, category)
    _keep_to_limit(actor, step)
    is_shown = actor is not None and permissions.shows_at_once(actor, community)
    home = queries.home_of(actor, community) if actor else None
    idea = Idea.objects.create(
        step=step,
        community=community,
        category=category,
        title=title,
        author=actor,
        building=home.building if home else None,
        state=Idea.State.VISIBLE if is_shown else Idea.State.AWAITING_REVIEW,
        **({"receipt": receipt} if receipt else {}),
        **told,
    )
    keep_wording(idea)
    _attach(idea, actor, photos)
    write_down(
        "ideas.submitted", actor, idea, shown=is_shown, anonymous=idea.is_anonymous or not actor
    )
    if actor:
        follow(person=actor, thing=idea)
    return idea


@transaction.atomic
def enter_idea(
    *,
    actor: Person,
    step: Step,
    community: AdminUnit,
    category: str,
    title: str,
    channel: str,
    receipt: UUID | None = None,
    photos: Iterable[Picture] = (),
    **told: Any,
) -> Idea:
    """
    Write an idea down for a neighbour who told it on paper, at a meeting or at the door.

    What was handed in on time may be written down late.
    """
    require(permissions.can_enter_for_neighbour(actor, community))
    step = enter(step, late=True)
    if receipt and (earlier := _with_receipt(receipt)):
        return earlier
    _fits(step, community, category)
    idea = Idea.objects.create(
        step=step,
        community=community,
        category=category,
        title=title,
        channel=channel,
        entered_by=actor,
        state=Idea.State.VISIBLE,
        **({"receipt": receipt} if receipt else {}),
        **told,
    )
    keep_wording(idea)
    _attach(idea, actor, photos)
    write_down("ideas.entered", actor, idea, channel=channel)
    return idea


def _with_receipt(receipt: UUID) -> Idea | None:
    locks.hold_alone(f"ideas.receipt:{receipt}")
    return Idea.objects.filter(receipt=receipt).first()


def _fits(step: Step, community: AdminUnit, category: str) -> None:
    if not Participation.objects.filter(cycle=step.cycle_id, community=community).exists():
        raise Refused(_("%(name)s这次没有参加。") % {"name": community.name})
    if category not in step.cycle.categories:
        raise Refused(_("没有这个类别，请重新选一个。"))


def _keep_to_limit(actor: Person | None, step: Step) -> None:
    most = step.settings["per_person"]
    if actor is None or not most:
        return
    locks.hold_alone(f"ideas.limit:{step.pk}:{actor.pk}")
    if Idea.objects.filter(step=step, author=actor).count() >= most:
        raise Refused(
            ngettext(
                "这次每人最多提 %(most)s 条，您已经提满了。",
                "这次每人最多提 %(most)s 条，您已经提满了。",
                most,
            )
            % {"most": most}
        )


def _attach(idea: Idea, actor: Person | None, pictures: Iterable[Picture]) -> None:
    photos = [
        store_photo(actor=actor, upload=picture, alt=idea.title, unit=idea.community)
        for picture in pictures
    ]
    idea.photos.set(photos)
    if idea.is_visible:
        publish_photos(actor=actor, photos=photos)

"""The codes by which people get into chat groups."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.files.actions import publish_photos, remove_photos, store_photo
from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import ChatGroup
from .registers import write_down

LIFE_OF_A_CODE = timedelta(days=7)
LONGEST_LIFE_OF_A_CODE = timedelta(days=365)


@transaction.atomic
def show_code(
    *, actor: Person, group: ChatGroup, picture: Picture, until_on: date, is_public: bool = False
) -> Photo:
    """Show how to get into a chat group, until a day; a new code replaces the old one."""
    require(permissions.can_show_code(actor, group))
    if not timezone.localdate() <= until_on <= timezone.localdate() + LONGEST_LIFE_OF_A_CODE:
        raise Refused(_("管到哪天，请从今天往后选，最远一年。"))
    group = _held(group)
    old = group.code
    alt = _("“%(group)s”的二维码") % {"group": group.name}
    group.code = store_photo(
        actor=actor, upload=picture, alt=alt, unit=group.community, for_staff=True
    )
    if is_public:
        publish_photos(actor=actor, photos=[group.code])
    group.code_until, group.is_code_public, group.is_keeper_reminded = until_on, is_public, False
    group.save()
    if old:
        remove_photos(actor=actor, photos=[old])
    write_down(actor, group.community, group, "organisations.code_shown", is_public=is_public)
    return group.code


@transaction.atomic
def remove_code(*, actor: Person, group: ChatGroup) -> None:
    """Take a chat group's code away, its picture too."""
    require(permissions.can_show_code(actor, group))
    group = _held(group)
    if group.code is None:
        raise Refused(_("这个群没有放二维码。"))
    old, group.code, group.code_until, group.is_code_public = group.code, None, None, False
    group.save()
    remove_photos(actor=actor, photos=[old])
    write_down(actor, group.community, group, "organisations.code_removed")


@transaction.atomic
def remind_keepers() -> int:
    """Tell whoever keeps a chat group, or gave its code, that the code is over; once."""
    waiting = queries.chat_groups_to_remind().select_for_update(of=("self",), skip_locked=True)
    groups = list(waiting)
    for group in groups:
        keeper = group.keeper or (group.code and group.code.uploaded_by)
        if keeper:
            record(
                "organisations.code_expired",
                by=None,
                about=keeper,
                unit=group.community,
                name=group.name,
                group=group.pk,
            )
        group.is_keeper_reminded = True
        group.save(update_fields=["is_keeper_reminded"])
    return len(groups)


def _held(group: ChatGroup) -> ChatGroup:
    return (
        ChatGroup.objects.select_for_update(of=("self",))
        .select_related("community", "code")
        .get(pk=group.pk)
    )

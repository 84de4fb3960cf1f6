"""What each kind of meeting needs, in a sentence for who holds it, and who is expected."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.places.roles import Role

NEEDS = {
    "talk_day": _("谁都能来。先看上次答应的事，再一件一件听；当场能办的，当场答应。"),
    "steward": _("每栋来一位楼长，没来的楼会写在纪要里。签到表按楼栋打印。"),
    "joint": _("各单位带着问题来。谁答应办什么、哪天办好，当场记下，下次先看办没办。"),
    "council": _("一件一件议，举手定。定了什么、谁来办，当场记下。"),
    "forum": _("先听，不急着定。每句话记成一行，散会后逐条答复。"),
    "coordination": _("谁都能来，在哪开都行。要什么、哪些不能碰，一句一句记下来。"),
    "mediation": _("两边都要到。谈成了写一份约定，各方签字；没谈成，也记下各自怎么说。"),
    "owner_delegates": _(
        "业主代表来商量。花维修资金这类要业主一起定的事，这里不能定，要走“业主共同决定”。"
    ),
    "delegates": _("居民代表替自己那栋楼、那个小区说话，散会后把结果带回去。"),
    "upkeep": _("来了几个人、做了什么，记一句，拍张照。"),
}


def needs_of(kind: str) -> str:
    return str(NEEDS.get(kind, ""))


def expected_at(occasion: Occasion) -> list[str]:
    """Return whose coming is expected, roles first, then units."""
    roles = [str(Role(role).label) for role in occasion.required_roles]
    partners = occasion.series.partners.all() if occasion.series else []
    return [*roles, *(one.name for one in partners)]

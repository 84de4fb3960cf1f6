"""What a topic holds back: plans until residents said yes, works until the way is clear."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from mulin import locks
from mulin.errors import Refused

from . import queries
from .models import Obstacle, Topic


def missing_for_a_plan(topic: Topic) -> list[str]:
    """Return what has to be there before drawings of a topic are shown, in sentences."""
    missing = []
    if not topic.is_open:
        missing.append(_("“%(topic)s”已经结束了。") % {"topic": topic.title})
    if topic.asks_first and not queries.said_yes(topic):
        missing.append(_("还没有记下居民说“改”：先问改不改，再谈怎么改。"))
    missing += [
        _("底线“%(constraint)s”还没有答复。") % {"constraint": one.text}
        for one in queries.constraints_unanswered(topic)
    ]
    return missing


def refuse_plan(topic: Topic) -> None:
    """
    Refuse to show drawings of a topic while something is missing, and name it.

    What is noted at the same moment comes before the drawings or after them, never between.
    """
    locks.hold_alone(f"topics.plan:{topic.pk}")
    if missing := missing_for_a_plan(topic):
        raise Refused(_("方案还不能公开。%(missing)s") % {"missing": "".join(missing)})


def obstacles_in_words(topics: Iterable[Topic]) -> list[str]:
    """Return for what works of these topics wait: obstacles, and groups a lift needs."""
    topics = list(topics)
    hurdles = [
        _("“%(what)s”还没过去（%(keeper)s）。") % {"what": one.what, "keeper": keeper_of(one)}
        for one in queries.obstacles_holding(topics)
    ]
    return hurdles + [
        _("“%(topic)s”还没成立%(group)s。") % {"topic": title, "group": group}
        for title, group in queries.groups_lacking(topics)
    ]


def refuse_works(topics: Iterable[Topic]) -> None:
    """Refuse to start works while an obstacle is in their way, and name each."""
    if held := obstacles_in_words(topics):
        raise Refused(_("还不能开工，有坎没过去：%(held)s") % {"held": "".join(held)})


def keeper_of(obstacle: Obstacle) -> str:
    """Return who sees to an obstacle, as everybody may read it."""
    if obstacle.keeper_organisation:
        return obstacle.keeper_organisation.name
    return obstacle.keeper.name_in_public if obstacle.keeper else _("还没说好谁来办")

from typing import Any

from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    OFFICE_HERE,
    SIGNED_IN,
    STREET_OPERATOR,
    Door,
)

from ..actions import shorten
from .boards import post_some

FORM = {
    "kind": "notice",
    "title": "停水通知",
    "body": "明天停水。",
    "days": "7",
    "day_kind": "natural",
    "style": "plain",
}


def a_code(town: Town) -> list[Any]:
    return [shorten("/messages/").code]


def a_notice(town: Town) -> list[Any]:
    return [post_some(town, STREET_OPERATOR).pk]


def the_community(town: Town) -> list[Any]:
    return [town.community.pk]


ABOVE_COMMUNITIES = frozenset({STREET_OPERATOR, FAR_STREET_OPERATOR})

DOORS = [
    Door("notices:messages", SIGNED_IN),
    Door("notices:short_link", ANYONE, a_code),
    Door("notices:poster", ANYONE, a_code),
    Door("notices:notice", ANYONE, a_notice),
    Door("notices:paper", ANYONE, a_notice),
    Door("notices:pdf", ANYONE, a_notice),
    Door("notices:board", ANYONE, the_community),
    Door("notices:desk", OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}),
    Door("notices:workdays", ABOVE_COMMUNITIES),
    Door("notices:workdays_file", ABOVE_COMMUNITIES, lambda town: [2026]),
    Door("notices:post", OFFICE_HERE, the_community),
    Door("notices:post", OFFICE_HERE, the_community, "post", FORM),
]

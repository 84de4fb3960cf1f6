from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, SIGNED_IN, SOCIAL_WORKER, Door

from .. import actions
from .promises import a_promise, a_unit, in_days, speaker


def _unit(town: Town) -> list:
    return [town.community.pk]


def _public(town: Town) -> list:
    return [a_promise(town, is_public=True).pk]


def _hers(town: Town) -> list:
    return [a_promise(town, town.people[SOCIAL_WORKER]).pk]


def _organisation(town: Town) -> list:
    police = a_unit(town)
    a_promise(town, police)
    return [police.pk]


def _feed(town: Town) -> list:
    return [actions.make_feed_key(actor=town.people[SOCIAL_WORKER])]


def _organisation_feed(town: Town) -> list:
    police = a_unit(town)
    officer = speaker(town, police)
    return [actions.make_feed_key(actor=officer), police.pk]


TOLD = {"text": "约好了"}
DOORS = [
    Door("tasks:mine", SIGNED_IN),
    Door("tasks:make_feed", SIGNED_IN, method="post"),
    Door("tasks:feed", ANYONE, prepare=_feed),
    Door("tasks:organisation_feed", ANYONE, prepare=_organisation_feed),
    Door("tasks:organisation", OFFICE_HERE, prepare=_organisation),
    Door("tasks:unit", OFFICE_HERE, prepare=_unit),
    Door("tasks:new", OFFICE_HERE, prepare=_unit),
    Door("tasks:hand_over", OFFICE_HERE, prepare=_unit),
    Door("tasks:item", ANYONE, prepare=_public),
    Door("tasks:item", OFFICE_HERE, prepare=_hers, hides_from_strangers=True),
    Door("tasks:progress", OFFICE_HERE, prepare=_hers, method="post", data=TOLD),
    Door(
        "tasks:postpone",
        OFFICE_HERE,
        prepare=_hers,
        method="post",
        data={"due_on": str(in_days(9)), "because": "下雨"},
    ),
    Door("tasks:drop", OFFICE_HERE, prepare=_hers),
    Door("tasks:hand_over_item", OFFICE_HERE, prepare=_hers),
]

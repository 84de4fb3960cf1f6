from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    OFFICE_HERE,
    RESIDENT,
    Door,
)

from .. import actions
from .votes import (
    QUESTION,
    announced,
    bring_in,
    closed,
    concluded,
    draft,
    elector,
    lines,
    opened,
    proposed,
    proxied,
    staff,
)

OFFICES = OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}


def _draft(town: Town) -> list:
    return [draft(town).pk]


def _announced(town: Town) -> list:
    return [announced(town).pk]


def _open(town: Town) -> list:
    return [opened(town).pk]


def _of_the_resident(town: Town) -> list:
    return [opened(town, lines([5000, 6000, 7000], town.people[RESIDENT])).pk]


def _closed(town: Town) -> list:
    return [closed(town).pk]


def _concluded(town: Town) -> list:
    return [concluded(town).pk]


def _line(town: Town) -> list:
    vote = opened(town)
    return [vote.pk, elector(vote).pk]


def _line_with_proxy(town: Town) -> list:
    vote = opened(town)
    proxied(town, vote)
    return [vote.pk, elector(vote).pk]


def _ballot(town: Town) -> list:
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "agree"})])
    return [vote.ballots.get().pk]


def _proposed(town: Town) -> list:
    return [proposed(town).pk]


def _official(town: Town) -> list:
    result = actions.upload_official_result(
        actor=staff(town),
        vote=opened(town),
        name="结果.xlsx",
        sha256="a" * 64,
        lines=[(1, {"1": "agree"})],
    )
    return [result.pk]


TYPED = {"title": "换物业", "item": "4", "questions": QUESTION, "notice_days": "15"}
DOORS = [
    Door("owners:votes", ANYONE),
    Door("owners:matters", ANYONE),
    Door("owners:vote", ANYONE, _open),
    Door("owners:statement", ANYONE, _concluded),
    Door("owners:statement_pdf", ANYONE, _concluded),
    Door("owners:outcome", ANYONE, _concluded),
    Door("owners:answer", frozenset({RESIDENT}), _of_the_resident),
    Door("owners:answer", frozenset({RESIDENT}), _of_the_resident, "post", {"q1": "agree"}),
    Door("owners:posting", OFFICE_HERE | {RESIDENT}, _of_the_resident),
    Door("owners:desk", OFFICES),
    Door("owners:new", OFFICES),
    Door("owners:new", OFFICES, method="post", data=TYPED),
    Door("owners:note", OFFICES),
    Door("owners:note", OFFICES, method="post", data={"topic": "lifts"}),
    Door("owners:held", OFFICE_HERE, _open),
    Door("owners:change", OFFICE_HERE, _draft),
    Door("owners:change", OFFICE_HERE, _draft, "post", TYPED),
    Door("owners:announce", OFFICE_HERE, _draft),
    Door("owners:announce", OFFICE_HERE, _draft, "post"),
    Door("owners:call_off", OFFICE_HERE, _announced),
    Door("owners:call_off", OFFICE_HERE, _announced, "post", {"because": ""}),
    Door("owners:conclude", OFFICE_HERE, _closed),
    Door("owners:conclude", OFFICE_HERE, _closed, "post"),
    Door("owners:deliveries", OFFICE_HERE, _open),
    Door("owners:deliveries", OFFICE_HERE, _open, "post", {"channel": "hand"}),
    Door("owners:roll", OFFICE_HERE, _open),
    Door("owners:paper_ballots", OFFICE_HERE, _open),
    Door("owners:export", OFFICE_HERE, _open),
    Door("owners:posting_sheet", OFFICE_HERE, _open),
    Door("owners:official", OFFICE_HERE, _open),
    Door("owners:official", OFFICE_HERE, _open, "post"),
    Door("owners:confirm_official", OFFICE_HERE, _official),
    Door("owners:confirm_official", OFFICE_HERE, _official, "post"),
    Door("owners:line", OFFICE_HERE, _line),
    Door("owners:paper", OFFICE_HERE, _line),
    Door("owners:paper", OFFICE_HERE, _line, "post", {"q1": "agree"}),
    Door("owners:proxy_sheet", ANYONE, _open),
    Door("owners:proxy_pdf", ANYONE, _open),
    Door("owners:line_proxy_sheet", OFFICE_HERE, _line),
    Door("owners:proxy", OFFICE_HERE, _line),
    Door("owners:proxy", OFFICE_HERE, _line, "post", {"name": "侄子"}),
    Door("owners:withdraw_proxy", OFFICE_HERE, _line_with_proxy),
    Door("owners:withdraw_proxy", OFFICE_HERE, _line_with_proxy, "post", {"because": ""}),
    Door("owners:withdraw_delivery", OFFICE_HERE, _line),
    Door("owners:withdraw_delivery", OFFICE_HERE, _line, "post", {"because": ""}),
    Door("owners:confirm_withdrawal", OFFICE_HERE, _proposed),
    Door("owners:confirm_withdrawal", OFFICE_HERE, _proposed, "post", {"sure": ""}),
    Door("owners:withdraw_ballot", OFFICE_HERE, _ballot),
    Door("owners:withdraw_ballot", OFFICE_HERE, _ballot, "post", {"because": ""}),
]

from mulin.decisions.budgeting import Election, Project, Rule
from mulin.features.budgets import actions as budgets
from mulin.features.budgets.tests.elections import keep_some, publish_some
from mulin.web.tests.doors import OFFICE_HERE

from .ground import Act

ELECTION = Election.from_rows([Project("1", 300)], 1000, [["1"]])

BUDGETS = [
    Act(
        "keep_ballot_file",
        OFFICE_HERE,
        lambda g, who: budgets.keep_ballot_file(
            actor=who, unit=g.town.community, title="微预算", election=ELECTION, sha256="0" * 64
        ),
    ),
    Act(
        "publish_count",
        OFFICE_HERE,
        lambda g, who: budgets.publish_count(
            actor=who, file=keep_some(g.town), rule=Rule("greedy")
        ),
    ),
    Act(
        "withdraw_count",
        OFFICE_HERE,
        lambda g, who: budgets.withdraw_count(actor=who, file=publish_some(g.town)),
    ),
    Act(
        "remove_ballot_file",
        OFFICE_HERE,
        lambda g, who: budgets.remove_ballot_file(actor=who, file=keep_some(g.town)),
    ),
]

from mulin.features.evidence import actions as evidence
from mulin.features.evidence.tests.shown import ANSWERS, note
from mulin.web.tests.doors import OFFICE_HERE

from .ground import Act

EVIDENCE = [
    Act(
        "record_evidence",
        OFFICE_HERE,
        lambda g, who: evidence.record_evidence(actor=who, step=g.shown, **g.told),
    ),
    Act(
        "record_list",
        OFFICE_HERE,
        lambda g, who: evidence.record_list(actor=who, step=g.shown, lines=[g.told]),
    ),
    Act(
        "withdraw_evidence",
        OFFICE_HERE,
        lambda g, who: evidence.withdraw_evidence(
            actor=who, evidence=note(g.town, g.shown), reason="记错了"
        ),
    ),
    Act(
        "review_proposal",
        OFFICE_HERE,
        lambda g, who: evidence.review_proposal(
            actor=who, step=g.afterwards, proposal=g.finished, **ANSWERS
        ),
    ),
]

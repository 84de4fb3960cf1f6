from django.utils import timezone

from mulin.features.advice import actions as advice
from mulin.features.advice.tests import asked
from mulin.web.tests.doors import JUDGE, OFFICE_HERE, RESIDENT, STREET_OPERATOR

from .ground import UNCONFIRMED, Act

ASKED = frozenset({JUDGE})

ADVICE = [
    Act(
        "ask_expert",
        OFFICE_HERE,
        lambda g, who: asked.a_request(g.town, actor=who),
    ),
    Act(
        "accept_expert_request",
        ASKED,
        lambda g, who: advice.accept_expert_request(actor=who, request=asked.a_request(g.town)),
    ),
    Act(
        "decline_expert_request",
        ASKED,
        lambda g, who: advice.decline_expert_request(
            actor=who, request=asked.a_request(g.town), reason="出差"
        ),
    ),
    Act(
        "note_expert_visit",
        OFFICE_HERE | ASKED,
        lambda g, who: advice.note_expert_visit(
            actor=who, request=asked.a_request(g.town), visited_on=timezone.localdate()
        ),
    ),
    Act(
        "answer_expert_request",
        ASKED,
        lambda g, who: advice.answer_expert_request(
            actor=who, request=asked.a_request(g.town), answer="承得住"
        ),
    ),
    Act(
        "enter_expert_answer",
        OFFICE_HERE,
        lambda g, who: advice.enter_expert_answer(
            actor=who,
            request=asked.a_request(g.town),
            answer="承得住",
            answered_on=timezone.localdate(),
            signed_by="区住建局",
        ),
    ),
    Act(
        "withdraw_expert_request",
        OFFICE_HERE,
        lambda g, who: advice.withdraw_expert_request(
            actor=who, request=asked.a_request(g.town), reason="解决了"
        ),
    ),
    Act(
        "set_answer_term",
        frozenset({STREET_OPERATOR}),
        lambda g, who: advice.set_answer_term(actor=who, unit=g.town.street, days=3),
    ),
    Act(
        "propose_question",
        frozenset({RESIDENT, UNCONFIRMED}),
        lambda g, who: advice.propose_question(
            actor=who, unit=g.town.community, text="外墙渗水找谁"
        ),
    ),
    Act(
        "take_up_question",
        OFFICE_HERE,
        lambda g, who: advice.take_up_question(
            actor=who,
            question=asked.a_question(g.town),
            adviser=asked.adviser(g.town),
            title="渗水",
            problem="外墙渗水",
        ),
    ),
    Act(
        "answer_advice_question",
        OFFICE_HERE,
        lambda g, who: advice.answer_advice_question(
            actor=who, question=asked.a_question(g.town), answer="先报物业"
        ),
    ),
]

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from mulin.features.contests import actions as contests
from mulin.web.tests.doors import JUDGE, OFFICE_HERE

from .ground import CONFIRMED, HOST, JUDGES, Act

CONTESTS = [
    Act(
        "assign_judge",
        HOST,
        lambda g, who: contests.assign_judge(
            actor=who,
            step=g.contest.step,
            judge=g.town.people[JUDGE],
            proposals=[g.contest.b.pk],
        ),
    ),
    Act(
        "change_assignment",
        HOST,
        lambda g, who: contests.change_assignment(
            actor=who,
            step=g.contest.step,
            added={(g.town.people[JUDGE].pk, g.contest.b.pk)},
        ),
    ),
    Act(
        "declare_conflicts",
        JUDGES,
        lambda g, who: contests.declare_conflicts(actor=who, step=g.sheet.step),
    ),
    Act(
        "print_paper_ballots",
        OFFICE_HERE,
        lambda g, who: contests.print_paper_ballots(
            actor=who, step=g.contest.step, community=g.town.community, count=5
        ),
    ),
    Act(
        "find_paper_voters",
        OFFICE_HERE,
        lambda g, who: contests.find_paper_voters(actor=who, batch=g.batch, name="石奶"),
    ),
    Act(
        "hand_out_paper_ballot",
        OFFICE_HERE,
        lambda g, who: contests.hand_out_paper_ballot(actor=who, batch=g.batch, voter=g.neighbour),
    ),
    Act(
        "take_paper_ballot_back",
        OFFICE_HERE,
        lambda g, who: contests.take_paper_ballot_back(actor=who, batch=g.taken, voter=g.neighbour),
    ),
    Act(
        "enter_paper_tally",
        OFFICE_HERE,
        lambda g, who: contests.enter_paper_tally(actor=who, **g.box),
    ),
    Act(
        "decide_paper_tally",
        HOST,
        lambda g, who: contests.decide_paper_tally(actor=who, reason="重新点过", **g.disputed_box),
    ),
    Act(
        "draft_sheet",
        JUDGES,
        lambda g, who: contests.draft_sheet(actor=who, sheet=g.declared_sheet, score=Decimal(80)),
    ),
    Act(
        "submit_sheet",
        JUDGES,
        lambda g, who: contests.submit_sheet(actor=who, sheet=g.declared_sheet, score=Decimal(80)),
    ),
    Act(
        "recuse",
        HOST | JUDGES,
        lambda g, who: contests.recuse(actor=who, sheet=g.sheet, reason="亲戚"),
    ),
    Act(
        "cast_votes",
        CONFIRMED,
        lambda g, who: contests.cast_votes(
            actor=who, step=g.contest.step, proposals=[g.contest.a.pk]
        ),
    ),
    Act(
        "take_back_votes",
        CONFIRMED,
        lambda g, who: contests.take_back_votes(actor=who, step=g.contest.step),
    ),
    Act(
        "cast_votes_for",
        OFFICE_HERE,
        lambda g, who: contests.cast_votes_for(
            actor=who, step=g.contest.step, voter=g.neighbour, proposals=[g.contest.a.pk]
        ),
    ),
    Act(
        "find_neighbours",
        OFFICE_HERE,
        lambda g, who: contests.find_neighbours(actor=who, step=g.contest.step, name="石奶"),
    ),
    Act(
        "publish_result",
        HOST,
        lambda g, who: contests.publish_result(actor=who, step=g.counted.publishing),
    ),
    Act(
        "decide_flagship",
        HOST,
        lambda g, who: contests.decide_flagship(
            actor=who, step=g.counted.publishing, proposal=g.contest.a.pk, is_flagship=True
        ),
    ),
    Act(
        "object_to_result",
        CONFIRMED,
        lambda g, who: contests.object_to_result(
            actor=who, publication=g.published, text="票数好像不对"
        ),
    ),
    Act(
        "enter_objection",
        OFFICE_HERE,
        lambda g, who: contests.enter_objection(
            actor=who, publication=g.published, text="票数", received_on=timezone.localdate()
        ),
    ),
    Act(
        "acknowledge_objection",
        HOST,
        lambda g, who: contests.acknowledge_objection(actor=who, objection=g.objected),
    ),
    Act(
        "answer_objection",
        HOST,
        lambda g, who: contests.answer_objection(actor=who, objection=g.objection, answer="没有错"),
    ),
    Act(
        "make_timetable",
        HOST,
        lambda g, who: contests.make_timetable(
            actor=who, step=g.contest.step, order="number", starts_at=timezone.now(), minutes=5
        ),
    ),
    Act(
        "move_slot",
        HOST,
        lambda g, who: contests.move_slot(
            actor=who,
            slot=g.timetable.slots.first(),
            place=1,
            starts_at=timezone.now(),
            minutes=6,
        ),
    ),
    Act(
        "load_timetable",
        HOST,
        lambda g, who: contests.load_timetable(
            actor=who,
            step=g.timetable.step,
            lines=[(n, timezone.now() + timedelta(hours=n), 5) for n in (1, 2, 3)],
        ),
    ),
]

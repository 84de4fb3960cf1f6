from uuid import uuid4

from mulin.features.ideas import actions as ideas
from mulin.features.ideas.tests.people import (
    ALL_YES,
)
from mulin.features.proposals import actions as proposals
from mulin.web.tests.doors import GRID_WORKER, OFFICE_HERE

from .ground import LIVING_HERE, Act, to_write

IDEAS = [
    Act(
        "enter_idea",
        OFFICE_HERE | {GRID_WORKER},
        lambda g, who: ideas.enter_idea(
            actor=who,
            step=g.season.collecting,
            community=g.town.community,
            category="environment",
            title="亭子",
            channel="paper",
        ),
    ),
    Act(
        "enter_ideas",
        OFFICE_HERE | {GRID_WORKER},
        lambda g, who: ideas.enter_ideas(
            actor=who,
            step=g.season.collecting,
            told=[
                (
                    uuid4(),
                    {
                        "community": g.town.community,
                        "category": "environment",
                        "title": "亭子",
                        "channel": "paper",
                    },
                )
            ],
        ),
    ),
    Act("support_idea", LIVING_HERE, lambda g, who: ideas.support_idea(actor=who, idea=g.idea)),
    Act("show_idea", OFFICE_HERE, lambda g, who: ideas.show_idea(actor=who, idea=g.unread)),
    Act(
        "hide_idea",
        OFFICE_HERE,
        lambda g, who: ideas.hide_idea(actor=who, idea=g.idea, reason="广告"),
    ),
    Act(
        "screen_idea",
        OFFICE_HERE,
        lambda g, who: ideas.screen_idea(
            actor=who, idea=g.idea, findings=ALL_YES, verdict="proposal"
        ),
    ),
    Act(
        "merge_idea",
        OFFICE_HERE,
        lambda g, who: ideas.merge_idea(
            actor=who, idea=g.idea, into=g.other_idea, reply="是一件事。"
        ),
    ),
    Act(
        "unmerge_idea",
        OFFICE_HERE,
        lambda g, who: ideas.unmerge_idea(actor=who, idea=g.merged, reason="不是一件事"),
    ),
    Act(
        "screen_together",
        OFFICE_HERE,
        lambda g, who: ideas.screen_together(
            actor=who, chosen=[(g.idea, 0)], findings=ALL_YES, verdict="proposal", reply=""
        ),
    ),
    Act(
        "merge_together",
        OFFICE_HERE,
        lambda g, who: ideas.merge_together(
            actor=who, chosen=[(g.idea, 0)], into=g.other_idea, reply="是一件事。"
        ),
    ),
    Act(
        "weigh_together",
        OFFICE_HERE,
        lambda g, who: ideas.weigh_together(actor=who, chosen=[(g.idea, 0)], urgency=4),
    ),
    Act(
        "settle_self_help",
        OFFICE_HERE,
        lambda g, who: ideas.settle_self_help(actor=who, task=g.task, is_done=True),
    ),
    Act(
        "write_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.write_proposal(actor=who, proposal=g.draft, **to_write()),
    ),
    Act(
        "submit_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.submit_proposal(
            actor=who, proposal=g.draft, consent="林秋月在纸上签了字", **to_write()
        ),
    ),
    Act(
        "return_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.return_proposal(actor=who, proposal=g.submitted, reason="补预算"),
    ),
    Act(
        "withdraw_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.withdraw_proposal(actor=who, proposal=g.draft, reason="不做了"),
    ),
    Act(
        "restore_revision",
        OFFICE_HERE,
        lambda g, who: proposals.restore_revision(actor=who, revision=g.revision),
    ),
    Act(
        "comment_on_proposal",
        OFFICE_HERE,
        lambda g, who: proposals.comment_on_proposal(
            actor=who, proposal=g.draft, section="steps", text="写上月份"
        ),
    ),
    Act(
        "answer_comment",
        OFFICE_HERE,
        lambda g, who: proposals.answer_comment(actor=who, comment=g.comment, answer="写了"),
    ),
    Act(
        "mark_flagship",
        OFFICE_HERE,
        lambda g, who: proposals.mark_flagship(actor=who, proposal=g.submitted, reason="全楼受益"),
    ),
    Act(
        "unmark_flagship",
        OFFICE_HERE,
        lambda g, who: proposals.unmark_flagship(actor=who, proposal=g.flagship, reason="换一个"),
    ),
    Act(
        "read_proposal_list",
        OFFICE_HERE,
        lambda g, who: proposals.read_proposal_list(
            actor=who, step=g.season.preparing, written={g.draft.number: to_write()}
        ),
    ),
]

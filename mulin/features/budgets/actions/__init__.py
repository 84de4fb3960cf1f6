from .adopting import conclude_budget_publishing, publish_budget_result
from .casting import cast_open_ballot, cast_secret_ballot
from .files import keep_ballot_file, publish_count, remove_ballot_file, withdraw_count
from .funnel import (
    collect_items,
    conclude_collecting,
    count_leaflets,
    judge_item,
    put_shortlist_on_ballot,
)
from .paper import enter_paper, print_paper, recount_paper
from .preparing import (
    add_option,
    begin_vote,
    choose_roll,
    mark_on_paper,
    prepare_vote,
    put_proposals_on_ballot,
    remove_option,
    take_paper_mark_back,
)
from .sealing import count_vote, seal_vote

__all__ = [
    "add_option",
    "begin_vote",
    "cast_open_ballot",
    "cast_secret_ballot",
    "choose_roll",
    "collect_items",
    "conclude_budget_publishing",
    "conclude_collecting",
    "count_leaflets",
    "count_vote",
    "enter_paper",
    "judge_item",
    "keep_ballot_file",
    "mark_on_paper",
    "prepare_vote",
    "print_paper",
    "publish_budget_result",
    "publish_count",
    "put_proposals_on_ballot",
    "put_shortlist_on_ballot",
    "recount_paper",
    "remove_ballot_file",
    "remove_option",
    "seal_vote",
    "take_paper_mark_back",
    "withdraw_count",
]

from .office import desk, file, file_json, file_xlsx, publish, remove, upload, withdraw
from .paper import booth, paper_ballots, paper_print, paper_read, paper_recount
from .public import result, result_json, result_xlsx
from .vote_office import (
    vote_begin,
    vote_desk,
    vote_money,
    vote_option,
    vote_option_remove,
    vote_proposals,
    vote_seed,
)
from .vote_results import publication, publishing, vote_bundle, vote_result
from .voting import ballots, ballots_csv, ballots_json, receipt, vote

__all__ = [
    "ballots",
    "ballots_csv",
    "ballots_json",
    "booth",
    "desk",
    "file",
    "file_json",
    "file_xlsx",
    "paper_ballots",
    "paper_print",
    "paper_read",
    "paper_recount",
    "publication",
    "publish",
    "publishing",
    "receipt",
    "remove",
    "result",
    "result_json",
    "result_xlsx",
    "upload",
    "vote",
    "vote_begin",
    "vote_bundle",
    "vote_desk",
    "vote_money",
    "vote_option",
    "vote_option_remove",
    "vote_proposals",
    "vote_result",
    "vote_seed",
    "withdraw",
]

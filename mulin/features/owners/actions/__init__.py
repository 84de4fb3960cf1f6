from .answers import answer_vote, confirm_withdrawal, note_roll_read, withdraw_ballot
from .deliveries import keep_proxy, record_deliveries, withdraw_delivery, withdraw_proxy
from .official import confirm_official_result, upload_official_result
from .paper import enter_paper_ballot
from .votes import (
    announce_vote,
    call_off_vote,
    change_vote,
    conclude_vote,
    prepare_vote,
    write_matter_note,
)

__all__ = [
    "announce_vote",
    "answer_vote",
    "call_off_vote",
    "change_vote",
    "conclude_vote",
    "confirm_official_result",
    "confirm_withdrawal",
    "enter_paper_ballot",
    "keep_proxy",
    "note_roll_read",
    "prepare_vote",
    "record_deliveries",
    "upload_official_result",
    "withdraw_ballot",
    "withdraw_delivery",
    "withdraw_proxy",
    "write_matter_note",
]

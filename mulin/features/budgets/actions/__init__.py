from .files import keep_ballot_file, publish_count, remove_ballot_file, withdraw_count

__all__ = ["keep_ballot_file", "publish_count", "remove_ballot_file", "withdraw_count"]

"""
Who guesses at the codes of printed letters finds none, from however many addresses.

Only wrong codes count.  Once there are many, from one address or from all together, a code alone
opens nothing for an hour: whoever holds the letter in the hand reads one thing more off it, so
nobody honest is sent away.  That thing is guessed only a few times for one code.
"""

from dataclasses import dataclass
from datetime import timedelta

from .limits import count_attempt, count_if_free, is_used_up

WRONG_FROM_ONE_PLACE, WRONG_FROM_ALL = 30, 300
WRONG_PROOFS = 10
WINDOW = timedelta(hours=1)


@dataclass(frozen=True)
class PrintedCodes:
    """The codes of one kind of letter, guessed at together."""

    kind: str

    def is_enough(self, address: str) -> bool:
        """Whether a code opens its letter without anything else that is printed on it."""
        return not (
            is_used_up(self._from(address), WRONG_FROM_ONE_PLACE, WINDOW)
            or is_used_up(self.kind, WRONG_FROM_ALL, WINDOW)
        )

    def note_wrong(self, address: str) -> None:
        """Count a code that no letter has."""
        count_if_free(self.kind, WRONG_FROM_ALL, WINDOW)
        count_if_free(self._from(address), WRONG_FROM_ONE_PLACE, WINDOW)

    def count_proof(self, address: str, code: str) -> None:
        """Count one try at what else is printed on a letter, or refuse it after a few."""
        count_attempt(f"{self.kind}-number:{code.upper()}", WRONG_PROOFS, WINDOW)
        count_attempt(f"{self.kind}-number-from:{address}", WRONG_FROM_ONE_PLACE, WINDOW)

    def _from(self, address: str) -> str:
        return f"{self.kind}:{address}"

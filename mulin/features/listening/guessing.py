"""
Who guesses at the codes of letters finds none, from however many addresses.

Only wrong codes count.  Once there are many, from one address or from all together, a code alone
opens nothing for an hour: whoever holds the letter in the hand reads its number off the slip, so
nobody honest is sent away.  A number is guessed only a few times for one code.
"""

from datetime import timedelta

from mulin.commons.people.limits import count_attempt, count_if_free, is_used_up

WRONG_FROM_ONE_PLACE, WRONG_FROM_ALL = 30, 300
WRONG_NUMBERS = 10
WINDOW = timedelta(hours=1)
ALL = "letter-slip"


def is_code_enough(address: str) -> bool:
    """Whether a code opens its letter without the number on the slip."""
    return not (
        is_used_up(_place(address), WRONG_FROM_ONE_PLACE, WINDOW)
        or is_used_up(ALL, WRONG_FROM_ALL, WINDOW)
    )


def note_wrong_code(address: str) -> None:
    """Count a code that no letter has."""
    count_if_free(ALL, WRONG_FROM_ALL, WINDOW)
    count_if_free(_place(address), WRONG_FROM_ONE_PLACE, WINDOW)


def count_number(address: str, code: str) -> None:
    """Count one try at the number of a slip, or refuse it after a few."""
    count_attempt(f"letter-slip-number:{code.upper()}", WRONG_NUMBERS, WINDOW)
    count_attempt(f"letter-slip-number-from:{address}", WRONG_FROM_ONE_PLACE, WINDOW)


def _place(address: str) -> str:
    return f"letter-slip:{address}"

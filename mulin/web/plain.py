"""Read a text without width, case, script and punctuation, so that two ways of writing meet."""

from functools import cache
from unicodedata import normalize

from opencc import OpenCC


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def plain(text: str) -> str:
    """Return a text's letters, digits and simplified characters, in one width and case."""
    simplified = _simplifier().convert(normalize("NFKC", text))
    return "".join(sign for sign in simplified.casefold() if sign.isalnum())


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring signs of a plain text; a single sign is its own pair."""
    return {text[at : at + 2] for at in range(max(len(text) - 1, 1))} if text else set()

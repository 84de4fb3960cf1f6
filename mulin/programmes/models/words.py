"""The words of a blueprint."""

from django.utils.translation import gettext


def in_words(words: str) -> str:
    """Return what a blueprint of the house says, in the reader's language; else the words."""
    return gettext(words) if words else ""

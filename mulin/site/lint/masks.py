"""Blank out what a rule must not see; every sign keeps its place, so line numbers hold."""

import re

COMMENT = re.compile(
    r"(\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->)", re.DOTALL
)
BLOCK = re.compile(r"\{%\s*blocktrans[^%]*%\}(.*?)\{%\s*endblocktrans", re.DOTALL)
WORDS = r"(\"[^\"]*\"|'[^']*')"
TAG = re.compile(r"\{%\s*trans(?:late)?\s+" + WORDS)
CALL = re.compile(r"\b_\(" + WORDS)
ALWAYS_CHINESE = re.compile(r"<[^>]*\slang=\"zh-Hans\"[^>]*>([^<]*)<")


def without_comments(text: str) -> str:
    return COMMENT.sub(_blank, text)


def code_only(text: str) -> str:
    """Return the template without comments, what it translates, and what is always Chinese."""
    text = without_comments(text)
    for pattern in (BLOCK, TAG, CALL, ALWAYS_CHINESE):
        text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    """Return what was matched with its group made of spaces."""
    start, end = (place - match.start() for place in match.span(1))
    return match[0][:start] + re.sub(r"[^\n]", " ", match[1]) + match[0][end:]

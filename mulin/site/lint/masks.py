"""Blank out what a rule must not see; every sign keeps its place, so line numbers hold."""

import re

COMMENTS = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.DOTALL
)
TRANSLATED = re.compile(
    r"\{%\s*(blocktrans(?:late)?)\b.*?%\}.*?\{%\s*end\1\s*%\}"
    r"|\{%\s*trans(?:late)?\s+(?:\"[^\"]*\"|'[^']*')"
    r"|_\((?:\"[^\"]*\"|'[^']*')\)"
    r"|<[^>]*\slang=\"zh-Hans\"[^>]*>[^<]*<",
    re.DOTALL,
)


def without_comments(text: str) -> str:
    return COMMENTS.sub(_blank, text)


def code_only(text: str) -> str:
    """Return the template without comments, what it translates, and what is always Chinese."""
    return TRANSLATED.sub(_blank, without_comments(text))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])

"""Read the messages of a template by compiling it and walking what Django made of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node, Variable, filter_re
from django.template.smartif import TokenBase
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.text import unescape_string_literal

from .message import Words


def read(path: Path) -> Iterator[Words]:
    """Yield what a template translates."""
    for thing in walk(compiled(path).nodelist):
        if isinstance(thing, TranslateNode):
            yield from _translate(thing)
        elif isinstance(thing, BlockTranslateNode):
            yield _block(thing)
        elif isinstance(thing, FilterExpression):
            yield from _underscored(thing)


def compiled(path: Path) -> Template:
    """Return the template, or raise TemplateSyntaxError naming the file."""
    try:
        return Template(path.read_text(encoding="utf-8"), engine=Engine.get_default())
    except TemplateSyntaxError as fault:
        raise TemplateSyntaxError(f"{path}: {fault}") from None


def walk(thing: Any) -> Iterator[Any]:
    """Yield every node and expression inside a compiled template, in order."""
    children: Any = ()
    if isinstance(thing, Node | TokenBase):
        yield thing
        children = vars(thing).values()
    elif isinstance(thing, FilterExpression):
        yield thing
    elif isinstance(thing, dict):
        children = thing.values()
    elif isinstance(thing, list | tuple):
        children = thing
    for child in children:
        yield from walk(child)


def _translate(node: TranslateNode) -> Iterator[Words]:
    said = node.filter_expression.var
    if isinstance(said, Variable) and said.lookups is None:
        yield Words(str(said.literal).replace("%", "%%"), context=_context(node))


def _block(node: BlockTranslateNode) -> Words:
    text, _ = node.render_token_list(node.singular)
    plural = node.render_token_list(node.plural)[0] if node.plural else ""
    return Words(text, plural, _context(node))


def _context(node: TranslateNode | BlockTranslateNode) -> str | None:
    return str(node.message_context.resolve(Context())) if node.message_context else None


def _underscored(expression: FilterExpression) -> Iterator[Words]:
    for match in filter_re.finditer(expression.token):
        for word in (match["constant"], match["constant_arg"]):
            if word and word.startswith("_("):
                yield Words(unescape_string_literal(word[2:-1]).replace("%", "%%"))

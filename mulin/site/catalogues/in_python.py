"""Read the messages of a Python file from its syntax tree."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .message import Words

SOURCE = "django.utils.translation"
ARGUMENTS = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
FUNCTIONS = {f"{name}{end}": kinds for name, kinds in ARGUMENTS.items() for end in ("", "_lazy")}
FUNCTIONS["gettext_noop"] = ("text",)


def read(path: Path) -> Iterator[Words]:
    """Yield what a Python file gives to gettext and its kin, whatever they are called there."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    names = dict(_imported(tree))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if kinds := FUNCTIONS.get(names.get(ast.unparse(call.func), "")):
            given = [_constant(argument) for argument in call.args[: len(kinds)]]
            if len(given) == len(kinds) and all(given):
                yield Words(**dict(zip(kinds, given, strict=True)))


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == SOURCE:
            for alias in node.names:
                yield alias.asname or alias.name, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils":
            for alias in node.names:
                if alias.name == "translation":
                    for function in FUNCTIONS:
                        yield f"{alias.asname or alias.name}.{function}", function


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""

"""Read YAML that strangers wrote, and remember on which line everything stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

DEEPEST = 8
LONGEST_TEXT = 2000
MOST_PARTS = 5000
"""How many keys, words and lists a blueprint may have; the longest of the house has a tenth."""

ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Signs that no keyboard types; halves of a sign cannot be kept at all."""

Path = tuple[str | int, ...]


class Unreadable(ValueError):
    """A text that is not the YAML we take, with the line where reading stopped."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass
class Lines:
    """On which line of the text each thing stands."""

    found: dict[Path, int] = field(default_factory=dict)

    def of(self, path: Path) -> int:
        """Return the line of a thing, or of what it should be in."""
        while path and path not in self.found:
            path = path[:-1]
        return self.found.get(path, 1)


def read(text: str) -> tuple[Any, Lines]:
    """Return what a text says and where; without references, which could grow without end."""
    lines = Lines()
    try:
        _refuse_odd_shapes(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise Unreadable(
            mark.line + 1 if mark else 1,
            _("写法不对，读不下去。请看看缩进齐不齐，冒号和短横线后面有没有空格"),
        ) from None
    except yaml.YAMLError:
        raise Unreadable(1, _("里面有读不懂的符号")) from None
    return (_value(node, (), lines) if node else None), lines


def _refuse_odd_shapes(text: str) -> None:
    depth = 0
    for place, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        if place > MOST_PARTS:
            raise Unreadable(_line(event), _("内容太多，蓝本一般只有几千个字"))
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(_line(event), _("不能用 & 和 * 引用，请把内容写全"))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise Unreadable(_line(event), _("层数太多"))


def _value(node: yaml.Node, path: Path, lines: Lines) -> Any:
    lines.found.setdefault(path, _line(node))
    if isinstance(node, yaml.MappingNode):
        return {key: _value(part, (*path, key), lines) for key, part in _pairs(node, path, lines)}
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, (*path, at), lines) for at, part in enumerate(node.value)]
    return _scalar(node)


def _pairs(node: yaml.MappingNode, path: Path, lines: Lines) -> Iterator[tuple[str, yaml.Node]]:
    for key, part in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable(_line(key), _("冒号前面只能是一个词"))
        if ODD.search(key.value):
            raise Unreadable(_line(key), _("里面有读不懂的符号"))
        if (*path, key.value) in lines.found:
            raise Unreadable(_line(key), _("“%(key)s”写了两次") % {"key": key.value[:40]})
        lines.found[(*path, key.value)] = _line(key)
        yield key.value, part


def _scalar(node: yaml.Node) -> Any:
    text, kind = node.value, node.tag.rpartition(":")[2]
    if len(text) > LONGEST_TEXT:
        raise Unreadable(_line(node), _("这里太长了，最多 %(most)s 个字") % {"most": LONGEST_TEXT})
    if ODD.search(text):
        raise Unreadable(_line(node), _("里面有读不懂的符号"))
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("yes", "true", "on")
    if kind == "int" and text.lstrip("+-").isdecimal() and len(text) < 12:
        return int(text)
    return text


def _line(what: yaml.Node | yaml.Event) -> int:
    mark = what.start_mark
    return mark.line + 1 if mark else 1

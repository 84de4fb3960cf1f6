"""Read the messages of a blueprint: whatever is written in Chinese is shown to people."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .chinese import IDEOGRAPH
from .message import Words

CHINESE = re.compile(f"[{IDEOGRAPH}]")


def read(path: Path) -> Iterator[Words]:
    """Yield every Chinese text of a YAML file."""
    for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
        if CHINESE.search(text):
            yield Words(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)

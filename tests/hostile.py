"""What people type, paste and send who mean harm, or who only have a bad day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any

from tests.house.house import PACKAGE

SCRIPT = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>"
TYPED = {
    "nothing": "",
    "a NUL": "榕树\0下",
    "one sign too many": "长" * 5001,
    "a number too large for any column": "9" * 30,
    "a number too long to be read": "9" * 5000,
    "no number": "NaN",
    "a script": SCRIPT,
    "what machines read": "=1+1\u202e\u200b👩‍👩‍👧{{ settings }}%(title)s%s{0}'; DROP",
}
"""Words for a field one writes in, each by what is wrong with it."""

CHOSEN = {
    "nothing": "",
    "a NUL": "1\0",
    "a number too large for any column": "9" * 30,
    "a negative number": "-1",
    "a script": SCRIPT,
}
"""What nobody offered to choose."""

ASKED = [
    "9" * 30,
    "-1",
    "９",
    "1e309",
    "%s{0}\u202e",
    SCRIPT,
    "//evil.example/\r\nA: b",
    "长" * 999,
]
"""What follows the question mark of an address that somebody put together by hand."""

NOT_WRITTEN = ("file", "submit", "button", "hidden", "radio", "checkbox", "select")

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
BODIES = {
    "no form at all": (b"{", "application/json"),
    "letters of no alphabet": (b"title=%ff%fe&title=\xff\xfe&q=%00", FORM),
    "an alphabet that is none": (b"title=1", f"{FORM}; charset=none"),
    "parts that never end": (b"--x\r\nContent-Disposition: form-data", f"{PARTS}; boundary=x"),
    "parts without a border": (b"--x", PARTS),
    "more fields than anybody fills in": (b"&".join(b"f%d=1" % n for n in range(1001)), FORM),
    "more than anybody types": (b"title=" + b"a" * 2_700_000, FORM),
}
"""Bodies that are no filled-in form, by what is wrong with them, each with its kind."""


@cache
def names_asked_for() -> list[str]:
    """Return the names our code looks for after the question mark of an address."""
    asked = re.compile(r"""GET(?:\.get\(|\.getlist\(|\[)\s*["'](\w+)""")
    code = [path.read_text() for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]
    return sorted({name for text in code for name in asked.findall(text)})


@dataclass
class Field:
    """One thing to fill in on a page."""

    name: str
    kind: str
    choices: list[str] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        """Whether anything can be typed into it."""
        return self.kind not in NOT_WRITTEN

    @property
    def as_meant(self) -> str:
        """Return what somebody would fill in who means well."""
        likely = {"date": "2026-11-23", "number": "3", "tel": "13800138000", "file": ""}
        return self.choices[0] if self.choices else likely.get(self.kind, "3")


@dataclass
class Form:
    """A form on a page: where it goes, and what it asks."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    @property
    def written(self) -> list[str]:
        return [one.name for one in self.fields if one.is_written]

    @property
    def chosen(self) -> list[str]:
        return [one.name for one in self.fields if not one.is_written and one.kind != "file"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.choosing: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said.get("action", ""), said.get("method", "get").lower()))
        elif tag == "option" and self.choosing and said.get("value"):
            self.choosing.choices.append(said["value"])
        elif tag in ("input", "textarea", "select", "button") and self.forms and said.get("name"):
            self._add(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.choosing = None

    def _add(self, tag: str, said: dict[str, Any]) -> None:
        fields = self.forms[-1].fields
        kind = said.get("type", "text") if tag == "input" else said.get("type", tag)
        known = next((one for one in fields if one.name == said["name"]), None)
        found = known or Field(said["name"], kind)
        if not found.is_written and said.get("value"):
            found.choices.append(said["value"])
        if tag == "select":
            self.choosing = found
        if not known:
            fields.append(found)


def forms_on(html: str) -> list[Form]:
    """Return the forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def fillings(form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ways to fill a form in that nobody hopes for, each with what is wrong with it."""
    meant = {one.name: one.as_meant for one in form.fields}
    yield "half of it", dict(list(meant.items())[::2])
    yield "all of it twice", {name: [value, value, "x"] for name, value in meant.items()}
    if form.written:
        for what, value in TYPED.items():
            yield f"{what}, typed", meant | dict.fromkeys(form.written, value)
    for what, value in CHOSEN.items():
        yield f"{what}, chosen", meant | dict.fromkeys(form.chosen, value)

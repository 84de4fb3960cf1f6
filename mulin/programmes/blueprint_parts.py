"""The parts of a blueprint that are not steps: what may stand in each, and what is wrong."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _

from . import kinds
from .models import BY_HAND
from .yaml_lines import Lines, Path

READERS = ("resident", "staff")
QUESTIONS = ("what", "to_do", "can_do", "how")
"""是什么 · 要做什么 · 能做什么 · 怎么做"""

LONGEST_ANSWER = 300
MOST_COUNTED = 1_000_000


class Checked:
    """A blueprint while it is looked through: every fault with its line."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.faults: list[tuple[int, str]] = []

    def fault(self, path: Path, words: str) -> None:
        self.faults.append((self.lines.of(path), words))

    def only(self, given: dict[str, Any], allowed: Collection[str], path: Path) -> bool:
        """Return whether there is nothing here but what may be."""
        unknown = [key for key in given if key not in allowed]
        for key in unknown:
            self.fault(
                (*path, key),
                _("不认识“%(key)s”，这里能写：%(allowed)s")
                % {"key": key[:40], "allowed": _("、").join(allowed)},
            )
        return not unknown

    def text(self, given: dict[str, Any], key: str, path: Path, *, most: int) -> str:
        """Return some words of at most so many signs."""
        value = given.get(key)
        if value is None:
            return ""
        if isinstance(value, dict | list):
            self.fault((*path, key), _("“%(key)s”只能写一句话") % {"key": key})
            return ""
        words = str(value).strip()
        if len(words) > most:
            self.fault(
                (*path, key),
                _("“%(key)s”最多 %(most)s 个字") % {"key": key, "most": most},
            )
        return words

    def whole_number(self, given: dict[str, Any], key: str, path: Path) -> int | None:
        """Return a number that counts something."""
        value = given.get(key)
        if type(value) is int and 0 <= value <= MOST_COUNTED:
            return value
        self.fault((*path, key), _("“%(key)s”要写一个整数") % {"key": key})
        return None

    def one_of(self, given: dict[str, Any], key: str, choices: Collection[str], path: Path) -> str:
        """Return one of some words."""
        value = given.get(key)
        if isinstance(value, str) and value in choices:
            return value
        if value is not None or key in given or path:
            self._no_such((*path, key), key, value, choices)
        return ""

    def some_of(
        self, given: dict[str, Any], key: str, choices: Collection[str], path: Path
    ) -> list[str]:
        """Return any of some words, each once."""
        value = given.get(key) or []
        if not isinstance(value, list):
            self.fault((*path, key), _("“%(key)s”要写成一个列表") % {"key": key})
            return []
        for at, word in enumerate(value):
            if not isinstance(word, str) or word not in choices:
                self._no_such((*path, key, at), key, word, choices)
        return list(dict.fromkeys(str(word) for word in value))

    def _no_such(self, path: Path, key: str, value: Any, choices: Collection[str]) -> None:
        said = "" if isinstance(value, dict | list) else str(value or "")
        self.fault(
            path,
            _("“%(key)s”没有“%(value)s”这一种，能写：%(choices)s")
            % {"key": key, "value": said[:40], "choices": _("、").join(choices) or _("（没有）")},
        )

    def list_of_keys(self, given: Any, path: Path, *, most: int = 50) -> list[dict[str, Any]]:
        """Return a list whose lines are keys and values."""
        if given is None:
            return []
        if not isinstance(given, list):
            self.fault(path, _("“%(key)s”要写成一个列表，每行前面加短横线") % {"key": path[-1]})
            return []
        if len(given) > most:
            self.fault(path, _("“%(key)s”最多 %(most)s 条") % {"key": path[-1], "most": most})
        for at, item in enumerate(given[:most]):
            if not isinstance(item, dict):
                self.fault((*path, at), _("这一条要写成：名字，英文冒号加空格，内容"))
        return [item if isinstance(item, dict) else {} for item in given[:most]]

    def rows(
        self, given: Any, path: Path, needed: Sequence[str], longest: dict[str, int]
    ) -> list[dict[str, str]]:
        """Return a list of rows of short texts, no two with the same first column."""
        rows = []
        for at, item in enumerate(self.list_of_keys(given, path)):
            here = (*path, at)
            self.only(item, tuple(longest), here)
            row = {key: self.text(item, key, here, most=most) for key, most in longest.items()}
            if missing := [key for key in needed if not row[key]]:
                self.fault(here, _("这一条缺“%(keys)s”") % {"keys": _("、").join(missing)})
            rows.append(row)
        self.names_once([row[needed[0]] for row in rows], path)
        return rows

    def names_once(self, names: list[str], path: Path) -> None:
        """Note every name that stands twice."""
        for at, name in enumerate(names):
            if name and name in names[:at]:
                self.fault((*path, at), _("“%(name)s”写了两次") % {"name": name})


def labels(found: Checked, given: Any, path: Path, whole: dict[str, Any]) -> list[dict[str, str]]:
    return found.rows(given, path, ("key", "label"), {"key": 30, "label": 30})


def parties(found: Checked, given: Any, path: Path, whole: dict[str, Any]) -> list[dict[str, str]]:
    return found.rows(given, path, ("key", "name"), {"key": 30, "name": 40, "does": 200})


def zones(found: Checked, given: Any, path: Path, whole: dict[str, Any]) -> list[dict[str, Any]]:
    categories = [category["key"] for category in whole["categories"]]
    drawn = []
    for at, item in enumerate(found.list_of_keys(given, path)):
        here = (*path, at)
        found.only(item, ("name", "focus", "priority_categories"), here)
        zone: dict[str, Any] = {
            key: found.text(item, key, here, most=most) for key, most in ZONE.items()
        }
        if not zone["name"] or not zone["focus"]:
            found.fault(here, _("片区要写“name”和“focus”"))
        first = found.some_of(item, "priority_categories", categories, here)
        drawn.append({**zone, "priority_categories": first})
    found.names_once([zone["name"] for zone in drawn], path)
    return drawn


ZONE = {"name": 40, "focus": 200}


def policy_tags(found: Checked, given: Any, path: Path, whole: dict[str, Any]) -> list[str]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(tag, str | int) for tag in given):
        found.fault(path, _("“%(key)s”要写成一个列表") % {"key": "policy_tags"})
        return []
    tags = list(dict.fromkeys(str(tag).strip() for tag in given))
    if len(tags) > 20 or any(not 0 < len(tag) <= 20 for tag in tags):
        found.fault(path, _("政策标签最多 20 个，每个最多 20 个字"))
    return tags


def explainer(
    found: Checked, given: Any, path: Path, whole: dict[str, Any]
) -> dict[str, dict[str, str]]:
    if not isinstance(given or {}, dict):
        found.fault(
            path, _("“%(key)s”下面要一行一行写：名字，英文冒号加空格，内容") % {"key": "explainer"}
        )
        return {}
    found.only(given or {}, READERS, path)
    answered = {}
    for reader in READERS:
        answers, here = (given or {}).get(reader) or {}, (*path, reader)
        if not isinstance(answers, dict):
            found.fault(
                here, _("“%(key)s”下面要一行一行写：名字，英文冒号加空格，内容") % {"key": reader}
            )
        elif answers:
            found.only(answers, QUESTIONS, here)
            answered[reader] = {
                question: found.text(answers, question, here, most=LONGEST_ANSWER)
                for question in QUESTIONS
            }
    return answered


def targets(found: Checked, given: Any, path: Path, whole: dict[str, Any]) -> list[dict[str, Any]]:
    """Read what the whole sets out to reach; it is counted by the steps, or by hand."""
    countable = kinds.indicators(step["kind"] for step in whole["steps"] if step["kind"])
    read = []
    for at, item in enumerate(found.list_of_keys(given, path)):
        here = (*path, at)
        found.only(item, ("indicator", "name", "planned", "minimum", "days"), here)
        indicator = found.one_of(item, "indicator", [*countable, BY_HAND], here)
        name = found.text(item, "name", here, most=40)
        if indicator and (indicator == BY_HAND) != bool(name):
            found.fault(here, _("“name”只写、也一定要写在“by_hand”后面"))
        planned, days = (found.whole_number(item, key, here) for key in ("planned", "days"))
        minimum = found.whole_number(item, "minimum", here) if "minimum" in item else None
        if minimum is not None and planned is not None and minimum > planned:
            found.fault((*here, "minimum"), _("最低数不能比计划数大"))
        read.append({"indicator": indicator, "name": name, "planned": planned})
        read[-1] |= {"minimum": minimum, "days": days}
    return read


Read = Callable[[Checked, Any, Path, dict[str, Any]], Any]
PARTS: dict[str, Read] = {
    "categories": labels,
    "criteria": labels,
    "parties": parties,
    "zones": zones,
    "policy_tags": policy_tags,
    "explainer": explainer,
}
"""In the order in which they are read: zones speak of categories, steps of parties."""

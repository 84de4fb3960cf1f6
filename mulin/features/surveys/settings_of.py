"""What each kind of question needs to know, checked."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mulin.errors import Refused

from .models import SurveyQuestion

Kind = SurveyQuestion.Kind
MOST_OPTIONS, LONGEST_OPTION, MOST_POINTS = 20, 60, 10
MOST_NUMBER = 10**12


def settled(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a kind of question keeps of what was given, or refuse it."""
    return _KINDS[Kind(kind)](given)


def _options(given: Mapping[str, Any], *, fewest: int = 2) -> list[str]:
    options = [str(one).strip() for one in given.get("options", []) if str(one).strip()]
    if len(options) < fewest:
        raise Refused(_("至少要有两个选项，一行一个。"))
    if len(options) > MOST_OPTIONS:
        raise Refused(_("最多 %(most)s 个选项。") % {"most": MOST_OPTIONS})
    if len(set(options)) < len(options):
        raise Refused(_("有两个选项一样。"))
    if any(len(one) > LONGEST_OPTION for one in options):
        raise Refused(_("一个选项最多 %(most)s 个字。") % {"most": LONGEST_OPTION})
    return options


def _single(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"options": _options(given)}


def _multi(given: Mapping[str, Any]) -> dict[str, Any]:
    options = _options(given)
    most = given.get("most")
    if most is None:
        return {"options": options}
    if not 1 <= most <= len(options):
        raise Refused(_("最多选几个：要在 1 和选项的个数之间。"))
    return {"options": options, "most": most}


def _range(given: Mapping[str, Any]) -> dict[str, int]:
    found = {name: given[name] for name in ("low", "high") if given.get(name) is not None}
    if any(abs(value) > MOST_NUMBER for value in found.values()):
        raise Refused(_("这个数太大了。"))
    if len(found) == 2 and found["low"] >= found["high"]:
        raise Refused(_("最大要大于最小。"))
    return found


def _number(given: Mapping[str, Any]) -> dict[str, Any]:
    return _range(given) | {"unit": str(given.get("unit") or "")[:12]}


def _price(given: Mapping[str, Any]) -> dict[str, Any]:
    found = _range(given)
    if found.get("low", 0) < 0:
        raise Refused(_("价钱不能小于零。"))
    return found


def _scale(given: Mapping[str, Any]) -> dict[str, Any]:
    points = given.get("points") or 5
    if not 2 <= points <= MOST_POINTS:
        raise Refused(_("打分从 1 分起，最多 %(most)s 分。") % {"most": MOST_POINTS})
    labels = {name: str(given.get(name) or "")[:20] for name in ("low_label", "high_label")}
    return {"points": points, **labels}


def _place(given: Mapping[str, Any]) -> dict[str, Any]:
    options = _options(given, fewest=0)
    found = {"options": options, "buildings": bool(given.get("buildings"))}
    return found | ({"plan": given["plan"]} if given.get("plan") else {})


def _nothing(_given: Mapping[str, Any]) -> dict[str, Any]:
    return {}


_KINDS: dict[Kind, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    Kind.SINGLE: _single,
    Kind.MULTI: _multi,
    Kind.SCALE: _scale,
    Kind.NUMBER: _number,
    Kind.PRICE: _price,
    Kind.TIME: _nothing,
    Kind.PLACE: _place,
    Kind.TEXT: _nothing,
}

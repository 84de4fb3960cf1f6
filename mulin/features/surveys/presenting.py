"""Figures as pages show them: each bar with its count, its share and its length."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.siteplans.models import SitePlan

from .cells import SLOT
from .models import SurveyQuestion, SurveyResponse
from .plans import drawn
from .tables import span
from .values import clock, plain

Kind = SurveyQuestion.Kind
Panel = dict[str, Any]
HOURS = range(0, 24, 3)


def panels(
    figures: dict[str, Any],
    released: Iterable[tuple[int, str]],
    plans: Mapping[int, SitePlan],
) -> list[Panel]:
    """Return what is drawn of each question; `plans` are the pictures people pointed at."""
    words: dict[int, list[str]] = defaultdict(list)
    for question, text in released:
        words[question].append(text)
    return [
        _panel(one, figures["least"])
        | {"words": words[one["question"]], "drawn": _on_plan(one, plans)}
        for one in figures["questions"]
    ]


def _on_plan(one: dict[str, Any], plans: Mapping[int, SitePlan]) -> Panel | None:
    plan = plans.get(one.get("plan", 0))
    return drawn(plan, one["squares"]) if plan else None


def ways(figures: dict[str, Any]) -> list[Panel]:
    """Return how many came which way."""
    return [
        {"label": SurveyResponse.Channel(channel).label, "count": n}
        for channel, n in figures["channels"].items()
    ]


def _panel(one: dict[str, Any], least: int) -> Panel:
    panel: Panel = {**one, "is_text": one["kind"] == Kind.TEXT, "key": _key(one)}
    if "bars" in one:
        panel["bars"] = _bars(one["bars"], one["rest"], one["answered"])
        panel["split"] = _split(one)
    if "bins" in one:
        panel["columns"] = _columns(one["bins"], one["answered"])
    if "slots" in one:
        panel["strip"] = _strip(one["slots"], least)
        panel["hours"] = [f"{hour:02}" for hour in HOURS]
    return panel


def _key(one: dict[str, Any]) -> str:
    """Return the one sentence that says most: a median, a mean."""
    if one.get("median") is not None:
        unit = _("元") if one["kind"] == Kind.PRICE else one["unit"]
        figure = f"{plain(one['median'])} {unit}".strip()
        return _("中位数 %(figure)s：一半的人答的不比它多，一半的人答的不比它少") % {
            "figure": figure
        }
    if one.get("mean_hundredths") is not None:
        return _("平均 %(mean)s 分") % {"mean": plain(one["mean_hundredths"])}
    if one.get("from") is not None:
        times = {"from": clock(one["from"]), "until": clock(one["until"])}
        return _("中位数从 %(from)s 到 %(until)s") % times
    return ""


def _bars(bars: list[Panel], rest: Panel | None, answered: int) -> list[Panel]:
    most = max([bar["count"] for bar in bars] + [rest["count"] if rest else 0] + [1])
    shown = [{**bar, "of": answered, "most": most, "is_rest": False} for bar in bars]
    if rest:
        words = ngettext(
            "其余 %(n)s 项合计（人少，不拆开）",
            "其余 %(n)s 项合计（人少，不拆开）",
            rest["options"],
        )
        label = words % {"n": rest["options"]}
        shown.append(
            {"label": label, "count": rest["count"], "of": answered, "most": most, "is_rest": True}
        )
    return shown


def _split(one: dict[str, Any]) -> list[Panel]:
    return [
        {
            "label": SurveyResponse.Channel(line["channel"]).label,
            "answered": line["answered"],
            "cells": [(n, line["answered"]) for n in line["counts"]],
        }
        for line in one.get("by_channel", [])
    ]


def _columns(bins: list[dict[str, int]], answered: int) -> list[Panel]:
    most = max([part["count"] for part in bins] + [1])
    return [
        {"label": span(part), "count": part["count"], "of": answered, "most": most} for part in bins
    ]


def _strip(slots: list[int | None], least: int) -> list[Panel]:
    """Return each half hour with how warm it is, from 0 to 5."""
    most = max([n or 0 for n in slots] + [1])
    return [
        {
            "label": f"{clock(place * SLOT)}–{clock((place + 1) * SLOT)}",
            "count": _("少于 %(least)s") % {"least": least} if n is None else n,
            "warmth": 0 if not n else max(1, round(5 * n / most)),
        }
        for place, n in enumerate(slots)
    ]

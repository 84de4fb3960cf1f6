"""Read programmes from YAML, and say plainly what is wrong with them."""

import json
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from . import kinds
from .models import Programme

FOLDER = settings.PACKAGE / "programmes" / "blueprints"
REQUIRED = ("title", "kind", "steps")
OPTIONAL = ("purpose", "categories", "criteria")
STEP_KEYS = ("kind", "name", "days", "settings")


class BadBlueprint(ValueError):
    """The blueprint cannot be used.  The message names the place and the fault."""


def load_all() -> dict[str, dict[str, Any]]:
    """Return every blueprint of the house by name, checked."""
    return {path.stem: load(path) for path in sorted(FOLDER.glob("*.yaml"))}


def load_named(name: str) -> dict[str, Any]:
    """Return the blueprint of that name, checked."""
    return load(FOLDER / f"{name}.yaml")


def load(path: Path) -> dict[str, Any]:
    """Return one blueprint, checked, with every default filled in."""
    return check(path.read_text(encoding="utf-8"), where=path.name)


def check(text: str, *, where: str) -> dict[str, Any]:
    """Return the blueprint written in a YAML text, or raise BadBlueprint."""
    try:
        blueprint = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise BadBlueprint(f"{where}: not YAML: {fault}") from None
    if not isinstance(blueprint, dict):
        raise BadBlueprint(f"{where}: not a list of keys and values")
    _only(blueprint, REQUIRED + OPTIONAL, where)
    if missing := [key for key in REQUIRED if not blueprint.get(key)]:
        raise BadBlueprint(f"{where}: missing {missing}")
    if blueprint["kind"] not in Programme.Kind.values:
        raise BadBlueprint(f"{where}: no kind {blueprint['kind']!r}; use {Programme.Kind.values}")
    blueprint.setdefault("purpose", "")
    for key in ("categories", "criteria"):
        blueprint[key] = _labels(blueprint.get(key) or [], f"{where}, {key}")
    if not isinstance(blueprint["steps"], list):
        raise BadBlueprint(f"{where}: steps is not a list")
    blueprint["steps"] = [
        _step(step, f"{where}, step {number}")
        for number, step in enumerate(blueprint["steps"], start=1)
    ]
    return blueprint


def _step(step: Any, where: str) -> dict[str, Any]:
    if not isinstance(step, dict):
        raise BadBlueprint(f"{where}: not a list of keys and values")
    _only(step, STEP_KEYS, where)
    if step.get("kind") not in kinds.names():
        raise BadBlueprint(f"{where}: no kind {step.get('kind')!r}; use {kinds.names()}")
    if not isinstance(step.get("days"), int) or not 1 <= step["days"] <= 1000:
        raise BadBlueprint(f"{where}: days must be a whole number from 1 to 1000")
    kind = kinds.get(step["kind"])
    return {
        "kind": step["kind"],
        "name": str(step.get("name") or kind.label),
        "days": step["days"],
        "settings": _settings(kind, step.get("settings") or {}, where),
    }


def _settings(kind: kinds.StepKind, given: dict[str, Any], where: str) -> dict[str, Any]:
    fields = kind.Settings.base_fields
    if unknown := given.keys() - fields.keys():
        raise BadBlueprint(f"{where}: unknown settings {sorted(unknown)}; use {list(fields)}")
    form = kind.Settings({name: field.initial for name, field in fields.items()} | given)
    if not form.is_valid():
        faults = [f"{name}: {' '.join(map(str, said))}" for name, said in form.errors.items()]
        raise BadBlueprint(f"{where}: {'; '.join(faults)}")
    return as_settings(form)


def as_settings(form: forms.Form) -> dict[str, Any]:
    """Return what a checked settings form holds, as a step keeps it."""
    return json.loads(json.dumps(form.cleaned_data, cls=DjangoJSONEncoder))


def _labels(items: Any, where: str) -> list[dict[str, str]]:
    if not isinstance(items, list) or not all(
        isinstance(item, dict) and set(item) == {"key", "label"} for item in items
    ):
        raise BadBlueprint(f"{where}: each line needs a key and a label")
    if len({item["key"] for item in items}) < len(items):
        raise BadBlueprint(f"{where}: two lines have the same key")
    return items


def _only(given: dict[str, Any], allowed: tuple[str, ...], where: str) -> None:
    if unknown := given.keys() - set(allowed):
        raise BadBlueprint(f"{where}: unknown {sorted(map(str, unknown))}; use {list(allowed)}")

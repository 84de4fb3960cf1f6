"""Read programmes from YAML, say plainly what is wrong with them, and write them again."""

import json
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from . import kinds, yaml_lines
from .blueprint_parts import PARTS, Checked, targets
from .conditions import conditions
from .models import Cycle, Programme

FOLDER = settings.PACKAGE / "programmes" / "blueprints"
REQUIRED = ("title", "kind", "steps")
OPTIONAL = ("purpose", *PARTS, "targets")
STEP_KEYS = (
    *("kind", "name", "days", "owner_role", "helper_roles", "needs", "requires", "evidence"),
    *("closes_itself", "settings"),
)
MOST_STEPS = 30
MOST_FAULTS_SHOWN = 12


class BadBlueprint(ValueError):
    """The blueprint cannot be used.  The message names every place and fault."""


def load_all() -> dict[str, dict[str, Any]]:
    """Return every blueprint of the house by name, checked."""
    return {path.stem: load(path) for path in sorted(FOLDER.glob("*.yaml"))}


def load_named(name: str) -> dict[str, Any]:
    """Return the blueprint of that name, checked."""
    return load(FOLDER / f"{name}.yaml")


def load(path: Path) -> dict[str, Any]:
    """Return one blueprint, checked, with every default filled in."""
    return check(path.read_text(encoding="utf-8"), where=path.name)


def check(text: str, *, where: str = "") -> dict[str, Any]:
    """Return the blueprint written in a YAML text, or raise BadBlueprint."""
    try:
        written, lines = yaml_lines.read(text)
    except yaml_lines.Unreadable as fault:
        raise _bad([(fault.line, str(fault))], where) from None
    if not isinstance(written, dict):
        raise _bad([(1, _("蓝本要一行一行写：名字，英文冒号加空格，内容"))], where)
    found = Checked(lines)
    found.only(written, (*REQUIRED, *OPTIONAL), ())
    for key in REQUIRED:
        if not written.get(key):
            found.fault((key,), _("缺“%(key)s”") % {"key": key})
    blueprint: dict[str, Any] = {
        "title": found.text(written, "title", (), most=80),
        "kind": found.one_of(written, "kind", Programme.Kind.values, ()),
        "purpose": found.text(written, "purpose", (), most=300),
    }
    for part, read in PARTS.items():
        blueprint[part] = read(found, written.get(part), (part,), blueprint)
    blueprint["steps"] = _steps(found, written.get("steps"), blueprint)
    blueprint["targets"] = targets(found, written.get("targets"), ("targets",), blueprint)
    if found.faults:
        raise _bad(found.faults, where)
    return blueprint


def _steps(found: Checked, written: Any, blueprint: dict[str, Any]) -> list[dict[str, Any]]:
    steps = found.list_of_keys(written, ("steps",), most=MOST_STEPS)
    return [_step(found, step, ("steps", at), blueprint) for at, step in enumerate(steps)]


def _step(
    found: Checked, written: dict[str, Any], path: yaml_lines.Path, blueprint: dict[str, Any]
) -> dict[str, Any]:
    found.only(written, STEP_KEYS, path)
    parties = [party["key"] for party in blueprint["parties"]]
    name = found.one_of(written, "kind", kinds.names(), path)
    days = written.get("days")
    if type(days) is not int or not 1 <= days <= 1000:
        found.fault((*path, "days"), _("“days”要写天数，1 到 1000 的整数"))
    if type(written.get("closes_itself", False)) is not bool:
        found.fault((*path, "closes_itself"), _("“closes_itself”只能写 true 或 false"))
    return {
        "kind": name,
        "name": found.text(written, "name", path, most=30)
        or (str(kinds.get(name).label) if name else ""),
        "days": days,
        "owner_role": found.one_of(written, "owner_role", parties, path)
        if "owner_role" in written
        else "",
        "helper_roles": found.some_of(written, "helper_roles", parties, path),
        "needs": found.text(written, "needs", path, most=200),
        "requires": found.some_of(written, "requires", conditions(), path),
        "evidence": found.text(written, "evidence", path, most=200),
        "closes_itself": written.get("closes_itself", False),
        "settings": _settings(found, name, written.get("settings") or {}, (*path, "settings")),
    }


def _settings(found: Checked, kind: str, given: Any, path: yaml_lines.Path) -> dict[str, Any]:
    if not kind:
        return {}
    if not isinstance(given, dict):
        found.fault(path, _("“settings”下面要一行一行写：名字，英文冒号加空格，内容"))
        return {}
    fields = kinds.get(kind).Settings.base_fields
    if not found.only(given, tuple(fields), path):
        return {}
    form = kinds.get(kind).Settings({name: field.initial for name, field in fields.items()} | given)
    if form.is_valid():
        return as_settings(form)
    for name, said in form.errors.items():
        words = " ".join(map(str, said))
        if name in fields:
            words = _("“%(key)s”：%(fault)s") % {"key": name, "fault": words}
        found.fault((*path, name), words.rstrip("。"))
    return {}


def as_settings(form: forms.Form) -> dict[str, Any]:
    """Return what a checked settings form holds, as a step keeps it."""
    return json.loads(json.dumps(form.cleaned_data, cls=DjangoJSONEncoder))


def blueprint_of(cycle: Cycle) -> dict[str, Any]:
    """Return the blueprint by which a cycle would run again as it runs now."""
    steps = [
        {
            "kind": step.kind,
            "name": step.name,
            "days": max(1, round((step.closes_at - step.opens_at).total_seconds() / 86400)),
            **{key: getattr(step, key) for key in STEP_KEYS[3:]},
        }
        for step in cycle.steps.all()
    ]
    zones = [
        {
            "name": zone.name,
            "focus": zone.focus,
            "priority_categories": list(zone.priority_categories),
        }
        for zone in cycle.zones.all()
    ]
    kept = {key: cycle.blueprint.get(key, []) for key in ("categories", "criteria", "parties")}
    return {
        "title": cycle.programme.title,
        "kind": cycle.programme.kind,
        "purpose": cycle.programme.purpose,
        **kept,
        "explainer": cycle.blueprint.get("explainer", {}),
        "zones": zones,
        "policy_tags": list(cycle.policy_tags),
        "steps": steps,
        "targets": _targets_of(cycle),
    }


def _targets_of(cycle: Cycle) -> list[dict[str, Any]]:
    """Return what the whole is to reach, each until so many days after the first step opens."""
    first = cycle.steps.first()
    begun = timezone.localdate(first.opens_at) if first else timezone.localdate()
    return [
        {
            "indicator": target.indicator,
            **({"name": target.name} if target.name else {}),
            "planned": target.planned,
            **({} if target.minimum is None else {"minimum": target.minimum}),
            "days": max(0, (target.due_on - begun).days),
        }
        for target in cycle.targets.filter(unit=None)
    ]


def as_yaml(blueprint: dict[str, Any]) -> str:
    """Return a blueprint as a file that `check` reads; what is empty is left out."""
    kept = {key: value for key, value in blueprint.items() if value not in ("", [], {})}
    kept["steps"] = [
        {key: value for key, value in step.items() if value not in ("", [], {}, False)}
        for step in blueprint["steps"]
    ]
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def _bad(faults: list[tuple[int, str]], where: str) -> BadBlueprint:
    lines = [
        _("第 %(line)s 行：%(fault)s。") % {"line": line, "fault": fault}
        for line, fault in sorted(faults)[:MOST_FAULTS_SHOWN]
    ]
    if more := len(faults) - len(lines):
        lines.append(_("还有 %(count)s 处。") % {"count": more})
    return BadBlueprint("\n".join(f"{where} {line}".strip() for line in lines))

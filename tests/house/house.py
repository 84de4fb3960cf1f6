"""What the tests of the structure ask about the house."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import AppConfig, apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mulin"
OURS = [app for app in apps.get_app_configs() if app.name.startswith("mulin.")]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]


def floors(container: str) -> list[str]:
    """Return the layers of a container, the lowest first, as the import contracts say them."""
    for contract in CONTRACTS:
        if contract["type"] == "layers" and contract["containers"] == [container]:
            return contract["layers"][::-1]
    raise LookupError(container)


def height(app: AppConfig) -> tuple[int, int]:
    """Return how high an app stands: its floor, and its place within the commons."""
    floor, *rest = app.name.split(".")[1:]
    within = _index(floors("mulin.commons"), rest[0]) if floor == "commons" else 0
    return _index(floors("mulin"), floor), within


def _index(layers: list[str], name: str) -> int:
    return next(n for n, layer in enumerate(layers) if name in layer.split(" | "))


def models() -> list[type[Model]]:
    return [model for app in OURS for model in app.get_models()]


def modules(name: str = "*") -> list[Path]:
    """Return our Python files of that name, or inside a package of that name; no tests, no room."""
    packages = (path for path in PACKAGE.rglob(name) if not (path / "apps.py").exists())
    found = [*PACKAGE.rglob(f"{name}.py"), *(one for path in packages for one in path.glob("*.py"))]
    return sorted({path for path in found if not {"tests", "migrations"} & set(path.parts)})


def dotted(path: Path) -> str:
    """Return a file's module name without `mulin.`."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions a module defines at its top."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef):
            yield node


def names_called(node: ast.AST) -> set[str]:
    """Return the last name of everything called inside."""
    calls = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
    return {n.id if isinstance(n, ast.Name) else getattr(n, "attr", "") for n in calls}

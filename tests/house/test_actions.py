"""All change goes through actions, and every action says who, in one transaction, on record."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.house import dotted, functions, modules, names_called

INSIDE_AN_ACT = {
    "commons.audit.actions.record": "writes the record itself",
    "programmes.actions.enter": "holds a step open inside an act",
    "programmes.actions.draft_proposal": "called inside the act that makes the proposal",
    "programmes.actions.settle_proposals": "called inside the act that decides on proposals",
    "features.contests.actions.conclude_contest": "part of closing the step",
    "features.contests.actions.conclude_publishing": "part of closing the step",
}
"""Public functions in actions.py that are not acts, each with its reason."""

QUIET = {
    "features.contests.actions.draft_sheet": "a draft is its judge's own until it is handed in",
}
"""Acts that leave no record, each with its reason."""

WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "update_or_create"}


def public() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in modules("actions"):
        for function in functions(path):
            if not function.name.startswith("_"):
                yield path, function


def name(path: Path, function: ast.FunctionDef) -> str:
    return f"{dotted(path)}.{function.name}"


def acts():
    for path, function in public():
        if name(path, function) not in INSIDE_AN_ACT:
            yield pytest.param(path, function, id=name(path, function))


@pytest.mark.parametrize(("path", "act"), list(acts()))
def test_an_act_says_who_first_and_names_everything(path, act):
    assert not act.args.posonlyargs
    assert not act.args.args, "acts take keywords only"
    assert act.args.kwonlyargs, "an act has an actor"
    assert act.args.kwonlyargs[0].arg == "actor"


@pytest.mark.parametrize(("path", "act"), list(acts()))
def test_an_act_is_one_transaction(path, act):
    decorators = [ast.unparse(decorator) for decorator in act.decorator_list]
    assert any(d.startswith(("transaction.atomic", "atomic")) for d in decorators)


@pytest.mark.parametrize(("path", "act"), list(acts()))
def test_an_act_is_written_down(path, act):
    is_recorded = "record" in everything_called(path, act)
    assert is_recorded != (name(path, act) in QUIET)


@pytest.mark.parametrize(("path", "act"), list(acts()))
def test_an_act_says_what_it_does(path, act):
    assert ast.get_docstring(act)


def test_no_exception_is_older_than_its_function():
    assert {*INSIDE_AN_ACT, *QUIET} <= {name(path, function) for path, function in public()}


def everything_called(path: Path, act: ast.FunctionDef) -> set[str]:
    """Return the names an act calls, also through functions of the actions of its room."""
    near = {function.name: function for other in room_of(path) for function in functions(other)}
    called, waiting = set(), names_called(act)
    while waiting:
        called |= waiting
        further = {n for known in waiting if known in near for n in names_called(near[known])}
        waiting = further - called
    return called


def room_of(path: Path) -> list[Path]:
    return list(path.parent.glob("*.py")) if path.parent.name == "actions" else [path]


@pytest.mark.parametrize("module", [*modules("views"), *modules("tasks")], ids=dotted)
def test_views_and_tasks_leave_tables_to_queries_and_actions(module):
    tree = ast.parse(module.read_text())
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert "objects" not in attributes, f"{module}: ask a query"
    assert not attributes & WRITES, f"{module}: call an action"

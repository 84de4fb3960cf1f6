"""Every table says what it is, and every promise it keeps has a sentence for a name."""

import ast
import re

import pytest

from tests.house.house import dotted, models, modules

SENTENCE = re.compile(r"[a-z]+(_[a-z0-9]+)+")
MACHINE = re.compile(r"%\(|_[0-9a-f]{8}(_|$)|_(uniq|check|key|idx|fk|constraint|unique)$")


def constraints():
    for model in models():
        for constraint in model._meta.constraints:
            yield pytest.param(constraint.name, id=constraint.name)


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_model_says_what_it_is(model):
    assert not model.__doc__.startswith(f"{model.__name__}("), "write its docstring"


@pytest.mark.parametrize("name", list(constraints()))
def test_a_constraint_is_named_as_the_sentence_it_keeps(name):
    assert SENTENCE.fullmatch(name)
    assert not MACHINE.search(name)
    assert len(name) <= 63, "PostgreSQL cuts names at 63 signs"


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_promises_are_constraints_not_options(model):
    assert not model._meta.unique_together, "name it with a UniqueConstraint"


@pytest.mark.parametrize("module", modules("models"), ids=dotted)
def test_models_do_not_write_when_saved(module):
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ClassDef):
            methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
            assert not methods & {"save", "delete", "full_clean"}, f"{node.name} hides an act"

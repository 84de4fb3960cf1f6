"""Every programme of the house can be started, and people can follow each step of it."""

import pytest
from django.urls import reverse

from mulin.programmes import blueprints, kinds
from mulin.programmes.models import Programme
from tests.house.house import ROOT

HOW_TO = (ROOT / "docs" / "how-to" / "write-a-blueprint.md").read_text()


@pytest.mark.parametrize("path", sorted(blueprints.FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_blueprint_loads(path):
    assert blueprints.load(path)["steps"]


@pytest.mark.parametrize("name", kinds.names())
def test_a_step_kind_has_pages_that_exist(name):
    kind = kinds.get(name)
    assert reverse(kind.page, args=[1])
    if kind.desk:
        assert reverse(kind.desk, args=[1])


@pytest.mark.parametrize("name", kinds.names())
def test_a_step_kind_stands_in_the_how_to_with_its_settings(name):
    (row,) = [line for line in HOW_TO.splitlines() if line.startswith(f"| `{name}` |")]
    assert [word for word in kinds.get(name).Settings.base_fields if f"`{word}`" not in row] == []


@pytest.mark.parametrize("word", Programme.Kind.values)
def test_a_kind_of_programme_stands_in_the_how_to(word):
    assert word in HOW_TO

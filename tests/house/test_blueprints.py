"""Every programme of the house can be started, and people can follow each step of it."""

import pytest
from django.urls import reverse

from mulin.programmes import blueprints, kinds


@pytest.mark.parametrize("path", sorted(blueprints.FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_blueprint_loads(path):
    assert blueprints.load(path)["steps"]


@pytest.mark.parametrize("name", kinds.names())
def test_a_step_kind_has_pages_that_exist(name):
    kind = kinds.get(name)
    assert reverse(kind.page, args=[1])
    if kind.desk:
        assert reverse(kind.desk, args=[1])

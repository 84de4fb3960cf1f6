"""What the import contracts cannot see: relations and templates are joined by strings."""

import re

import pytest
from django.db.models import ForeignObject, ManyToManyField

from tests.house.house import OURS, PACKAGE, dotted, height, models, modules

POINTING_UP = {
    "audit.Record.by": "people record their own acts too, so the record stands below them",
    "audit.Record.unit": "places record their own acts too, so the record stands below them",
}
"""Relations to an app that is not below, each with its reason.  The list may only shrink."""

LONGEST = {"web/static/web/mulin.css": 900}
USED = re.compile(r"{%\s*(?:extends|include)\s+[\"'](?:\./)?([\w-]+)/")
DRAWN = re.compile(r"{%\s*static\s+[\"']([\w-]+)/")


def relations():
    found = []
    for model in models():
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if isinstance(field, ForeignObject | ManyToManyField) and field.model is model:
                target = field.related_model._meta.app_config
                if target in OURS and target is not model._meta.app_config:
                    found.append(pytest.param(model._meta.app_config, field, target, id=str(field)))
    return found


@pytest.mark.parametrize(("home", "field", "target"), relations())
def test_a_relation_points_down_and_leaves_no_trace_there(home, field, target):
    if str(field) not in POINTING_UP:
        assert height(target) < height(home), f"{field} does not point down"
    assert field.remote_field.hidden, f"give {field} related_name='+'"


def test_no_exception_is_older_than_its_relation():
    assert set(POINTING_UP) <= {param.id for param in relations()}


@pytest.mark.parametrize("template", sorted(PACKAGE.rglob("templates/**/*.*")), ids=dotted)
def test_a_template_uses_its_own_folder_and_web(template):
    room = template.relative_to(PACKAGE).as_posix().partition("/templates/")[2].partition("/")[0]
    text = template.read_text()
    assert set(USED.findall(text)) | set(DRAWN.findall(text)) <= {room, "web"}


@pytest.mark.parametrize("module", modules(), ids=dotted)
def test_a_module_fits_in_one_sitting(module):
    assert len(module.read_text().splitlines()) <= 400


@pytest.mark.parametrize("sheet", sorted(PACKAGE.rglob("static/**/*.css")), ids=dotted)
def test_a_style_sheet_stays_small(sheet):
    ceiling = LONGEST.get(sheet.relative_to(PACKAGE).as_posix(), 250)
    assert len(sheet.read_text().splitlines()) <= ceiling

"""What people read can be read in English too."""

import ast
import re

import pytest

from mulin.site.catalogues.chinese import IDEOGRAPH
from mulin.site.catalogues.in_python import FUNCTIONS
from tests.house.house import dotted, modules

CHINESE = re.compile(f"[{IDEOGRAPH}]")

READS_CHINESE = {
    "commons.calendar.plans": "understands tables as offices write them",
    "commons.calendar.vague": "understands dates as people write them",
    "commons.notices.tables": "understands tables as offices write them",
    "commons.organisations.custody": "knows how departments of a city are called",
    "commons.people.names": "knows the surnames of two characters",
    "commons.places.actions.homes": "names entrances as their door plates do",
    "commons.places.addresses": "understands addresses as people write them",
    "commons.places.roll.cells": "understands tables as offices write them",
    "commons.places.roll.columns": "understands tables as offices write them",
    "commons.places.roll.lines": "understands tables as offices write them",
    "commons.places.roll.sheets": "writes tables as offices read them",
    "decisions._threshold_rules": "cites the law in its own words where there is no Django",
    "decisions.budgeting.sheets": "understands tables as committees write them",
    "features.admissions.letters": "knows the gaps and the usual words of a letter",
    "features.admissions.tables": "understands tables as offices write them",
    "features.cases.forms.acting": "understands measurements as people write them",
    "features.consents.paper_tables": "understands tables as offices write them",
    "features.consents.forms.plans": "names the usual works of a blueprint that names none",
    "features.consents.visit_tables": "understands tables as offices write them",
    "features.consents.wording": "knows which words speak of money",
    "features.evidence.tables": "understands tables as offices write them",
    "features.ideas.sheets": "understands tables as offices write them",
    "features.owners.tables": "understands tables as offices write them",
    "features.services.hours": "understands hours as people write them",
    "features.services.search": "knows how people ask for something",
    "features.services.tables": "understands tables as offices write them",
    "features.proposals.forms.fields": "reads amounts as people write them",
    "features.surveys.forms.fields": "reads amounts and times as people write them",
    "portal.demo.acts.proposals": "writes what the demo's people write",
    "portal.demo.naming": "names the demo's neighbours",
    "portal.demo.owners": "names the demo's owners and doors",
    "portal.demo.people": "reads the demo's notes",
    "portal.demo.sights": "names what the demo's tour stops at",
    "portal.demo.rolls": "writes the demo's rolls as offices write them",
    "commons.electorates.tables": "understands tables as offices write them",
    "programmes.target_tables": "understands tables as offices write them",
    "programmes.zone_tables": "understands tables as offices write them",
    "site.catalogues.chinese": "knows which signs are Chinese",
    "site.command": "names the site",
    "features.budgets.bundling": "speaks both languages in a file that is read without the site",
    "features.budgets.item_sheets": "understands tables as offices write them",
    "features.budgets.sheets_read": "understands ballots as people mark them",
    "site.verify.words": "speaks both languages where there is no Django",
    "site.decide.stories": "speaks both languages where there is no Django",
    "site.decide.words": "speaks both languages where there is no Django",
    "site.demo": "names the site",
    "site.lint.rules": "shows lines that are good and bad",
    "site.settings": "names the site and its languages",
    "web.formats": "writes numbers and times in both languages",
    "web.looks": "names each language in itself",
    "web.kit": "shows the sentences of an example",
    "web.templatetags.mulin": "knows where a Chinese title may break",
    "web.written.en.formats": "the format of a Chinese date",
    "web.written.zh_Hans.formats": "the format of a Chinese date",
}
"""Modules with Chinese that is not said to people, each with its reason."""


def chinese_in(module) -> list[str]:
    """Return the Chinese texts of a module that are neither translated nor documentation."""
    tree = ast.parse(module.read_text())
    spared = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            spared.add(node.value)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name == "_" or name in FUNCTIONS:
                spared.update(ast.walk(node))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node not in spared and CHINESE.search(node.value)
    ]


@pytest.mark.parametrize("module", modules(), ids=dotted)
def test_chinese_in_python_is_translated(module):
    if dotted(module) not in READS_CHINESE:
        assert chinese_in(module) == []


def test_no_exception_is_older_than_its_module():
    assert {dotted(module) for module in modules() if chinese_in(module)} >= set(READS_CHINESE)

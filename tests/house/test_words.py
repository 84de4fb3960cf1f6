"""One word for one thing, the same in the glossary and in the code."""

import ast
import re

import pytest

from tests.house.house import ROOT, dotted, models, modules

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()

KEEP_OUT = {
    "activist": "connector",
    "citizen": "resident",
    "estate": "compound",
    "neighborhood": "neighbourhood",
    "organization": "organisation",
}
"""Parts of names that mean something else here, and the word to use."""

KEEP_OUT_ALONE = {
    "property": "property_company or attribute",
    "street": "subdistrict",
}

PINYIN = {
    *("dangyuan", "daibiao", "gongshi", "jiedao", "jumin", "juweihui", "loudong"),
    *("loumen", "louzhang", "shegong", "shehui", "shequ", "wangge", "wuye", "xiaoqu"),
    *("xieshang", "yezhu", "zhiyuanzhe"),
}


def names_made(path) -> set[str]:
    """Return every name a module gives: classes, functions, arguments and variables."""
    made = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            made.add(node.name)
        elif isinstance(node, ast.arg):
            made.add(node.arg)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            made.add(node.id if isinstance(node, ast.Name) else node.attr)
    return made


def words(name: str) -> list[str]:
    """Return the words of an identifier: HouseholdPlan and household_plan are the same two."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def bad_words(names: set[str]) -> dict[str, str]:
    found = {}
    for name in names:
        parts = words(name)
        for bad, good in KEEP_OUT.items():
            if any(part in (bad, f"{bad}s", bad.replace("y", "ies")) for part in parts):
                found[name] = f"say {good}"
        if len(parts) == 1 and parts[0] in KEEP_OUT_ALONE:
            found[name] = f"say {KEEP_OUT_ALONE[parts[0]]}"
        if PINYIN & set(parts):
            found[name] = "say it in English"
    return found


@pytest.mark.parametrize("module", modules(), ids=dotted)
def test_names_use_the_words_of_the_glossary(module):
    assert bad_words(names_made(module)) == {}


@pytest.mark.parametrize("bad", ["Citizen", "citizens_of", "property", "old_estate", "shequ_name"])
def test_a_word_that_is_kept_out_is_found(bad):
    assert bad_words({bad})


def test_a_word_that_only_contains_another_passes():
    assert bad_words({"restate", "property_company", "StreetOperator"}) == {}


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_model_is_in_the_glossary(model):
    assert f"`{model.__name__}`" in GLOSSARY, "say the word before the code: docs/glossary.md"


def test_every_word_of_the_glossary_is_there_once():
    said = re.findall(r"^\|[^|]+\|[^|]+\| (`\w+`) \|", GLOSSARY, re.MULTILINE)
    assert sorted(said) == sorted(set(said))

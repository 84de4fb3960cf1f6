"""What the documents point to is there, and their pictures are light."""

import re
from pathlib import Path

import pytest

from tests.house.house import ROOT

DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")]
)
POINTERS = re.compile(r'\]\(([^)#\s]+)(?:#[^)]*)?\)|src="([^"]+)"')
HEAVIEST = 120_000
GUIDES = ROOT / "docs" / "guides"


def lost(text: str, folder: Path) -> list[str]:
    """Return what a document in a folder points to that is not there."""
    pointers = {one or other for one, other in POINTERS.findall(text)}
    return sorted(
        pointer
        for pointer in pointers
        if not re.match(r"[a-z]+:", pointer) and not (folder / pointer).exists()
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_points_to_what_is_there(path):
    assert lost(path.read_text(), path.parent) == []


@pytest.mark.parametrize("text", ["[x](nowhere.md)", "[x](a/b.md#part)", '<img src="no.png">'])
def test_a_pointer_to_nothing_is_found(text):
    assert lost(text, ROOT)


@pytest.mark.parametrize("text", ["[x](README.md#part)", "[x](https://example.cn/)", "[x](#part)"])
def test_a_pointer_to_something_passes(text):
    assert not lost(text, ROOT)


def test_every_guide_is_there_in_both_languages():
    names = {path.name for path in GUIDES.glob("*.md")}
    chinese = {name for name in names if not name.endswith(".en.md")}
    assert chinese
    assert names - chinese == {name.replace(".md", ".en.md") for name in chinese}


def test_pictures_are_light_and_each_is_shown_somewhere():
    shown = "".join(path.read_text() for path in DOCUMENTS)
    for picture in (ROOT / "docs" / "pictures").glob("*.png"):
        assert picture.stat().st_size <= HEAVIEST, picture.name
        assert f"pictures/{picture.name}" in shown, picture.name

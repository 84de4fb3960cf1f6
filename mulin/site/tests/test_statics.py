import pytest
from django.contrib.staticfiles import finders

from mulin.site.statics import collect_if_changed


@pytest.fixture
def source(tmp_path, settings):
    """A folder of static files besides those of the rooms."""
    folder = tmp_path / "source"
    folder.mkdir()
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "gathered"
    finders.get_finder.cache_clear()
    yield folder
    finders.get_finder.cache_clear()


def test_static_files_are_gathered_once_and_again_when_one_changes(source, settings):
    (source / "yard.css").write_text("tree { height: 3m }")
    assert collect_if_changed() is True
    assert collect_if_changed() is False
    (source / "yard.css").write_text("tree { height: 12m }")
    assert collect_if_changed() is True
    assert (settings.STATIC_ROOT / "yard.css").read_text() == "tree { height: 12m }"


def test_a_new_file_is_gathered(source, settings):
    collect_if_changed()
    (source / "bench.css").touch()
    assert collect_if_changed() is True
    assert (settings.STATIC_ROOT / "bench.css").exists()

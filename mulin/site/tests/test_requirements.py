import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
HOST = re.compile(
    r"https?:|//|--(extra-)?index-url|--find-links|--trusted-host|file:", re.IGNORECASE
)
PINNED = re.compile(r"^(\S+?)(?:\[\S+\])?==(\S+)", re.MULTILINE)


def pinned(lock):
    return dict(PINNED.findall(lock.read_text()))


def wanted(source):
    lines = [line.split("#")[0].strip() for line in source.read_text().splitlines()]
    names = [re.match(r"[\w-]+", line) for line in lines if line and not line.startswith("-")]
    return {name[0].lower() for name in names}


def test_there_are_two_lists_with_a_lock_each():
    assert [lock.stem for lock in LOCKS] == ["base", "dev"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_host(lock):
    assert HOST.findall(lock.read_text()) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_pinned_package_has_its_hashes(lock):
    packages = re.split(r"\n(?=\S)(?!#)", lock.read_text().strip())
    assert len(packages) == len(pinned(lock)) > 20
    assert [p.splitlines()[0] for p in packages if "--hash=sha256:" not in p] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_everything_that_was_asked_for(lock):
    assert wanted(lock.with_suffix(".in")) <= pinned(lock).keys()


def test_tests_run_with_what_a_site_runs_with():
    base, dev = map(pinned, LOCKS)
    assert base.items() <= dev.items()


def test_nothing_that_remembers_hosts_is_kept():
    assert [f.name for f in FOLDER.parent.glob("*.lock")] == []

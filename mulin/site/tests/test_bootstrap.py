"""`bootstrap.py` stands outside the package and runs before anything is installed."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


class Machine:
    """A machine on which commands are only written down."""

    def __init__(self, folder, bootstrap):
        self.folder, self.bootstrap = folder, bootstrap
        self.ran, self.fails = [], set()
        (folder / "requirements").mkdir()
        for name in ("requirements/base.txt", "requirements/dev.txt", "pyproject.toml"):
            (folder / name).write_text(name)

    def run(self, *command):
        self.ran.append(" ".join(map(str, command)))
        if "venv" in command:
            (self.folder / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
            (self.folder / ".venv" / "bin" / "python").touch()

    def succeeds(self, *command):
        line = " ".join(map(str, command))
        if any(part in line for part in self.fails):
            return False
        self.run(*command)
        return True

    def installs(self, name):
        """Return what it installs when asked for one of the lists."""
        self.ran.clear()
        self.bootstrap.sys.argv = ["bootstrap.py", name]
        self.bootstrap.main()
        return [line.split()[-1] for line in self.ran if " install " in line]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    bootstrap = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bootstrap)
    made = Machine(tmp_path, bootstrap)
    monkeypatch.setattr("sys.argv", [])
    monkeypatch.delenv("MULIN_UV", raising=False)
    bootstrap.ROOT, bootstrap.VENV = tmp_path, tmp_path / ".venv"
    bootstrap.PYTHON = tmp_path / ".venv" / "bin" / "python"
    bootstrap.run, bootstrap.succeeds = made.run, made.succeeds
    return made


def test_it_installs_the_locked_requirements_with_their_hashes_and_then_mulin(machine):
    assert machine.installs("base") == [
        str(machine.folder / "requirements/base.txt"),
        str(machine.folder),
    ]
    locked, itself = (line for line in machine.ran if " install " in line)
    assert "--require-hashes" in locked
    assert "--no-deps --no-build-isolation" in itself


def test_what_did_not_change_is_not_asked_for_again(machine):
    machine.installs("base")
    assert machine.installs("base") == []


def test_a_changed_lock_is_installed(machine):
    machine.installs("base")
    changed = machine.folder / "requirements/base.txt"
    changed.write_text("something newer")
    assert machine.installs("base") == [str(changed)]


def test_what_tests_need_holds_what_a_site_needs(machine):
    machine.installs("base")
    assert machine.installs("dev") == [str(machine.folder / "requirements/dev.txt")]
    assert machine.installs("base") == machine.installs("dev") == []


def test_where_python_brings_no_pip_the_environment_is_filled_from_outside(machine):
    machine.fails = {f"--clear {machine.folder}", f"{machine.bootstrap.PYTHON} -c import pip"}
    machine.installs("base")
    assert any("--without-pip" in line for line in machine.ran)
    assert all("pip --python" in line for line in machine.ran if " install " in line)


def test_where_there_is_no_pip_at_all_it_says_what_helps(machine):
    machine.fails = {f"--clear {machine.folder}", "import pip"}
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        machine.installs("base")


def test_a_python_that_is_too_old_is_told_so(machine, monkeypatch):
    monkeypatch.setattr(machine.bootstrap, "OLDEST", (99, 0))
    monkeypatch.setattr(machine.bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="Mulin needs Python"):
        machine.installs("base")


@pytest.mark.parametrize("words", [[], ["everything"], ["base", "dev"]])
def test_other_words_are_answered_with_those_there_are(machine, words):
    machine.bootstrap.sys.argv = ["bootstrap.py", *words]
    with pytest.raises(SystemExit, match=r"base\|dev"):
        machine.bootstrap.main()

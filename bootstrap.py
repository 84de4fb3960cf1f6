#!/usr/bin/env python3
"""Make `.venv` and put into it what Mulin needs.  Needs nothing but Python itself.

    python3 bootstrap.py base     what a running site needs
    python3 bootstrap.py dev      what tests and checks need besides

Everything comes from `requirements/*.txt` and is taken only if its hash is the one written there.
MULIN_UV=1 installs with uv, which is quicker.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
LISTS = {"base": ["base"], "dev": ["base", "dev"]}
"""Each list of requirements and what it includes."""
NO_PIP = """This Python brings no pip.  One of these helps, then try again:
    apt-get install python3-venv      (Debian, Ubuntu)
    MULIN_UV=1 make demo              (where uv is installed)"""


def main():
    """Install one of the lists of requirements, then Mulin itself."""
    if len(sys.argv) != 2 or sys.argv[1] not in LISTS:
        sys.exit("usage: python3 bootstrap.py " + "|".join(LISTS))
    use_new_enough_python()
    make_venv()
    files = [ROOT / "requirements" / (name + ".txt") for name in LISTS[sys.argv[1]]]
    once("requirements", files, ["--require-hashes", "-r", files[-1]])
    itself = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    once("mulin", [ROOT / "pyproject.toml"], itself)


def use_new_enough_python():
    """Start again with a newer Python when this one is too old and a newer one is here."""
    if sys.version_info >= OLDEST:
        return
    newer = next(filter(None, map(shutil.which, NEWER)), None)
    if newer is None:
        sys.exit("Mulin needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    os.execv(newer, [newer, *sys.argv])  # noqa: S606


def make_venv():
    """Make the virtual environment, also where Debian left out python3-venv."""
    if PYTHON.exists() and succeeds(PYTHON, "-c", ""):
        return
    say("Making .venv …")
    make = [sys.executable, "-m", "venv", "--clear"]
    if not succeeds(*make, VENV):
        run(*make, "--without-pip", VENV)


def once(name, sources, wanted):
    """Install something unless the same was installed here before."""
    stamp = VENV / (name + ".stamp")
    states = [state_of(source) for source in sources]
    if stamp.exists() and states[-1] in stamp.read_text().split():
        return
    say("Installing " + sources[-1].relative_to(ROOT).as_posix() + " …")
    run(*installer(), *wanted)
    stamp.write_text("\n".join(states))


def state_of(source):
    """Return what changes when a file changes or moves."""
    return hashlib.sha256(source.read_bytes() + str(source).encode()).hexdigest()


def installer():
    """Return the command that installs into the virtual environment."""
    uv = shutil.which("uv")
    if uv and os.environ.get("MULIN_UV") == "1":
        return [uv, "pip", "install", "--quiet", "--python", PYTHON]
    quiet = ["install", "-qq", "--disable-pip-version-check", "--no-compile"]
    if succeeds(PYTHON, "-c", "import pip"):
        return [PYTHON, "-m", "pip", *quiet]
    if succeeds(sys.executable, "-c", "import pip"):
        return [sys.executable, "-m", "pip", "--python", PYTHON, *quiet]
    return sys.exit(NO_PIP)


def run(*command):
    """Run a command and stop here if it fails; it has said why."""
    done = subprocess.run([str(word) for word in command], cwd=str(ROOT))
    if done.returncode:
        sys.exit("This did not work: " + " ".join(str(word) for word in command))


def succeeds(*command):
    """Return whether a command works, without a word."""
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, cwd=str(ROOT), capture_output=True).returncode == 0
    except OSError:
        return False


def say(text):
    """Tell whoever waits what is being done."""
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()

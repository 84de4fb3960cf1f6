"""A floor uses the floors below it, never one above or beside."""

import subprocess
import sys

LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
"""In a process of its own: it silences every logger of the one it runs in."""


def test_every_import_keeps_the_contracts():
    run = subprocess.run([sys.executable, "-c", LINT], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout

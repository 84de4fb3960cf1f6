"""Who runs PostgreSQL: it refuses to be run by root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "mulin-pg"


@dataclass(frozen=True)
class Account:
    """A user of this machine, ourselves or the one root hands PostgreSQL to."""

    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        """Whether this is who we are already."""
        return self.uid == os.geteuid()

    @property
    def run_as(self) -> dict[str, Any]:
        """What subprocess needs to run something as this user."""
        return {} if self.is_us else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_open(self, path: Path) -> bool:
        """Return whether this user can run that program or enter that folder."""
        test = ["test", "-x", str(path)]
        return subprocess.run(test, cwd="/", check=False, **self.run_as).returncode == 0

    def take(self, path: Path) -> None:
        """Make this user the owner."""
        if not self.is_us:
            os.chown(path, self.uid, self.gid)


def account_for_postgres() -> Account:
    """Return us; for root, a system user made for this, or `nobody` where none can be made."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    name = os.environ.get("MULIN_PG_USER", NAME)
    found = _look_up(name) or _make(name) or pwd.getpwnam("nobody")
    return Account(found.pw_uid, found.pw_gid)


def _look_up(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make(name: str) -> pwd.struct_passwd | None:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return _look_up(name)

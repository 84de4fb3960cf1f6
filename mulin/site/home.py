"""The folder where this machine keeps what people upload, its own database and its own secret."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mulin.site.trouble import CannotStart

MARK = ".made-by-mulin"
"""Lies in every folder that starting anew may delete."""


def make_ours(folder: Path) -> Path:
    """Make a folder and mark it as ours to delete; leave alone what others put something into."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        (folder / MARK).touch()
    return folder


def delete_ours(*folders: Path) -> None:
    """Delete folders that we made; if we did not make one of them, refuse and delete none."""
    there = [folder for folder in folders if folder.exists()]
    for folder in there:
        if not (folder / MARK).exists():
            raise CannotStart(
                f"{folder} was not made by Mulin; look into it and delete it yourself."
            )
    for folder in there:
        shutil.rmtree(folder)


@contextmanager
def only_one(home: Path) -> Iterator[bool]:
    """Keep a second supervisor out of this home, and tell whether the last one left in order."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "lock").open("a+")
    except PermissionError:
        raise CannotStart(
            f"{home} belongs to somebody else; set MULIN_HOME to a folder of yours."
        ) from None
    with lock:
        lock.seek(0)
        running = lock.read()
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"Mulin is already running in {home} (process {running}). Stop it first, "
                "or set MULIN_HOME to another folder."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield not running
        finally:
            lock.truncate(0)

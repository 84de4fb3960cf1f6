"""Static files: gathered for the web server, and only when one of them changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Gather static files unless the ones that stand there are these, and tell whether it did."""
    folder = Path(settings.STATIC_ROOT)
    stamp = folder / ".state"
    state = state_of_sources()
    if stamp.exists() and stamp.read_text() == state:
        return False
    for name, _ in sources():
        # What stands there may be newer than its source, and would be kept.
        (folder / name).unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    folder.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)
    return True


def state_of_sources() -> str:
    """Return what changes when a static file is added, removed or written."""
    state = hashlib.sha256()
    for name, path in sources():
        found = path.stat()
        state.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return state.hexdigest()


def sources() -> Iterator[tuple[str, Path]]:
    """Yield every static file's name and where it is written."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))

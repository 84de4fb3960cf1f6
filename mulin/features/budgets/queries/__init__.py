from .files import (
    ballots_in,
    files,
    files_from,
    files_kept_by,
    files_published,
    offices_of,
    same_file,
)

__all__ = [
    "ballots_in",
    "files",
    "files_from",
    "files_kept_by",
    "files_published",
    "offices_of",
    "same_file",
]

"""Read a bundle; whatever it says is doubted until it is checked."""

import json
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from .shapes import SHAPES

FORMAT = "mulin-vote/1"
PARTS = ("vote.json", "options.json", "ballots.json", "result.json")
MOST_BYTES = 512 * 1024 * 1024


class NoBundle(Exception):
    """A file is no bundle of a vote; the reason is a key of `words.SENTENCES`."""


@dataclass(frozen=True)
class Bundle:
    """A vote as its bundle tells it."""

    vote: dict[str, Any]
    options: list[dict[str, Any]]
    ballots: list[dict[str, Any]]
    result: dict[str, Any]
    digests: dict[str, str]
    """What the manifest says of each file."""

    found: dict[str, str]
    """What each file really is."""

    fingerprint: str
    """Of the manifest, to be compared with what was published elsewhere."""

    @property
    def keys(self) -> dict[int, str]:
        """What rules call the options, by their numbers."""
        return {one["number"]: f"{one['number']:03}" for one in self.options}


def read(content: bytes) -> Bundle:
    """Return what a file holds; refuses, with NoBundle, what is no bundle."""
    files = _unpacked(content)
    manifest = _object(files.pop("manifest.json", b""))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NoBundle("not_a_bundle")
    if missing := [name for name in PARTS if name not in files]:
        raise NoBundle("incomplete", missing[0])
    vote, options, ballots, result = (_object(files[name]) for name in PARTS)
    digests: Any = manifest.get("files")
    kinds = ((vote, dict), (options, list), (ballots, list), (result, dict), (digests, dict))
    if not all(isinstance(thing, kind) for thing, kind in kinds):
        raise NoBundle("not_a_bundle")
    parts = {"vote": vote, "options": options, "ballots": ballots, "result": result}
    if not all(fits(parts[name]) for name, fits in SHAPES.items()):
        raise NoBundle("malformed")
    return Bundle(
        vote,
        options,
        ballots,
        result,
        digests,
        {name: sha256(told).hexdigest() for name, told in files.items()},
        sha256(_manifest_in(content)).hexdigest(),
    )


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            too_much = sum(part.file_size for part in parts) > MOST_BYTES
            if too_much or len(names) < len(parts):
                raise NoBundle("not_a_bundle")
            return {part.filename: archive.read(part) for part in parts}
    except (BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as broken:
        raise NoBundle("not_a_bundle") from broken


def _manifest_in(content: bytes) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read("manifest.json")


def _object(content: bytes) -> Any:
    try:
        return json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as broken:
        raise NoBundle("not_a_bundle") from broken


def _no_number(said: str) -> Any:
    """Refuse NaN and Infinity, which are neither more nor less than anything."""
    raise ValueError(said)

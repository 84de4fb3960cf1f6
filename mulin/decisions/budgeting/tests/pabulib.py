"""
Where the real elections lie: Pabulib's files, which are not ours to give away.

The environment's MULIN_PABULIB names their folder; without it they are looked for beside the
checkout, in `../shared/data/pabulib`.  Tests that need them say so:

    @pytest.mark.parametrize("path", real_elections())
    def test_every_real_election_keeps_its_budget(path: Path) -> None: ...

    def test_lodz_is_fast() -> None:
        path = real_election("Poland_Lodz_2022.pb")

and are skipped, with the reason, where the files are not there.
"""

import os
from pathlib import Path
from typing import Any

import pytest

BESIDE = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "pabulib"
FOLDER = Path(os.environ.get("MULIN_PABULIB") or BESIDE)
MISSING = "the real elections are not here: let MULIN_PABULIB name the folder of Pabulib's files"


def real_elections() -> list[Any]:
    """Return a parameter for each file, by its name; one that skips where there is none."""
    paths = sorted(FOLDER.glob("*.pb"))
    if not paths:
        return [pytest.param(FOLDER, id="none", marks=pytest.mark.skip(reason=MISSING))]
    return [pytest.param(path, id=path.stem) for path in paths]


def real_election(name: str) -> Path:
    """Return the path of one file, or skip the test that asks for it."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(MISSING)
    return path

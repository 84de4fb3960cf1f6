"""Put an election away in few bytes, and take it out again as it was."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from mulin.decisions.budgeting import Ballots, Election, Project

ARRAYS = ("starts", "projects", "points", "weights")


def packed(election: Election) -> bytes:
    """Return an election as a zip of one JSON file and its arrays."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as box:
        box.writestr("election.json", json.dumps(_head(election), ensure_ascii=False))
        for name in ARRAYS:
            array = getattr(election.ballots, name)
            if array is not None:
                content = BytesIO()
                np.save(content, array, allow_pickle=False)
                box.writestr(f"{name}.npy", content.getvalue())
    return target.getvalue()


def unpacked(content: bytes) -> Election:
    """Return the election that was packed."""
    with ZipFile(BytesIO(content)) as box:
        head = json.loads(box.read("election.json"))
        there = set(box.namelist())
        arrays = {
            name: np.load(BytesIO(box.read(f"{name}.npy")), allow_pickle=False)
            for name in ARRAYS
            if f"{name}.npy" in there
        }
    projects = tuple(Project(*row) for row in head["projects"])
    ballots = Ballots(arrays["starts"], arrays["projects"], arrays.get("points"), arrays["weights"])
    return Election(projects, head["budget"], ballots, head["kind"], head["unit"])


def _head(election: Election) -> dict[str, object]:
    return {
        "projects": [[one.key, one.cost, one.name, one.envelope] for one in election.projects],
        "budget": election.budget,
        "kind": election.kind,
        "unit": election.unit,
    }

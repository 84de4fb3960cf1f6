"""
Ask pabutools for the winners of the real elections, and keep its answers for the tests.

    python bench/peer.py [seconds]

Reads Pabulib's files from the folder that MULIN_PABULIB names and writes
`mulin/decisions/budgeting/tests/peer_winners.json`: of every file its SHA-256, of every rule the
winners, never the data.  An answer that takes pabutools longer than so many seconds of processor
time (600, or a fortieth where only the budget ends the raising of endowments) is kept as null.
What it answered already is not asked again; remove the file to start anew.
"""

import json
import signal
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from time import process_time
from types import FrameType

sys.path.insert(0, str(Path(__file__).parents[1]))

from mulin.decisions.budgeting import Rule
from mulin.decisions.budgeting.tests.elections import label, rules_for_real
from mulin.decisions.budgeting.tests.pabulib import FOLDER
from mulin.decisions.budgeting.tests.peer import BALLOTS, Peer

ANSWERS = (
    Path(__file__).parents[1] / "mulin" / "decisions" / "budgeting" / "tests" / "peer_winners.json"
)
PATIENCE = float(sys.argv[1]) if len(sys.argv) > 1 else 600


class TooSlow(Exception):
    """Nobody waits that long."""


def give_up(signum: int, frame: FrameType | None) -> None:
    raise TooSlow


def answer(peer: Peer, rule: Rule) -> list[str] | None:
    signal.setitimer(signal.ITIMER_PROF, PATIENCE / 40 if rule.stop == "never" else PATIENCE)
    try:
        return list(peer.winners(rule))
    except TooSlow:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def kind_of(peer: Peer) -> str:
    return next(kind for kind, (_, profile) in BALLOTS.items() if _is(peer.profile, profile))


def _is(merged: object, profile: type) -> bool:
    return type(merged).__name__ == profile.__name__.replace("Profile", "MultiProfile")


def ask(path: Path, kept: dict) -> None:
    found = kept["elections"].setdefault(path.name, {"sha256": "", "winners": {}})
    digest = sha256(path.read_bytes()).hexdigest()
    if found["sha256"] != digest:
        found.update(sha256=digest, winners={})
    peer = Peer.from_file(path)
    for rule in rules_for_real(kind_of(peer)):
        if found["winners"].get(label(rule)) is None:
            start = process_time()
            winners = found["winners"][label(rule)] = answer(peer, rule)
            ANSWERS.write_text(written(kept))
            said = "too slow" if winners is None else f"{len(winners)} winners"
            print(
                f"{process_time() - start:8.2f} s  {path.stem}  {label(rule)}: {said}", flush=True
            )


def written(kept: dict) -> str:
    """Write one answer in a line."""
    elections = [
        f'{json.dumps(name)}: {{"sha256": "{found["sha256"]}", "winners": {{\n'
        + ",\n".join(
            f"{json.dumps(rule)}: {json.dumps(keys, ensure_ascii=False)}"
            for rule, keys in found["winners"].items()
        )
        + "}}"
        for name, found in sorted(kept["elections"].items())
    ]
    everything = ",\n\n".join(elections)
    return f'{{"pabutools": "{kept["pabutools"]}", "elections": {{\n\n{everything}\n}}}}\n'


def main() -> None:
    signal.signal(signal.SIGPROF, give_up)
    kept = json.loads(ANSWERS.read_text()) if ANSWERS.exists() else {"elections": {}}
    kept["pabutools"] = version("pabutools")
    for path in sorted(FOLDER.glob("*.pb"), key=lambda path: path.stat().st_size):
        ask(path, kept)


main()

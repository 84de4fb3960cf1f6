"""
Everything one needs to count a vote again, as one file: see docs/reference/vote-bundle.md.

`mulin verify` reads it without a site.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from . import queries
from .counting_votes import threshold_of
from .models import BudgetVote
from .rules import TIE_CRITERIA
from .terms import Terms, terms_from

FORMAT = "mulin-vote/1"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same vote always gives the same bytes: the archive holds no time of packing."""

KEPT_READY = 8
README = """\
这个文件里有重算这次投票要的一切：选票（没有名字）、名册人数、规则、选项和公布的结果。
在装了 Mulin 的电脑上，不用联网：  mulin verify 这个文件
Everything one needs to count this vote again: ballots without names, how many were on the roll,
the rule, the options and the published result.  Offline:  mulin verify THIS_FILE
"""


def bundle_of(vote: BudgetVote) -> bytes:
    """Return a counted vote as the file that is downloaded."""
    files = dict(_files(vote))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in {"manifest.json": _manifest(files), **files}.items():
            archive.writestr(ZipInfo(name, LONG_AGO), content, ZIP_DEFLATED)
    return packed.getvalue()


def fingerprint_of(vote: BudgetVote) -> str:
    """Return the SHA-256 of a bundle's manifest, which stands for the whole bundle."""
    return _fingerprint(vote.pk, vote.counted_at)


# Asked for with every look at the list, and a city has many ballots.
@lru_cache(maxsize=KEPT_READY)
def _fingerprint(vote_id: int, _counted_at: datetime | None) -> str:
    return sha256(_manifest(dict(_files(queries.votes().get(pk=vote_id))))).hexdigest()


def _manifest(files: dict[str, bytes]) -> bytes:
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    return _json({"format": FORMAT, "files": digests})


def _files(vote: BudgetVote) -> Iterator[tuple[str, bytes]]:
    terms = terms_from(vote.step.settings)
    marks, ballots = queries.marks_and_ballots(vote)
    # Sealing compared the channels; where few used one, the ballots have forgotten it since:
    # everybody saw who took one of three ballots on paper.
    cast = {"online": marks.online, "paper": ballots.all - marks.online}
    tells_channel = all(n == 0 or n >= queries.FEWEST for n in cast.values())
    yield (
        "vote.json",
        _json(
            {
                "title": f"{vote.step.cycle} {vote.step}",
                "ballot": terms.ballot,
                "most": terms.most,
                "points": terms.points,
                "registered": vote.registered,
                "turnout": vote.turnout,
                "marks": {"online": marks.online, "paper": marks.paper},
                "ballots": cast,
                "budget": vote.budget_cents,
                "envelopes": {
                    str(one.community_id): one.budget_cents for one in vote.envelopes.all()
                },
                "rule": _rule(vote, terms),
            }
        ),
    )
    yield (
        "options.json",
        _json(
            [
                {
                    "number": one.number,
                    "title": one.title,
                    "category": one.category,
                    "cost": one.cost_cents,
                    "envelope": str(one.community_id or ""),
                }
                for one in vote.options.all()
            ]
        ),
    )
    yield (
        "ballots.json",
        _json(
            [
                {
                    "receipt": one.code,
                    "choices": one.choices,
                    "points": one.points,
                    "paper": one.on_paper if tells_channel else None,
                }
                for one in queries.ballots_of(vote).iterator()
            ]
        ),
    )
    yield "result.json", _json(vote.outcome)
    yield "README.txt", README.encode()


def _rule(vote: BudgetVote, terms: Terms) -> dict[str, Any]:
    if not terms.by_places:
        return {"method": terms.method, "rule": terms.rule(vote.seed).as_dict()}
    quorum, share = threshold_of(terms).thresholds
    return {
        "method": terms.method,
        "places": terms.places,
        "more_than_of_roll": str(quorum.fraction),
        "more_than_of_present": str(share.fraction),
        "ties": {"criteria": TIE_CRITERIA[terms.ties], "seed": vote.seed},
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

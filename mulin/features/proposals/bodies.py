"""What a proposal says, as everybody or those who work on it read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mulin.commons.people.models import Person
from mulin.programmes.models import Proposal

from . import permissions, queries
from .models import ProposalSheet
from .sections import SECTIONS, cost_of, lines_of


@dataclass(frozen=True, slots=True)
class Part:
    """One section that has words in it."""

    name: str
    label: str
    text: str


def parts_of(snapshot: Mapping[str, Any]) -> list[Part]:
    """Return the written parts of a version, without those left empty."""
    return [
        Part(section.name, str(section.label), snapshot[section.name])
        for section in SECTIONS
        if snapshot.get(section.name)
    ]


def body(proposal: Proposal, sheet: ProposalSheet) -> dict[str, Any]:
    """Return what is shown of a proposal wherever all of it is shown."""
    snapshot = queries.snapshot_of(proposal, sheet)
    return {
        "proposal": proposal,
        "sheet": sheet,
        "parts": parts_of(snapshot),
        "lines": lines_of(snapshot),
        "cost_cents": cost_of(snapshot),
    }


def public_body(proposal: Proposal, viewer: Person) -> dict[str, Any]:
    """Return what the public page of a proposal shows from this room."""
    sheet = queries.sheet_of(proposal)
    shown = body(proposal, sheet)
    shown["parts"] = [part for part in shown["parts"] if part.name != "text"]
    may_write = permissions.can_write_proposal(viewer, proposal)
    may_comment = not may_write and permissions.can_comment(viewer, proposal)
    return shown | {
        "zone": queries.zone_of(proposal) if sheet.zone_fit else None,
        "may_write": may_write,
        "may_comment": may_comment,
        "is_open": queries.is_being_prepared(proposal),
    }

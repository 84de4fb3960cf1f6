"""Write the demo's organisations, partner units and groups into the registers."""

from datetime import date
from typing import Any

from mulin.commons.organisations.actions import (
    agree,
    count_members,
    engage_coach,
    found_group,
    join_partner,
    list_organisation,
)
from mulin.commons.organisations.models import CoachEngagement, Organisation, ResidentGroup
from mulin.commons.places.queries import communities_below

from .data import Story
from .town import Town

KINDS = {"property": Organisation.Kind.PROPERTY_COMPANY}
ORIENTATIONS = {
    "self": ResidentGroup.Orientation.SELF_BENEFIT,
    "mutual_to_public": ResidentGroup.Orientation.MUTUAL,
}
COACHES = {
    2024: ["o-zhongfan", "o-yunsheng"],
    2025: ["o-zhongfan", "o-yunsheng", "o-helin"],
    2026: ["o-zhongfan", "o-yunsheng"],
}


def list_organisations(rows: list[dict[str, Any]], town: Town) -> None:
    """Put every organisation on the district's register."""
    for row in rows:
        town.organisations[row["ref"]] = list_organisation(
            actor=town.officer,
            unit=town.units["au-dist"],
            name=row["name"],
            kind=KINDS.get(row["kind"], row["kind"]),
            note=row.get("note", ""),
        )


def engage_coaches(town: Town, story: Story) -> None:
    """Let the coaching organisations of three years be known."""
    host = town.units["au-wanghe"]
    this_year = story.day(date(2026, 11, 22)).year
    for year, coaches in COACHES.items():
        for coach in coaches:
            engage_coach(
                actor=town.people["p-shen"],
                host=host,
                organisation=town.organisations[coach],
                year=this_year + year - 2026,
                duties=CoachEngagement.Duty.values,
                communities=communities_below(host),
            )


def form_alliances(rows: list[dict[str, Any]], town: Town, story: Story) -> None:
    """Let partner units join their community, with what each promised."""
    for row in rows:
        community = town.units[row["community"]]
        partners = {}
        for name in row["units"]:
            partners[name] = join_partner(
                actor=town.officer,
                community=community,
                organisation=_known_or_listed(name, town),
            )
        for promise in row["agreements"]:
            agree(
                actor=town.officer,
                partner=partners[promise["unit"]],
                gives=promise["gives"],
                receives=promise["receives"],
                from_on=story.day(promise["from"]),
                until_on=story.day(promise["to"]),
                times_agreed=promise["of"],
                times_kept=promise["fulfilled"],
            )


def _known_or_listed(name: str, town: Town) -> Organisation:
    for organisation in town.organisations.values():
        if name in organisation.name:
            return organisation
    return list_organisation(
        actor=town.officer,
        unit=town.units["au-dist"],
        name=name,
        kind=Organisation.Kind.PARTNER_UNIT,
    )


def found_groups(rows: list[dict[str, Any]], town: Town, story: Story) -> None:
    """Let the resident groups be founded and counted."""
    for row in rows:
        orientation = row.get("orientation", "public")
        group = found_group(
            actor=town.officer,
            community=town.units[row["community"]],
            name=row["name"],
            activity=row["category"],
            legal_stage=row.get("legal_stage", ResidentGroup.Stage.INFORMAL),
            orientation=ORIENTATIONS.get(orientation, orientation),
            keeper=town.people.get(row.get("leader", "")),
        )
        counted = {date.fromisoformat(f"{month}-15"): n for month, n in _history(row).items()}
        for on, members in counted.items():
            count_members(actor=town.officer, group=group, on=story.day(on), members=members)


def _history(row: dict[str, Any]) -> dict[str, int]:
    return row.get("history") or {"2026-09": row["members"]}

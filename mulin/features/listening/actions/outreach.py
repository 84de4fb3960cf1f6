"""Teams that go out, what is printed for them, and whom they reached."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import LeafletBatch, OutreachReach, OutreachRecord, OutreachTeam
from .writing_down import write_down


@transaction.atomic
def form_team(
    *,
    actor: Person,
    community: AdminUnit,
    name: str,
    size: int,
    members: str = "",
    buildings: Collection[Building] = (),
) -> OutreachTeam:
    """Let some people go out together, with the buildings they take."""
    require(permissions.can_run_listening(actor, community))
    _are_of(community, buildings)
    hold_alone(f"listening.outreach:{community.pk}")
    if queries.teams_of(community).filter(name=name, ended_on=None).exists():
        raise Refused(_("已经有一个叫“%(name)s”的小组了。") % {"name": name})
    team = OutreachTeam.objects.create(
        community=community,
        name=name,
        size=size,
        members=members,
        since_on=timezone.localdate(),
    )
    team.buildings.set(buildings)
    write_down("listening.team_formed", actor, community, team, name=name, size=size)
    return team


@transaction.atomic
def end_team(*, actor: Person, team: OutreachTeam) -> OutreachTeam:
    """Say that a team goes out no more; where it was stays known."""
    require(permissions.can_run_listening(actor, team.community))
    team = OutreachTeam.objects.select_for_update().get(pk=team.pk)
    if not team.is_active:
        raise Refused(_("这个小组已经结束了。"))
    team.ended_on = timezone.localdate()
    team.save(update_fields=["ended_on"])
    write_down("listening.team_ended", actor, team.community, team, name=team.name)
    return team


@transaction.atomic
def print_leaflets(
    *, actor: Person, community: AdminUnit, title: str, printed: int, printed_on: date
) -> LeafletBatch:
    """Write down how many copies of a leaflet were printed."""
    require(permissions.can_run_listening(actor, community))
    hold_alone(f"listening.outreach:{community.pk}")
    if printed_on > timezone.localdate():
        raise Refused(_("还没到这一天，印好了再来记。"))
    if queries.batches_of(community).filter(title=title, printed_on=printed_on).exists():
        raise Refused(_("这一天的“%(title)s”已经记过了。") % {"title": title})
    batch = LeafletBatch.objects.create(
        community=community, title=title, printed=printed, printed_on=printed_on
    )
    write_down("listening.leaflets_printed", actor, community, batch, printed=printed)
    return batch


@transaction.atomic
def note_outreach(
    *,
    actor: Person,
    community: AdminUnit,
    method: str,
    happened_on: date,
    about: str,
    key: str,
    reached: Mapping[Building, int],
    team: OutreachTeam | None = None,
    spot: str = "",
    batch: LeafletBatch | None = None,
    leaflets: int = 0,
) -> OutreachRecord:
    """
    Note one time of going out, with how many households were reached for the first time.

    Together a building never has more households reached than it has; a batch is never handed
    out beyond what was printed.  The same `key` again is the same time.
    """
    require(permissions.can_run_listening(actor, community))
    hold_alone(f"listening.outreach:{community.pk}")
    if earlier := queries.outreach_of_request(actor, key):
        return earlier
    if happened_on > timezone.localdate():
        raise Refused(_("还没到这一天，去过了再来记。"))
    _are_of(community, reached)
    _fits(community, reached)
    _enough(community, batch, leaflets)
    record = OutreachRecord.objects.create(
        community=community,
        team=team,
        method=method,
        happened_on=happened_on,
        about=about,
        spot=spot,
        batch=batch,
        leaflets=leaflets,
        written_by=actor,
        key=key,
    )
    OutreachReach.objects.bulk_create(
        OutreachReach(record=record, building=building, households=count)
        for building, count in reached.items()
        if count
    )
    told = {"households": sum(reached.values()), "leaflets": leaflets}
    write_down("listening.outreach_noted", actor, community, record, **told)
    return record


@transaction.atomic
def take_back_outreach(*, actor: Person, record: OutreachRecord, because: str) -> None:
    """Take back a time that was noted wrongly; what it said stays in the record of acts."""
    community = record.community
    require(permissions.can_run_listening(actor, community))
    hold_alone(f"listening.outreach:{community.pk}")
    found = _there(queries.outreach_of(community).filter(pk=record.pk).first())
    told = {
        "because": because,
        "what": found.about,
        "happened_on": str(found.happened_on),
        "households": found.households,
        "leaflets": found.leaflets,
    }
    write_down("listening.outreach_taken_back", actor, community, found, **told)
    found.delete()


@transaction.atomic
def take_back_leaflets(*, actor: Person, batch: LeafletBatch, because: str) -> None:
    """Take back a batch that was noted wrongly and of which nothing was handed out."""
    community = batch.community
    require(permissions.can_run_listening(actor, community))
    hold_alone(f"listening.outreach:{community.pk}")
    if OutreachRecord.objects.filter(batch=batch.pk).exists():
        raise Refused(_("这一批已经记过发放，先撤掉发它的那几次。"))
    found = _there(queries.batches_of(community).filter(pk=batch.pk).first())
    told = {"because": because, "title": found.title, "printed": found.printed}
    write_down("listening.leaflets_taken_back", actor, community, found, **told)
    found.delete()


def _there(found: Any) -> Any:
    if found is None:
        raise Refused(_("这一条已经撤掉了。"))
    return found


def _are_of(community: AdminUnit, buildings: Collection[Building]) -> None:
    if any(one.compound.community_id != community.pk for one in buildings):
        raise Refused(_("有一栋楼不在这个社区。"))


def _fits(community: AdminUnit, reached: Mapping[Building, int]) -> None:
    """Refuse to have reached more households of a building than live in it."""
    before = {line.building.pk: line for line in queries.coverage_of(community)}
    for building, count in reached.items():
        line = before[building.pk]
        if count and line.reached + count > line.whole:
            words = _(
                "%(building)s一共 %(whole)d 户，讲到过 %(before)d 户，这次最多新增 %(rest)d 户。"
            )
            raise Refused(
                words
                % {
                    "building": line.name,
                    "whole": line.whole,
                    "before": line.reached,
                    "rest": max(line.whole - line.reached, 0),
                }
            )


def _enough(community: AdminUnit, batch: LeafletBatch | None, leaflets: int) -> None:
    if batch is None:
        if leaflets:
            raise Refused(_("请选发的是哪一批宣传单。"))
        return
    left = queries.leaflets_left(community, batch)
    if leaflets > left:
        raise Refused(_("这一批只剩 %(left)d 份没发。") % {"left": left})

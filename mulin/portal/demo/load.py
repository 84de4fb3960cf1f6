"""
Load the demo: a made-up town whose every row comes from an action people could take.

So demo data obeys every rule, and proves that the rules let a neighbourhood work.
"""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roll.writing import count_anew
from mulin.errors import Refused

from . import (
    advice,
    budgets,
    cases,
    ground,
    home_vote,
    lift,
    listening,
    matters,
    meetings,
    microbudget,
    naming,
    owners,
    people,
    registers,
    rolls,
    seasons,
    services,
    surveys,
)
from .clock import at
from .data import LONG_AGO, Story
from .sights import name_sights
from .town import Town

ANCHOR = date(2026, 11, 22)
"""The day on which the demo's files are written to be read."""


def is_loaded() -> bool:
    return AdminUnit.objects.exists()


@transaction.atomic
def load_demo() -> Town:
    """Load the whole demo, or nothing; refuse where anybody lives already."""
    if is_loaded():
        raise Refused("There are places on this site already; a demo needs an empty one.")
    story = Story("neighbourhood.yaml", ANCHOR, timezone.localdate())
    acts = Story("programmes.yaml", ANCHOR, timezone.localdate())
    town = Town()
    with at(story.moment(LONG_AGO)):
        ground.lay_out(story, town)
        people.move_in(story.rows["people"], town)
        rolls.import_rolls(town)
        registers.list_organisations(story.rows["organisations"], town)
        people.work_together(story.rows["people"], town)
        registers.engage_coaches(town, story)
        registers.form_alliances(story.rows["partner_alliances"], town, story)
        registers.found_groups(story.rows["resident_groups"], town, story)
        seasons.let_neighbours_in(acts.rows["neighbours"], town.units["au-dist"], town)
    look_over()
    seasons.act_out(acts, town)
    look_over()
    budgets.upload_ballot_files(Story("budgets.yaml", ANCHOR, timezone.localdate()), town)
    microbudget.hold_microbudget(Story("microbudget.yaml", ANCHOR, timezone.localdate()), town)
    asked = Story("advice.yaml", ANCHOR, timezone.localdate())
    advice.look_through_tasks(asked, town)
    advice.ask_for_advice(asked, town)
    owners.hold_votes(Story("owners.yaml", ANCHOR, timezone.localdate()), town)
    services.open_windows(Story("services.yaml", ANCHOR, timezone.localdate()), town)
    matters.take_on(Story("matters.yaml", ANCHOR, timezone.localdate()), town)
    meetings.meet(Story("meetings.yaml", ANCHOR, timezone.localdate()), town)
    cases.tell_cases(Story("cases.yaml", ANCHOR, timezone.localdate()), town)
    look_over()
    surveys.ask_around(Story("surveys.yaml", ANCHOR, timezone.localdate()), town)
    home_vote.open_home_vote(Story("budgets.yaml", ANCHOR, timezone.localdate()), town)
    lift.ask_a_stairwell(Story("lift.yaml", ANCHOR, timezone.localdate()), town)
    listening.listen(Story("listening.yaml", ANCHOR, timezone.localdate()), town)
    naming.name_places(Story("naming.yaml", ANCHOR, timezone.localdate()), town)
    name_sights()
    look_over()
    return town


def look_over() -> None:
    count_anew(connection.introspection.django_table_names())

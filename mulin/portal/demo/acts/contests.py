from collections.abc import Iterable
from decimal import Decimal

from mulin.commons.people.models import Person
from mulin.features.contests import actions
from mulin.features.contests.models import ScoreSheet
from mulin.features.contests.rubric import rubric_of, shared_out
from mulin.programmes.models import Step

from ..clock import at
from .season import HOUR, Season
from .voting import vote


def hold_contest(season: Season, step: Step) -> None:
    """Let experts score and neighbours vote."""
    names = season.rows.get("judges") or season.cast["judges"]
    judges = [season.town.people[name] for name in names]
    with at(step.opens_at):
        for judge in judges:
            actions.assign_judge(
                actor=season.office,
                step=step,
                judge=judge,
                proposals=[proposal.pk for _row, proposal in season.proposals],
            )
        if season.rows.get("timetable"):
            actions.make_timetable(
                actor=season.office,
                step=step,
                order="zone",
                starts_at=step.opens_at + HOUR,
                minutes=8,
            )
    with at(step.opens_at + HOUR):
        _score(season, step, judges)
    vote(season, step)


def _score(season: Season, step: Step, judges: Iterable[Person]) -> None:
    missing = {season.town.people[name].pk for name in season.rows.get("missing", [])}
    lines = rubric_of(step)
    for place, judge in enumerate(judges):
        actions.declare_conflicts(actor=judge, step=step)
        sheets = ScoreSheet.objects.filter(step=step, judge=judge)
        held = {sheet.proposal_id: sheet for sheet in sheets}
        for row, proposal in season.proposals[1 if judge.pk in missing else 0 :]:
            score = Decimal(row["scores"][place])
            points = shared_out(lines, score, tilt=(proposal.number + place) % 5 - 2)
            actions.submit_sheet(
                actor=judge,
                sheet=held[proposal.pk],
                points=points,
                score=None if points else score,
            )


def publish_result(season: Season, step: Step) -> None:
    """Put the result up for everybody to see, unless the story has it wait for something."""
    if season.rows.get("step") != "publish_result":
        with at(step.opens_at + HOUR):
            actions.publish_result(actor=season.office, step=step)

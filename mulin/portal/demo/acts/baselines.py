from datetime import timedelta

from mulin.features.listening import actions
from mulin.features.listening.models import BaselineStudy
from mulin.programmes.models import Step

from ..clock import at
from .season import HOUR, Season


def study_baseline(season: Season, step: Step) -> None:
    """Let every community write down what it looks like."""
    told = season.rows["baseline"]
    for place, (ref, own) in enumerate(told["communities"].items()):
        row = told["usual"] | own
        with at(step.opens_at + timedelta(minutes=30 * place) + HOUR):
            actions.write_study(
                actor=season.screener(ref),
                community=season.town.units[ref],
                numbers=row["numbers"],
                problems=row["problems"],
                resources=row["resources"],
                key_residents=row["key_residents"],
                diagnosis={prompt: row[prompt] for prompt in BaselineStudy.Prompt.values},
            )

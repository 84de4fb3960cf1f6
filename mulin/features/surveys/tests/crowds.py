"""Many responses at once, written straight into the tables: for tests of size."""

import random
from uuid import uuid4

from django.utils import timezone

from .. import queries
from ..models import Survey, SurveyAnswer, SurveyResponse
from ..values import rows_of

SPOTS = ("南门", "北门", "红砖苑口")


def answered_by(survey: Survey, number: int, seed: int = 7) -> None:
    """Let so many answer a survey made from the bus line's template."""
    chance = random.Random(seed)
    questions = queries.questions_of(survey)
    now = timezone.now()
    made = SurveyResponse.objects.bulk_create(
        SurveyResponse(survey=survey, channel="online", receipt=uuid4(), answered_at=now)
        for _one in range(number)
    )
    rows = []
    for response in made:
        begin = chance.randrange(360, 540, 10)
        said = [
            chance.randint(1, 3),
            chance.choice([{"choice": 1}, {"choice": 2}, {"text": chance.choice(SPOTS)}]),
            sorted(chance.sample([1, 2, 3, 4, 5], 2)),
            [begin, begin + 60],
            chance.randint(1, 60) * 100,
            chance.randint(1, 10) * 50,
            "晚上也要有车" if chance.random() < 0.1 else None,
        ]
        for question, value in zip(questions, said, strict=True):
            if value is not None:
                for row in rows_of(question, value):
                    row.response = response
                    rows.append(row)
    SurveyAnswer.objects.bulk_create(rows, batch_size=5000)

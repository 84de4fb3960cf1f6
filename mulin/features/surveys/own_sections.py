"""What the room of surveys holds about a person, and about what her home answered."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries
from .values import given_in, in_words


def answers(person: Person) -> Rows:
    for one in queries.responses_of(person):
        rows = list(one.answers.all())
        questions = {row.question_id: row.question for row in rows}
        names = {row.building.pk: row.building.full_name for row in rows if row.building}
        given = given_in(rows, {key: question.kind for key, question in questions.items()})
        said = _("；").join(
            f"{questions[key]} {in_words(questions[key], value, names)}"
            for key, value in given.items()
        )
        yield one.answered_at, one.survey.title, str(one.get_channel_display()), said


def register_sections() -> None:
    """Hand in what people may see and take along."""
    columns = (
        gettext_lazy("时间"),
        gettext_lazy("问卷"),
        gettext_lazy("怎么答的"),
        gettext_lazy("答了什么"),
    )
    register(Section("survey_answers", gettext_lazy("我和我家答的问卷"), columns, answers))

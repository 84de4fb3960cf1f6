"""What is said of surveys: in public timelines, and to those who live there."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.notices.sentences import Audience, Sentence, register


def register_sentences() -> None:
    """Let the house say what happens to a survey."""
    register(
        Sentence(
            "surveys.opened",
            timeline=_("发出问卷：%(title)s"),
            message=_("请您答几句：%(title)s"),
            url="surveys:survey",
            audience=Audience.PLACE,
            icon="list-checks",
            tone="lamp",
        ),
        Sentence(
            "surveys.closed",
            timeline=_("问卷收完了：%(responses)s 份"),
            icon="inbox",
        ),
        Sentence(
            "surveys.published",
            timeline=_("公布问卷结果：%(responses)s 份"),
            message=_("问卷“%(title)s”有结果了"),
            url="surveys:results",
            audience=Audience.PLACE,
            icon="chart-column",
        ),
    )

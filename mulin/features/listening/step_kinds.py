from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.people.models import Person
from mulin.errors import Refused
from mulin.programmes.kinds import Condition, Progress, StepKind
from mulin.programmes.models import Step

from . import queries
from .forms import BaselineSettings
from .standings import lacking_in_words, standings_of


def _without_study(step: Step) -> list[str]:
    return [one.community.name for one in standings_of(step) if one.lacks]


def _without_study_in_words(count: int, names: str) -> str:
    return ngettext(
        "还有 %(count)s 个社区没写好基础调研：%(names)s。",
        "还有 %(count)s 个社区没写好基础调研：%(names)s。",
        count,
    ) % {"count": count, "names": names}


class StudyBaseline(StepKind):
    """Every community writes down what it looks like before anything is begun."""

    name = "study_baseline"
    label = gettext_lazy("基础调研")
    invitation = gettext_lazy("看哪些社区写好了")
    page = "listening:studies"
    desk = "listening:studies_desk"
    Settings = BaselineSettings
    conditions: ClassVar[dict[str, Condition]] = {
        "baseline": Condition(_without_study, _without_study_in_words)
    }

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        """Refuse while a study is missing; else keep which versions there were."""
        standings = standings_of(step)
        if lacking := lacking_in_words(standings):
            raise Refused(lacking)
        return {
            "studies": [
                {"community": one.community.pk, "version": one.study.version}
                for one in standings
                if one.study
            ]
        }

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        return super().worked_on_by(viewer) | queries.studies_written_by(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count the viewer's own communities whose study is not there."""
        if step.state != "now":
            return 0
        mine = set(queries.communities_run_by(viewer).values_list("pk", flat=True))
        return sum(bool(one.lacks) and one.community.pk in mine for one in standings_of(step))

    def progress(self, step: Step) -> dict[int, Progress]:
        return {
            one.community.pk: Progress(
                int(one.is_complete), 1, _("写好了") if one.is_complete else _("、").join(one.lacks)
            )
            for one in standings_of(step)
        }

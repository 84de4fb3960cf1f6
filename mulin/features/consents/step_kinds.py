from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.errors import Refused
from mulin.programmes.kinds import Progress, StepKind
from mulin.programmes.models import Cycle, Step

from . import actions, permissions, queries
from .forms import AskHouseholdsSettings, StartWorksSettings


class AskHouseholds(StepKind):
    """Every household is asked one question."""

    name = "ask_households"
    label = gettext_lazy("入户征询")
    page = "consents:round"
    invitation = gettext_lazy("去答复")
    asks = gettext_lazy("入户征询，每户答一次")
    desk = "consents:desk"
    Settings = AskHouseholdsSettings
    indicators: ClassVar[dict[str, Any]] = {"households_heard": gettext_lazy("答复了的住户")}

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.conclude_round(actor=actor, step=step)

    def check_new_settings(self, step: Step) -> None:
        """Refuse once the round is prepared: its forms may be printed with the rule."""
        if queries.round_of(step):
            raise Refused(_("这一轮已经准备好了，表上写着规矩，不能再改。"))

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count the contradictions and paper forms that wait for somebody of the office."""
        round = queries.round_of(step) if step.state == "now" else None
        if round is None or not permissions.can_read_answers(viewer, round):
            return 0
        return queries.open_conflicts(round).count() + len(queries.unfinished_readings(round))

    def progress(self, step: Step) -> dict[int, Progress]:
        """Count for the community that is asked the households that have answered."""
        round = queries.round_of(step)
        if round is None:
            return {}
        count = queries.count_of(round)
        figures = {"done": count.answered, "total": count.registered}
        words = _("%(done)d / %(total)d 户答复了") % figures
        unit = round.electorate.unit_id
        return {unit: Progress(count.answered, count.registered, words)}

    def figures(self, cycle: Cycle) -> dict[str, dict[int, int]]:
        return {"households_heard": queries.heard_by_community(cycle)}


class StartWorks(StepKind):
    """The works are announced, once every required round has reached its threshold."""

    name = "start_works"
    label = gettext_lazy("开工")
    page = "consents:start"
    desk = "consents:start_desk"
    Settings = StartWorksSettings

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.conclude_start(actor=actor, step=step)

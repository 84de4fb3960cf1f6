"""The step in which every affected household gets and signs its own plan."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.programmes.kinds import Progress, StepKind
from mulin.programmes.models import Cycle, Step

from . import door_permissions as permissions
from .actions.planning import conclude_plans
from .forms.plans import SignPlansSettings
from .queries import plans


class SignPlans(StepKind):
    """One plan for each affected household, signed before works begin in its home."""

    name = plans.PLANS
    label = gettext_lazy("一户一策")
    page = "consents:plans"
    invitation = gettext_lazy("看示范户")
    desk = "consents:plans_desk"
    Settings = SignPlansSettings
    indicators: ClassVar[dict[str, Any]] = {"plans_signed": gettext_lazy("签了字的一户一策")}

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return conclude_plans(actor=actor, step=step)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count the plans that are not signed yet, for those who look after them."""
        if step.state != "now" or not permissions.can_draw_up_plans(viewer, step):
            return 0
        count = plans.count_of(step)
        return count.needed - count.signed

    def progress(self, step: Step) -> dict[int, Progress]:
        """Count for each community the plans that are signed."""
        found = {}
        for unit, needed, signed in plans.signed_by_community(step):
            words = _("%(done)d / %(total)d 户签字了") % {"done": signed, "total": needed}
            found[unit] = Progress(signed, needed, words)
        return found

    def figures(self, cycle: Cycle) -> dict[str, dict[int, int]]:
        return {"plans_signed": plans.signed_in(cycle)}

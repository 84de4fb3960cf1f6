"""What is asked of those who help without an office: coaches, judges, advisers, volunteers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.models import Person
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import Role
from mulin.features.admissions.queries import departments_of
from mulin.features.contests.queries import sheets_visible_to

Line = tuple[str, str, str, str]
"""An icon, what, what for, and where."""


def work_of(viewer: Person) -> list[Line]:
    """Return where a coach or a judge goes on working, for the front page."""
    if not viewer.is_authenticated:
        return []
    roles = {part.role for part in parts_of(viewer)}
    lines = _scoring(viewer) if Role.JUDGE in roles else []
    if Role.COACH in roles:
        what, why = _("看您陪伴的提案"), _("提意见，看提的人怎么回")
        lines.append(("messages-square", what, why, reverse("proposals:mine")))
    if roles & {Role.ADVISER, Role.DEPARTMENT_CONTACT}:
        what, why = _("请教您的事"), _("哪个社区请您出主意，在这里答复")
        lines.append(("graduation-cap", what, why, reverse("advice:mine")))
    if roles & {Role.VOLUNTEER, Role.CONNECTOR, Role.GRID_AIDE}:
        what, why = _("出去听一听"), _("和谁聊了、看到什么，记一句就行")
        lines.append(("ear", what, why, reverse("listening:mine")))
    if Role.DEPARTMENT_CONTACT in roles and departments_of(viewer).exists():
        what, why = _("申请社区工作准入"), _("要社区做新的事，先写明依据和经费")
        lines.append(("clipboard-list", what, why, reverse("admissions:mine")))
    return lines


def _scoring(viewer: Person) -> list[Line]:
    """Return the contests that go on where this judge has sheets, and how many are awaited."""
    sheets = sheets_visible_to(viewer).filter(step__closed_at=None, recused_at=None)
    missing: dict[int, int] = {}
    names: dict[int, str] = {}
    for sheet in sheets.select_related("step__cycle__programme"):
        names[sheet.step_id] = str(sheet.step.cycle)
        missing[sheet.step_id] = missing.get(sheet.step_id, 0) + (not sheet.is_submitted)
    return [
        (
            "pencil",
            ngettext("还有 %(n)s 个提案等您打分", "还有 %(n)s 个提案等您打分", n) % {"n": n}
            if n
            else _("您的分都打完了，计票前还能改"),
            names[step],
            reverse("contests:sheets", args=[step]),
        )
        for step, n in missing.items()
    ]

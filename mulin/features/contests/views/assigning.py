"""Who scores what: one table for the office, filled with one press, by hand or from Excel."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.programmes.queries import steps_steered_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..assigning import Column, Pair, by_zone, columns_of, evenly, everything, given_up_mark
from ..forms import AssignmentFileForm, AssignmentForm, EvenlyForm


@login_required
def assigning(request: Visit, step_id: int) -> HttpResponse:
    """Show all judges and all proposals as a table, and take over what is ticked in it."""
    table = _Table(_steered(request, step_id))
    wish = request.POST.get("do")
    form = AssignmentForm(request.POST if wish == "save" else None)
    upload = table.upload(request if wish == "load" else None)
    even = EvenlyForm(request.POST if wish == "evenly" else None)
    if accepted(form, lambda _given: table.change(request, **form.changes())) or accepted(
        upload, lambda given: table.load(request, given["file"])
    ):
        return done(request, request.path)
    planned = table.planned(wish, even)
    ticked = table.held
    if planned is not None:
        ticked = planned
    elif form.is_bound and form.is_valid() is False and "ticked" in form.cleaned_data:
        ticked = form.cleaned_data["ticked"]
    context = {
        "step": table.step,
        "columns": table.columns,
        "rows": table.rows(ticked),
        "before": sorted(f"{judge}-{entry}" for judge, entry in table.held),
        "is_planned": planned is not None,
        "form": form,
        "upload": upload,
        "even": even,
        "has_zones": bool(table.zones),
        "undeclared": [
            column for column in table.columns if column.missing and not column.has_declared
        ],
    }
    return page(request, "contests/assigning.html", context)


@login_required
@require_safe
def assigning_xlsx(request: Visit, step_id: int) -> HttpResponse:
    """Give out the table as an Excel file, which may be changed and brought back."""
    table = _Table(_steered(request, step_id))
    columns = [_("编号"), _("提案"), _("社区"), *(column.title for column in table.columns)]
    rows = (
        [entry.number, entry.title, entry.community.name]
        + [table.mark(column, entry.pk) for column in table.columns]
        for entry in table.entries
    )
    return sheet_response(_("%(cycle)s评委分配表") % {"cycle": table.step.cycle}, columns, rows)


class _Table:
    """The facts of one contest's table."""

    def __init__(self, step: Any) -> None:
        self.step = step
        self.entries = list(queries.entries_of(step))
        sheets = list(queries.sheets_of(step))
        self.columns = columns_of(
            queries.judges_of(step), queries.judges_who_declared(step), sheets
        )
        shown = {entry.pk for entry in self.entries}
        judges = {column.judge.pk for column in self.columns}
        self.held: set[Pair] = {
            (sheet.judge_id, sheet.proposal_id)
            for sheet in sheets
            if not sheet.is_recused and sheet.proposal_id in shown and sheet.judge_id in judges
        }
        self.begun: set[Pair] = {
            (column.judge.pk, entry) for column in self.columns for entry in column.begun & shown
        }
        self.barred: set[Pair] = {
            (column.judge.pk, entry) for column in self.columns for entry in column.given_up
        } | {(entry.author_id, entry.pk) for entry in self.entries if entry.author_id}
        self.zones = queries.zones_in_order(step)

    def rows(self, ticked: set[Pair]) -> list[dict[str, Any]]:
        """Return each proposal with a box per judge, as the page draws them."""
        return [
            {
                "entry": entry,
                "count": sum((column.judge.pk, entry.pk) in ticked for column in self.columns),
                "boxes": [self._box(column, entry, ticked) for column in self.columns],
            }
            for entry in self.entries
        ]

    def _box(self, column: Column, entry: Any, ticked: set[Pair]) -> dict[str, Any]:
        pair = (column.judge.pk, entry.pk)
        return {
            "value": f"{pair[0]}-{pair[1]}",
            "label": f"{column.title} {entry.number}. {entry.title}",
            "is_ticked": pair in ticked,
            "is_begun": pair in self.begun,
            "is_given_up": entry.pk in column.given_up,
            "is_own": entry.author_id == column.judge.pk,
        }

    def mark(self, column: Column, entry: int) -> Any:
        """Return what a cell of the list says."""
        if entry in column.given_up:
            return given_up_mark()
        return 1 if (column.judge.pk, entry) in self.held else ""

    def planned(self, wish: str | None, even: EvenlyForm) -> set[Pair] | None:
        """Return what one press fills the table with; sheets that were begun stay."""
        judges = [column.judge.pk for column in self.columns]
        plan: Iterable[Pair] | None = None
        if wish == "everything":
            plan = everything(judges, self.entries)
        elif wish == "by_zone":
            plan = by_zone(judges, self.entries, self.zones)
        elif wish == "evenly" and even.is_valid():
            plan = evenly(
                judges,
                self.entries,
                even.cleaned_data["each"],
                lambda judge, entry: (judge, entry.pk) not in self.barred,
            )
        return None if plan is None else (set(plan) - self.barred) | self.begun

    def upload(self, request: Visit | None) -> AssignmentFileForm:
        return AssignmentFileForm(
            data=request.POST if request else None,
            files=request.FILES if request else None,
            prefix="upload",
            judges={column.title: column.judge.pk for column in self.columns},
            numbers={entry.number: entry.pk for entry in self.entries},
            given_up={
                (column.judge.pk, entry) for column in self.columns for entry in column.given_up
            },
        )

    def load(self, request: Visit, pairs: set[Pair]) -> None:
        self.change(request, added=pairs - self.held, dropped=self.held - pairs)

    def change(self, request: Visit, added: set[Pair], dropped: set[Pair]) -> None:
        """Take over what is new and what is gone, and say how many sheets that is."""
        count = actions.change_assignment(
            actor=request.user, step=self.step, added=added, dropped=dropped
        )
        words = ngettext(
            "存好了，改了 %(count)d 张评分表。", "存好了，改了 %(count)d 张评分表。", count
        )
        success(request, words % {"count": count})


def _steered(request: Visit, step_id: int) -> Any:
    return get_object_or_404(
        steps_steered_by(request.user).filter(kind="hold_contest", closed_at=None), pk=step_id
    )

"""Small tables on notices, read as offices write them."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_COLUMNS = 8
MOST_ROWS = 200
LONGEST_CELL = 200
BETWEEN_CELLS = re.compile(r"\s*[\t|｜]\s*")
FIGURE = re.compile(r"[-−+]?[\d,]*\.?\d+ ?(?:元|%|户|人|票|分)?")
TOTALS = ("合计", "总计", "共计", "Total")


PLACES_OF_TABLE = ("【表格】", "[table]")
"""A line of a notice's text that says where its table stands; otherwise it stands last."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table, which on a phone stands beside the name of its column."""

    column: str
    text: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, which is written to the right."""
        return bool(FIGURE.fullmatch(self.text))


@dataclass(frozen=True)
class TableRow:
    """One row of a notice's table."""

    columns: list[str]
    texts: list[str]

    @property
    def is_total(self) -> bool:
        return bool(self.texts) and self.texts[0] in TOTALS

    @property
    def cells(self) -> list[Cell]:
        return [Cell(*pair) for pair in zip(self.columns, self.texts, strict=False)]


def table(text: str) -> dict[str, list]:
    """Read a table from words: a row on each line, cells apart by a tab or a stroke."""
    lines = [line.strip(" |｜") for line in text.splitlines() if line.strip(" |｜\t")]
    if not lines:
        return {}
    columns, *rows = [BETWEEN_CELLS.split(line) for line in lines]
    if not rows:
        raise ValidationError(_("表格只有表头，请把内容也写上，或者清空这一栏。"))
    if len(columns) > MOST_COLUMNS or len(rows) > MOST_ROWS:
        raise ValidationError(
            _("表格太大，最多 %(columns)s 列、%(rows)s 行。")
            % {"columns": MOST_COLUMNS, "rows": MOST_ROWS}
        )
    for place, row in enumerate(rows, start=2):
        if len(row) > len(columns):
            raise ValidationError(_("第 %(place)s 行比表头多一格，请再看看。") % {"place": place})
        row += [""] * (len(columns) - len(row))
        if max(map(len, row)) > LONGEST_CELL:
            raise ValidationError(_("第 %(place)s 行有一格太长了。") % {"place": place})
    return {"columns": columns, "rows": rows}

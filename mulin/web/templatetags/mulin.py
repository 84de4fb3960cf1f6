"""What templates can say beyond Django's own words.  Loaded everywhere."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from mulin.web import formats, icons, pictures, sealing

register = template.Library()

for written in (
    formats.number,
    formats.wan,
    formats.percent_of,
    formats.square_metres,
    formats.yuan,
    formats.yuan_exact,
    formats.day,
    formats.full_day,
    formats.weekday,
    formats.moment,
    formats.clock,
    formats.due,
):
    register.filter(written)

register.simple_tag(icons.drawing, name="icon")
register.simple_tag(pictures.small, name="picture")
register.simple_tag(pictures.scene)
register.simple_tag(pictures.facade_windows)
register.simple_tag(pictures.sparkline)
register.simple_tag(pictures.line_chart)
register.simple_tag(pictures.funnel)
register.simple_tag(pictures.qr)
register.simple_tag(sealing.outbox_key)

CLAUSE_END = re.compile(
    r"(?:(?<=[，。；：？！、])|(?<=[,;:?!])(?=\s)|(?<=[一-龥”])(?=\s+[一-龥“]))(\s*)(?=.)"
)
"""After a comma and its like, and where Chinese has a space; what stands between is kept."""
TONES = {"success": "brand", "info": "dian", "warning": "lamp", "error": "zhu"}


@register.simple_tag
def period(first: Any, last: Any) -> SafeString:
    """Write from when to when."""
    return formats.period((first, last))


@register.filter
def tone(level_tag: str) -> str:
    """Say which tone a message of this level has."""
    return TONES.get(level_tag, "dian")


@register.filter
def share_of(part: float | None, whole: float | None) -> str:
    """Return how far a bar reaches, from 0 to 100, for `style="--v:…"`."""
    if not part or not whole:
        return "0"
    return f"{min(max(100 * float(part) / float(whole), 0), 100):.2f}"


@register.filter
def times(count: int) -> range:
    """Count to a number, to draw something as often."""
    return range(count)


@register.filter
def wrong_fields(form: BaseForm) -> list[BoundField]:
    """List a form's fields that have something wrong."""
    return [field for field in form.visible_fields() if field.errors]


@register.filter
def first_box(field: BoundField) -> str:
    """Return the id of a field's first box, where somebody who follows its error goes on."""
    return field.id_for_label or (field.subwidgets[0].id_for_label if field.subwidgets else "")


@register.filter
def is_optional(field: BoundField) -> bool:
    """
    Say whether a field may be left empty; one of several that starts chosen cannot.

    Nor may one that is shown only where it is needed, which its form names.
    """
    choices = dict(getattr(field.field, "choices", []))
    always_one = field.widget_type == "radioselect" and ("" in choices or field.initial)
    once_shown = field.name in getattr(field.form, "needed_once_shown", ())
    return not (field.field.required or always_one or once_shown)


@register.filter
def first_line(text: str) -> str:
    """Return what a choice is called."""
    return str(text).partition("\n")[0]


@register.filter
def other_lines(text: str) -> str:
    """Return what is said under a choice's name."""
    return str(text).partition("\n")[2]


@register.filter
def pages_around(page: Any) -> Sequence[Any]:
    """List the page numbers worth showing beside the page that is open."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def ph(text: str) -> SafeString:
    """Wrap each clause of a title, so that lines break after a comma and not inside a word."""
    clauses = CLAUSE_END.split(str(text))
    if len(clauses) == 1:
        return mark_safe(conditional_escape(text))  # noqa: S308 (escaped)
    pairs = zip_longest(clauses[::2], clauses[1::2], fillvalue="")
    return format_html_join("", '<span class="ph">{}</span>{}', pairs)

"""What templates can say beyond Django's own words.  Loaded everywhere."""

import re
from functools import cache

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

register = template.Library()

CLAUSE = re.compile(r"[^，。；：？！、,;:?!]+[，。；：？！、,;:?!]*|[，。；：？！、,;:?!]+")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw one icon of the Lucide set, for use beside a word."""
    drawing = lucide(name)
    inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
    if inner is None:
        raise template.TemplateSyntaxError(f"no icon {name!r}")
    return mark_safe(  # noqa: S308 (our own drawing, no input)
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">'
        f"{' '.join(inner[1].split())}</svg>"
    )


TONES = {"success": "brand", "info": "dian", "warning": "lamp", "error": "zhu"}


@register.filter
def tone(level_tag: str) -> str:
    """Say which tone a message of this level has."""
    return TONES.get(level_tag, "dian")


@register.filter
def wrong_fields(form: BaseForm) -> list[BoundField]:
    """List a form's fields that have something wrong."""
    return [field for field in form.visible_fields() if field.errors]


@register.filter
def is_optional(field: BoundField) -> bool:
    """Say whether a field may be left empty; one of several that starts chosen cannot."""
    choices = dict(getattr(field.field, "choices", []))
    return not field.field.required and not (
        field.widget_type == "radioselect" and ("" in choices or field.initial)
    )


@register.filter
def first_line(text: str) -> str:
    """Return what a choice is called."""
    return str(text).partition("\n")[0]


@register.filter
def other_lines(text: str) -> str:
    """Return what is said under a choice's name."""
    return str(text).partition("\n")[2]


@register.filter
def ph(text: str) -> SafeString:
    """Wrap each clause of a title, so that lines break after a comma and not inside a word."""
    clauses = CLAUSE.findall(str(text)) or [str(text)]
    if len(clauses) == 1:
        return mark_safe(conditional_escape(text))  # noqa: S308 (escaped)
    return format_html_join("", '<span class="ph">{}</span>', ((clause,) for clause in clauses))


@register.filter
def yuan(cents: int | None) -> SafeString | str:
    """Write an amount of cents as yuan, without the cents when there are none."""
    if cents is None:
        return "—"
    sign, whole, rest = "−" if cents < 0 else "", *divmod(abs(cents), 100)
    figure = f"{sign}{whole:,}" + (f".{rest:02}" if rest else "")
    return format_html('<span class="money">{}<small>元</small></span>', figure)

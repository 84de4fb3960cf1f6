"""Icons of the Lucide set, and the few of our own it has not."""

import re
from functools import cache

from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

OURS = {
    "ball": '<circle cx="12" cy="12" r="9"/><path d="m12 7.5 4.3 3.1-1.6 5h-5.4l-1.6-5zM12 7.5V3'
    'm4.3 7.6 4.3-1.4m-5.9 6.4 2.6 3.7m-8-3.7-2.6 3.7m1-8.7L3.4 9.2"/>',
    "dance": '<circle cx="12" cy="4.5" r="2"/><path d="m5 4 3.5 5H15l4-5M10 9l.5 5-4 7m4-7 4 2 '
    '1 5M14 9l-.5 5"/>',
    "area": '<path d="M4 4h16v16H4z"/><path d="M8 20v-3m4 3v-3m4 3v-3M4 8h3m-3 4h3m-3 4h3"/>',
}


@cache
def drawing(name: str) -> SafeString:
    """Return one icon, for use beside a word."""
    if name in OURS:
        inner = OURS[name]
    else:
        found = re.search(r"<svg[^>]*>(.*)</svg>", lucide(name), re.DOTALL)
        if found is None:
            raise TemplateSyntaxError(f"no icon {name!r}")
        inner = " ".join(found[1].split()).replace(" />", "/>").replace("> <", "><")
    return mark_safe(  # noqa: S308 (our own drawing, no input)
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{inner}</svg>'
    )

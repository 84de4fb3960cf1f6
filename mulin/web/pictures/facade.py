"""One building's front on the consent board: who has answered, never how."""

from random import Random

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def facade_windows(
    homes: int, lit: int, *, seed: int = 1, columns: int = 6, mine: int | None = None
) -> SafeString:
    """Draw the windows of one building; `mine` is the place of the reader's own, lit or not."""
    order = list(range(homes))
    Random(seed).shuffle(order)  # noqa: S311 (a picture, not a secret)
    on = set(order[:lit])
    states = ("me" if at == mine else "on" if at in on else "off" for at in range(homes))
    panes = format_html_join(
        "", '<i class="facade__win" data-state="{}"></i>', ((state,) for state in states)
    )
    sentence = _("%(homes)s 户里有 %(lit)s 户亮着灯。") % {"homes": homes, "lit": lit}
    return format_html(
        '<span class="facade__wall" style="--cols:{}" role="img" aria-label="{}">'
        '<span class="facade__wins">{}</span><span class="facade__door"></span></span>',
        columns,
        sentence,
        panes,
    )

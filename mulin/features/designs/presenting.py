"""What the pages of a display show beside its rows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.web.formats import day_in_words

from . import queries
from .models import DesignComment, DesignDisplay, DesignOption, DesignVersion

TONES = {
    DesignComment.Answer.ADOPTED: ("brand", "circle-check"),
    DesignComment.Answer.PARTLY: ("lamp", "circle-dot"),
    DesignComment.Answer.NOT_ADOPTED: ("plain", "minus"),
    DesignComment.Answer.NONE: ("plain", "clock"),
}


@dataclass(frozen=True)
class OptionCard:
    """One option beside the others, with how many neighbours like it best."""

    option: DesignOption
    liked: int
    of: int
    is_mine: bool


def option_cards(version: DesignVersion, viewer: Person) -> list[OptionCard]:
    """Return the options of a version side by side."""
    liked, mine = queries.leanings_of(version, viewer)
    of = sum(liked.values())
    return [
        OptionCard(one, liked.get(one.pk, 0), of, one.pk == mine) for one in version.options.all()
    ]


def answered(comments: Any) -> list[DesignComment]:
    """Return comments with the tone and the icon of their answers."""
    found = list(comments)
    for one in found:
        one.tone, one.icon = TONES[DesignComment.Answer(one.answer)]
    return found


def share_words(display: DesignDisplay) -> str:
    """Return what to paste into a group about a display."""
    community = display.topic.community.name
    if display.is_over:
        return "\n".join([_("看看“%(title)s”后来怎么改的") % {"title": display.title}, community])
    lines = [_("看看“%(title)s”，说说您怎么看") % {"title": display.title}]
    lines.append(_("%(day)s前都能说") % {"day": day_in_words(display.closes_on)})
    return "\n".join([*lines, community])

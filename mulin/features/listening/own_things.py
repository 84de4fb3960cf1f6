"""How what this room keeps is named and shown where others refer to it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.things import ThingKind, register

from . import queries


def _letter_page(letter: Any) -> str:
    return reverse("listening:letter", args=[letter.occasion_id])


def _letter_desk(returned: Any) -> str:
    return reverse("listening:letter_desk", args=[returned.letter.occasion_id])


def register_things() -> None:
    """Let the house name what opinions and promises came from."""
    register(
        ThingKind(
            "listening.letterround",
            _("征求意见信"),
            lambda viewer: queries.letters_for_all(),
            str,
            _letter_page,
        )
    )
    register(
        ThingKind(
            "listening.letteranswer",
            _("征求意见信的答复"),
            lambda viewer: queries.answers_for_all(),
            str,
            lambda answer: _letter_page(answer.letter),
        )
    )
    register(
        ThingKind(
            "listening.letterreturn",
            _("征求意见信的回执"),
            queries.returns_visible_to,
            lambda returned: str(returned.letter),
            _letter_desk,
        )
    )
    register(
        ThingKind(
            "listening.gridlog",
            _("网格日志"),
            queries.logs_visible_to,
            str,
            lambda log: reverse("listening:log_entry", args=[log.pk]),
        )
    )
    register(
        ThingKind(
            "listening.interview",
            _("访谈"),
            queries.interviews_visible_to,
            lambda interview: interview.place or str(interview.talked_on),
            lambda interview: reverse("listening:interview", args=[interview.pk]),
        )
    )

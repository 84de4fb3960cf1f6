"""What voters tick, and staff enter for them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, ngettext


class BallotForm(forms.Form):
    """The proposals a voter ticks."""

    proposals = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": gettext_lazy("还没有选，至少选 1 项"),
            "invalid_choice": gettext_lazy("有一项不在这次的选票上，请重新选"),
        },
    )

    def __init__(self, *args: Any, entries: Iterable[int], at_most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposals"].choices = [(pk, "") for pk in entries]  # type: ignore[attr-defined]
        self.at_most = at_most

    def clean_proposals(self) -> list[int]:
        chosen = list(dict.fromkeys(self.cleaned_data["proposals"]))
        if len(chosen) > self.at_most:
            over = len(chosen) - self.at_most
            raise ValidationError(
                ngettext(
                    "一人最多选 %(most)d 项，请去掉 %(over)d 项",
                    "一人最多选 %(most)d 项，请去掉 %(over)d 项",
                    over,
                )
                % {"most": self.at_most, "over": over}
            )
        return chosen

    @property
    def ticked(self) -> set[int]:
        """Return what was ticked, right or wrong, to show it again."""
        given = self.data.getlist("proposals") if hasattr(self.data, "getlist") else []
        return {int(pk) for pk in given if pk.isascii() and pk.isdigit() and len(pk) < 19}


class NeighbourForm(forms.Form):
    """Whom a member of staff looks for."""

    name = forms.CharField(
        label=gettext_lazy("居民姓名"),
        max_length=60,
        min_length=2,
        help_text=gettext_lazy("至少两个字；只找得到没有手机号、已确认住在这里的居民"),
    )

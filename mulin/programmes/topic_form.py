from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Cycle, Proposal


class TakeUpForm(forms.Form):
    """Where a topic is worked off."""

    where = forms.ChoiceField(label=_("在哪儿办"))

    def __init__(
        self, *args: Any, cycles: Iterable[Cycle], proposals: Iterable[Proposal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["where"]
        field.choices = [
            *((f"cycle-{one.pk}", str(one)) for one in cycles),
            *((f"proposal-{one.pk}", f"{one.cycle} · {one.title}") for one in proposals),
        ]

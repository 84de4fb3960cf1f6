"""What an office fills in of a target, on a page or in a row of a table."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.places.models import AdminUnit

from .blueprint_parts import MOST_COUNTED
from .models import BY_HAND, Cycle
from .targets import indicators_of, place_in_words

FIGURES = ("unit", "indicator", "name", "planned", "minimum", "due_on", "counted", "source")


def _count(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_COUNTED, **more)


class TargetForm(forms.Form):
    """How many of what, where, until when."""

    indicator = forms.ChoiceField(label=gettext_lazy("数什么"))
    name = forms.CharField(
        label=gettext_lazy("自己数的，是什么"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("上面选了“自己数”才写，比如：示范点"),
    )
    unit = forms.TypedChoiceField(
        label=gettext_lazy("哪一处的"), coerce=int, empty_value=None, required=False
    )
    planned = _count(gettext_lazy("计划多少"))
    minimum = _count(
        gettext_lazy("最低多少"),
        required=False,
        help_text=gettext_lazy("至少要做到的，和计划不是一回事；没有就空着"),
    )
    due_on = forms.DateField(
        label=gettext_lazy("到哪天为止"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    counted = _count(
        gettext_lazy("自己数到了多少"),
        required=False,
        help_text=gettext_lazy("系统会数的不用填"),
    )
    source = forms.CharField(label=gettext_lazy("这个数从哪里来"), max_length=200, required=False)

    def __init__(self, *args: Any, cycle: Cycle, units: Iterable[AdminUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        places = [(pk, place_in_words(cycle, unit)) for pk, unit in self.units.items()]
        indicators = [*indicators_of(cycle).items(), (BY_HAND, _("自己数"))]
        self.fields["unit"].choices = [("", _("全部")), *places]  # type: ignore[attr-defined]
        self.fields["indicator"].choices = indicators  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what was filled in, as `save_target` takes it."""
        given = dict(self.cleaned_data)
        return given | {"unit": self.units.get(given["unit"])}


class TableFileForm(forms.Form):
    """A table of targets."""

    file = forms.FileField(
        label=gettext_lazy("填好的目标表"),
        help_text=gettext_lazy("先下载这张表，改好再传回来；表里没有的目标不动"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.places.models import Building

from ..models import LeafletBatch, OutreachRecord, OutreachTeam
from ..queries import Coverage
from .fields import RequestForm, day_box

MOST_LEAFLETS = 100_000


class TeamForm(forms.Form):
    """Who goes out together."""

    name = forms.CharField(
        label=gettext_lazy("小组叫什么"),
        max_length=40,
        help_text=gettext_lazy("比如“宣传动员一组”。"),
    )
    size = forms.IntegerField(label=gettext_lazy("几个人"), min_value=1, max_value=500)
    members = forms.CharField(
        label=gettext_lazy("都有谁"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("只有社区的工作人员看得到。"),
    )
    buildings = forms.TypedMultipleChoiceField(
        label=gettext_lazy("负责哪几栋"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, buildings: Iterable[Building], **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [(one.pk, one.full_name) for one in buildings]
        self.fields["buildings"].choices = choices  # type: ignore[attr-defined]


class LeafletsForm(forms.Form):
    """What was printed."""

    title = forms.CharField(label=gettext_lazy("宣传单讲什么"), max_length=60)
    printed = forms.IntegerField(
        label=gettext_lazy("印了多少份"), min_value=1, max_value=MOST_LEAFLETS
    )
    printed_on = day_box(gettext_lazy("哪天印的"))

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["printed_on"].initial = timezone.localdate


class OutreachForm(RequestForm):
    """One time of going out, with a number for each building."""

    method = forms.ChoiceField(
        label=gettext_lazy("怎么讲的"),
        choices=OutreachRecord.Method.choices,
        widget=forms.RadioSelect,
    )
    happened_on = day_box(gettext_lazy("哪天"))
    about = forms.CharField(
        label=gettext_lazy("讲了什么"),
        max_length=60,
        help_text=gettext_lazy("比如“改造要不要做”。"),
    )
    team = forms.TypedChoiceField(
        label=gettext_lazy("哪个小组"), required=False, coerce=int, empty_value=None
    )
    spot = forms.CharField(label=gettext_lazy("在哪儿"), required=False, max_length=60)
    batch = forms.TypedChoiceField(
        label=gettext_lazy("发了哪一批宣传单"), required=False, coerce=int, empty_value=None
    )
    leaflets = forms.IntegerField(
        label=gettext_lazy("发了多少份"), required=False, min_value=0, max_value=MOST_LEAFLETS
    )

    def __init__(
        self,
        *args: Any,
        teams: Iterable[OutreachTeam],
        batches: Iterable[LeafletBatch],
        coverage: Sequence[Coverage],
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        self.fields["happened_on"].initial = timezone.localdate
        own = [("", _("不分小组")), *((one.pk, one.name) for one in teams)]
        self.fields["team"].choices = own  # type: ignore[attr-defined]
        printed = [("", _("没有发")), *((one.pk, str(one)) for one in batches)]
        self.fields["batch"].choices = printed  # type: ignore[attr-defined]
        self.coverage = coverage
        for line in coverage:
            self.fields[_name_of(line)] = forms.IntegerField(
                label=line.name,
                required=False,
                min_value=0,
                max_value=max(line.whole - line.reached, 0),
            )

    @property
    def rows(self) -> list[tuple[Coverage, Any]]:
        """Return each building beside its box."""
        return [(line, self[_name_of(line)]) for line in self.coverage]

    @property
    def head(self) -> list[Any]:
        """Return the boxes that are about no building."""
        named = {_name_of(line) for line in self.coverage}
        return [box for box in self.visible_fields() if box.name not in named]

    @property
    def reached(self) -> dict[Building, int]:
        """Return how many households of each building were reached for the first time."""
        told = {line.building: self.cleaned_data.get(_name_of(line)) for line in self.coverage}
        return {building: count for building, count in told.items() if count}


def _name_of(line: Coverage) -> str:
    return f"building_{line.building.pk}"


class TakeBackForm(forms.Form):
    """Why something noted is taken back."""

    because = forms.CharField(
        label=gettext_lazy("为什么撤掉"),
        max_length=100,
        help_text=gettext_lazy("比如“多写了一个零”。撤掉的还查得到：谁撤的、为什么。"),
    )

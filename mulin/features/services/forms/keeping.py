"""What staff fill in about items, points, hours, rosters and walks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.fields import LineField, LinesField

from ..hours import HOLIDAY, Span, in_words, spans_from
from ..models import ServiceItem

Choices = Sequence[tuple[Any, Any]]
MOST_FEE = Decimal(100_000)
DAYS = [
    _("周一"),
    _("周二"),
    _("周三"),
    _("周四"),
    _("周五"),
    _("周六"),
    _("周日"),
    _("法定节假日"),
]


class ItemForm(forms.Form):
    """One item of the catalogue."""

    name = LineField(label=_("事项"), max_length=60, help_text=_("照居民的说法写，如 医保卡激活。"))
    category = forms.ChoiceField(label=_("类别"), choices=ServiceItem.Category)
    bring = LinesField(
        label=_("要带什么"),
        max_length=1000,
        required=False,
        help_text=_("一样写一行。已经有的材料不要再让人带。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    working_days = forms.IntegerField(
        label=_("几个工作日办好"),
        min_value=0,
        max_value=365,
        initial=0,
        help_text=_("0 是当场办好。"),
    )
    fee = forms.DecimalField(
        label=_("收费（元）"), min_value=0, max_value=MOST_FEE, decimal_places=2, initial=0
    )
    is_online = forms.BooleanField(label=_("网上也能办"), required=False)
    online_url = forms.URLField(
        label=_("网上办的网址"), max_length=300, required=False, assume_scheme="https"
    )
    has_home_service = forms.BooleanField(label=_("可以上门办"), required=False)
    department = LineField(
        label=_("归哪个部门"), max_length=60, required=False, help_text=_("窗口办不了时，报给它。")
    )
    other_names = LineField(
        label=_("居民还会怎么说"),
        max_length=200,
        required=False,
        help_text=_("用空格分开，搜得到。如 社保卡 医疗本。"),
    )

    def clean_fee(self) -> int:
        return int(self.cleaned_data["fee"] * 100)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("online_url") and not given.get("is_online"):
            self.add_error("online_url", gettext("写了网址，就把“网上也能办”勾上。"))
        return given


class PointForm(forms.Form):
    """A service point."""

    name = LineField(label=_("服务点名称"), max_length=40)
    address = LineField(label=_("地址"), max_length=120)
    how_to_find = LineField(
        label=_("怎么找"),
        max_length=200,
        required=False,
        help_text=_("如：南门进去右手第一间，有坡道。"),
    )
    phone = LineField(label=_("电话"), max_length=20, required=False)
    grids = forms.MultipleChoiceField(
        label=_("管哪几个网格"), required=False, widget=forms.CheckboxSelectMultiple
    )
    items = forms.MultipleChoiceField(
        label=_("办哪些事"), required=False, widget=forms.CheckboxSelectMultiple
    )
    slot_minutes = forms.IntegerField(
        label=_("预约一段几分钟"), min_value=5, max_value=240, initial=30
    )
    slot_seats = forms.IntegerField(label=_("一段约几个人"), min_value=1, max_value=50, initial=2)
    visit_seats = forms.IntegerField(
        label=_("一段上门几家"), min_value=0, max_value=50, initial=1, help_text=_("0 是不上门。")
    )
    days_ahead = forms.IntegerField(label=_("能约几天以内"), min_value=1, max_value=60, initial=14)

    def __init__(self, *args: Any, grids: Choices, items: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        for name, choices in (("grids", grids), ("items", items)):
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]


class HoursForm(forms.Form):
    """A week and its holidays, each day in a line of its own."""

    def __init__(self, *args: Any, week: Mapping[int, Sequence[Span]], **how: Any) -> None:
        super().__init__(*args, **how)
        for number, name in enumerate(DAYS):
            self.fields[f"day_{number}"] = LineField(
                label=name,
                max_length=80,
                required=False,
                initial=in_words(week.get(number, ())),
                help_text=_("如 8:30-12:00、14:00-18:00；不开就空着。")
                if number in (0, HOLIDAY)
                else "",
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        week = {}
        for number in range(HOLIDAY + 1):
            try:
                week[number] = spans_from(given.get(f"day_{number}", ""))
            except ValueError:
                said = gettext("看不出是几点到几点，请写成 8:30-12:00，先后排好。")
                self.add_error(f"day_{number}", said)
        return {"week": week}


class ExceptionForm(forms.Form):
    """One day that is not as usual."""

    on = forms.DateField(label=_("哪天"), widget=forms.DateInput(attrs={"type": "date"}))
    hours = LineField(
        label=_("那天几点到几点"),
        max_length=20,
        required=False,
        help_text=_("如 9:00-12:00；空着就是不开。"),
    )
    reason = LineField(label=_("为什么"), max_length=60, help_text=_("居民看得到。"))

    def clean_hours(self) -> Span | None:
        try:
            found = spans_from(self.cleaned_data["hours"])
        except ValueError:
            found = [(time(0), time(1))] * 2
        if len(found) > 1:
            raise forms.ValidationError(gettext("请写一段时间，如 9:00-12:00。"))
        return found[0] if found else None


class RosterForm(forms.Form):
    """Who sits at the window on which days."""

    person = forms.ChoiceField(label=_("谁值班"))
    first_on = forms.DateField(label=_("从哪天"), widget=forms.DateInput(attrs={"type": "date"}))
    last_on = forms.DateField(label=_("到哪天"), widget=forms.DateInput(attrs={"type": "date"}))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("每周哪几天"),
        coerce=int,
        choices=list(enumerate(DAYS[:HOLIDAY])),
        widget=forms.CheckboxSelectMultiple,
    )
    hours = LineField(label=_("几点到几点"), max_length=20, initial="08:30–18:00")

    def __init__(self, *args: Any, people: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        chosen: Any = self.fields["person"]
        chosen.choices = list(people)

    def clean_hours(self) -> Span:
        try:
            [span] = spans_from(self.cleaned_data["hours"])
        except ValueError as unclear:
            raise forms.ValidationError(gettext("请写一段时间，如 9:00-12:00。")) from unclear
        return span


class WalksForm(forms.Form):
    """How many minutes it is on foot from each building."""

    def __init__(self, *args: Any, buildings: Iterable[Any], walks: Mapping[int, int], **how: Any):
        super().__init__(*args, **how)
        self.buildings = {f"b{one.pk}": one for one in buildings}
        for key, building in self.buildings.items():
            self.fields[key] = forms.IntegerField(
                label=building.full_name,
                min_value=1,
                max_value=240,
                required=False,
                initial=walks.get(building.pk),
            )

    @property
    def minutes(self) -> dict[Any, int | None]:
        """What was entered, by building."""
        return {one: self.cleaned_data.get(key) for key, one in self.buildings.items()}


class UploadForm(forms.Form):
    """A catalogue filled in on a computer."""

    file = forms.FileField(
        label=_("填好的表"),
        max_length=200,
        help_text=_(".xlsx 或 .csv。有一行不对就都不导入，先告诉您哪一行。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

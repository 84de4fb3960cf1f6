from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.calendar.days import DayKind
from mulin.commons.calendar.plans import Plan, read_plan
from mulin.errors import Refused
from mulin.web.sandbox import DATE
from mulin.web.workbooks import sheets_of

from .models import PublicNotice
from .tables import table


class NoticeForm(forms.Form):
    """What stands on a notice."""

    kind = forms.ChoiceField(
        label=gettext_lazy("贴什么"),
        choices=PublicNotice.Kind.choices,
        initial=PublicNotice.Kind.PUBLICITY,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=gettext_lazy("标题"),
        max_length=80,
        help_text=gettext_lazy("例：朱槿巷社区微预算入选项目公示"),
    )
    body = forms.CharField(
        label=gettext_lazy("正文"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "一行是一段，开头的空格不用打。下面有表格的，单写一行【表格】，表格就排在那儿。"
        ),
    )
    items = forms.CharField(
        label=gettext_lazy("表格"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "从 Excel 复制过来就行；手打时用“|”隔开。第一行是表头，序号会自动加。"
        ),
    )
    days = forms.IntegerField(
        label=gettext_lazy("公示几天"),
        min_value=1,
        max_value=90,
        initial=7,
        help_text=gettext_lazy("贴出来那天不算。公告、通知和简报没有期限，不看这一栏。"),
    )
    day_kind = forms.ChoiceField(
        label=gettext_lazy("按什么算"),
        choices=DayKind.choices,
        initial=DayKind.NATURAL,
        widget=forms.RadioSelect,
    )
    objection_contact = forms.CharField(
        label=gettext_lazy("提异议的办法"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个办法：电话、地址、意见箱。"),
    )
    for_whom = forms.ChoiceField(
        label=gettext_lazy("给谁看"),
        required=False,
        help_text=gettext_lazy("选了小区或楼栋，那里的页面上才有；公示栏上大家都看得到。"),
    )
    style = forms.ChoiceField(
        label=gettext_lazy("标题颜色"),
        choices=PublicNotice.Style.choices,
        initial=PublicNotice.Style.PLAIN,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, spots: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["for_whom"]
        if spots:
            field.choices = [("", _("整个社区")), *spots.items()]
        else:
            del self.fields["for_whom"]

    def clean_items(self) -> dict[str, list[Any]]:
        return table(self.cleaned_data["items"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("kind") == PublicNotice.Kind.PUBLICITY and not facts.get("objection_contact"):
            self.add_error("objection_contact", _("公示要写清楚有意见找谁，请至少写一个办法。"))
        return facts


class PlanForm(forms.Form):
    """A file with a year's days off and worked weekends."""

    file = forms.FileField(
        label=gettext_lazy("放假安排"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("一行一天：日期、休息或上班、节日名。国务院每年 11 月发布。"),
    )

    def clean_file(self) -> Plan:
        try:
            sheets = sheets_of(self.cleaned_data["file"].read())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        plan = read_plan([[cell.removeprefix(DATE) for cell in row] for row in sheets[0]])
        if plan.faults:
            raise forms.ValidationError(plan.faults)
        return plan

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

METHODS = [
    ("share_of_top_vote", gettext_lazy("得票 ÷ 最高得票 × 100")),
    ("share_of_all_votes", gettext_lazy("得票 ÷ 全部票数 × 100")),
    ("rank_points", gettext_lazy("按得票名次给分")),
]
SELECTIONS = [
    ("quota", gettext_lazy("按名额取前几名")),
    ("pass_mark", gettext_lazy("过分数线就入选")),
]


class ContestSettings(forms.Form):
    """How a contest weighs and selects; settled before anyone votes."""

    expert_weight = forms.IntegerField(
        label=gettext_lazy("专家占百分之几"), min_value=0, max_value=100, initial=80
    )
    public_weight = forms.IntegerField(
        label=gettext_lazy("居民占百分之几"), min_value=0, max_value=100, initial=20
    )
    public_method = forms.ChoiceField(
        label=gettext_lazy("票数怎么换成分"), choices=METHODS, initial="share_of_top_vote"
    )
    votes_per_person = forms.IntegerField(
        label=gettext_lazy("每人几票"), min_value=1, max_value=20, initial=3
    )
    trim = forms.BooleanField(
        label=gettext_lazy("五位以上专家时，去掉一个最高分和一个最低分"), required=False
    )
    selection = forms.ChoiceField(
        label=gettext_lazy("怎么选出来"), choices=SELECTIONS, initial="quota"
    )
    number = forms.IntegerField(
        label=gettext_lazy("名额或分数线"), min_value=1, max_value=1000, initial=10
    )
    rubric = forms.CharField(
        label=gettext_lazy("评分说明"), max_length=300, required=False, widget=forms.Textarea
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        expert, public = given.get("expert_weight"), given.get("public_weight")
        if expert is not None and public is not None and expert + public != 100:
            raise ValidationError(_("两个占比加起来要等于 100。"))
        if given.get("selection") == "pass_mark" and (given.get("number") or 0) > 100:
            raise ValidationError(_("分数线不能高过 100 分。"))
        return given


class PublishingSettings(forms.Form):
    """How long a result is up for objections."""

    notice_days = forms.IntegerField(
        label=gettext_lazy("公示几天"), min_value=1, max_value=60, initial=7
    )


class PublishForm(forms.Form):
    """What a notice of a result needs besides the result."""

    objection_contact = forms.CharField(
        label=gettext_lazy("怎么提异议"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个办法，比如地点、电话；会印在公示上"),
    )


class ScoreField(forms.DecimalField):
    """A score from 0 to 100, typed in any width."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        text = unicodedata.normalize("NFKC", str(value or ""))[:20].replace("。", ".")
        return super().to_python(text.strip())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": 5}


class SheetForm(forms.Form):
    """What a judge writes on a sheet."""

    score = ScoreField(
        label=gettext_lazy("分数"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        help_text=gettext_lazy("0 到 100，最多一位小数，比如 86.5"),
        error_messages={
            "required": gettext_lazy("还没写分数"),
            "invalid": gettext_lazy("请写数字，比如 86.5"),
            "min_value": gettext_lazy("最低是 0 分"),
            "max_value": gettext_lazy("最高是 100 分"),
            "max_decimal_places": gettext_lazy("最多写一位小数"),
            "max_digits": gettext_lazy("数字太长，请再看看"),
            "max_whole_digits": gettext_lazy("最高是 100 分"),
        },
    )
    comment = forms.CharField(
        label=gettext_lazy("评语"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("结果出来后大家能看到，不写您的名字"),
    )
    submit = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.data.get("submit"):
            self.fields["score"].required = False


class RecusalForm(forms.Form):
    """Why a judge does not score a proposal."""

    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=200,
        help_text=gettext_lazy("比如：提案人是我的亲戚；我参与了这个方案"),
    )


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


class AssignForm(forms.Form):
    """Which proposals a judge is to score."""

    judge = forms.TypedChoiceField(label=gettext_lazy("评委"), coerce=int)
    proposals = forms.TypedMultipleChoiceField(
        label=gettext_lazy("提案"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        judges: Iterable[tuple[int, str]],
        entries: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judge"].choices = list(judges)  # type: ignore[attr-defined]
        self.fields["proposals"].choices = list(entries)  # type: ignore[attr-defined]
        self.fields["proposals"].initial = [pk for pk, _title in self.fields["proposals"].choices]  # type: ignore[attr-defined]


class NeighbourForm(forms.Form):
    """Whom a member of staff looks for."""

    name = forms.CharField(
        label=gettext_lazy("居民姓名"),
        max_length=60,
        min_length=2,
        help_text=gettext_lazy("至少两个字；只找得到没有手机号、已确认住在这里的居民"),
    )

"""What is settled about a contest before it begins."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rubric import RubricField
from ..voters import RESIDENTS, VOTERS

METHODS = [
    ("share_of_top_vote", gettext_lazy("得票 ÷ 最高得票 × 100")),
    ("share_of_all_votes", gettext_lazy("得票 ÷ 全部票数 × 100")),
    ("rank_points", gettext_lazy("按得票名次给分")),
]


SELECTIONS = [
    ("quota", gettext_lazy("按名额取前几名")),
    ("budget", gettext_lazy("按总分从高到低，钱够就选")),
    ("pass_mark", gettext_lazy("过分数线就入选")),
]


ROUNDS = [
    ("selected", gettext_lazy("入选，这一轮就定")),
    ("shortlisted", gettext_lazy("入围，到后面的决赛再定")),
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
    voters = forms.ChoiceField(
        label=gettext_lazy("谁来投票"), choices=VOTERS, initial=RESIDENTS, required=False
    )
    trim = forms.BooleanField(
        label=gettext_lazy("五位以上专家时，去掉一个最高分和一个最低分"), required=False
    )
    selection = forms.ChoiceField(
        label=gettext_lazy("怎么选出来"), choices=SELECTIONS, initial="quota"
    )
    selects = forms.ChoiceField(
        label=gettext_lazy("选出来的算什么"), choices=ROUNDS, initial="selected", required=False
    )
    number = forms.IntegerField(
        label=gettext_lazy("名额或分数线"), min_value=1, max_value=1000, initial=10
    )
    budget = forms.DecimalField(
        label=gettext_lazy("预算（元）"),
        help_text=gettext_lazy("按预算选的时候填"),
        min_value=Decimal("0.01"),
        max_digits=14,
        decimal_places=2,
        required=False,
    )
    least_per_community = forms.IntegerField(
        label=gettext_lazy("每个社区至少选几个"),
        help_text=gettext_lazy("先选各社区总分最高的；不填就不保"),
        min_value=1,
        max_value=20,
        required=False,
    )
    most_per_community = forms.IntegerField(
        label=gettext_lazy("一个社区最多选几个"),
        help_text=gettext_lazy("不填就不限"),
        min_value=1,
        max_value=1000,
        required=False,
    )
    most_per_category = forms.IntegerField(
        label=gettext_lazy("一类提案最多选几个"),
        help_text=gettext_lazy("不填就不限"),
        min_value=1,
        max_value=1000,
        required=False,
    )
    waitlist = forms.IntegerField(
        label=gettext_lazy("候补几个"), min_value=0, max_value=1000, initial=0
    )
    category_limit = forms.IntegerField(
        label=gettext_lazy("一类提案超过百分之几就提醒"), min_value=1, max_value=100, initial=40
    )
    rubric = RubricField()

    def clean_voters(self) -> str:
        return self.cleaned_data["voters"] or RESIDENTS

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        expert, public = given.get("expert_weight"), given.get("public_weight")
        if expert is not None and public is not None and expert + public != 100:
            raise ValidationError(_("两个占比加起来要等于 100。"))
        if given.get("selection") == "pass_mark" and (given.get("number") or 0) > 100:
            raise ValidationError(_("分数线不能高过 100 分。"))
        if given.get("selection") == "budget" and not given.get("budget"):
            self.add_error("budget", _("按预算选，要写明预算有多少。"))
        if given.get("selects") == "shortlisted" and given.get("waitlist"):
            self.add_error("waitlist", _("初选不设候补，候补到决赛再定。"))
        self._check_limits(given)
        return given

    def _check_limits(self, given: dict[str, Any]) -> None:
        """Refuse to keep more for one community than it may have, or than there are places."""
        least = given.get("least_per_community") or 0
        if least > (given.get("most_per_community") or least):
            self.add_error("least_per_community", _("至少几个，不能多过最多几个。"))
        if given.get("selection") == "quota" and least > (given.get("number") or least):
            self.add_error("least_per_community", _("一个社区至少几个，不能多过名额。"))


class PublishingSettings(forms.Form):
    """How long a result is up for objections."""

    notice_days = forms.IntegerField(
        label=gettext_lazy("公示几天"), min_value=1, max_value=60, initial=7
    )
    flagships_per_community = forms.IntegerField(
        label=gettext_lazy("每个参加的社区至少有几个精品项目入选"),
        help_text=gettext_lazy("不够就不能公示，除非写明理由；0 是不要求"),
        min_value=0,
        max_value=20,
        initial=0,
    )

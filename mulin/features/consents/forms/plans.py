"""What is filled in about household plans."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.forms import PhotosField

from .visits import MomentInput, day_box

MOST_YUAN = 10_000_000


class SignPlansSettings(forms.Form):
    """Each affected household signs its own plan before works begin in its home."""

    things = forms.CharField(
        label=gettext_lazy("常做的几项"),
        max_length=200,
        initial="拆煤棚、卫生间改造、淋浴间、厨房迁改、截水沟、共用卫生间",
        help_text=gettext_lazy("用顿号分开，写方案的时候可以直接勾"),
    )


def things_of(settings: dict[str, Any]) -> list[str]:
    """Return the things that plans of a step are mostly made of."""
    return [one.strip() for one in settings["things"].split("、") if one.strip()]


class PlanForm(forms.Form):
    """What is done in one home."""

    usual = forms.MultipleChoiceField(
        label=gettext_lazy("做哪几项"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more = forms.CharField(
        label=gettext_lazy("还有别的"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("一行一项"),
    )
    design_note = forms.CharField(
        label=gettext_lazy("具体怎么做"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    works_on = day_box(gettext_lazy("打算哪天开工"), required=False)
    cost = forms.DecimalField(
        label=gettext_lazy("一共多少钱（元）"), min_value=0, max_value=MOST_YUAN, decimal_places=2
    )
    cost_share = forms.DecimalField(
        label=gettext_lazy("住户自己出多少（元）"),
        min_value=0,
        max_value=MOST_YUAN,
        decimal_places=2,
        initial=0,
    )
    is_exemplar = forms.BooleanField(
        label=gettext_lazy("做示范户"),
        required=False,
        help_text=gettext_lazy("住户愿意先做，也愿意让邻居来看，才勾。"),
    )

    def __init__(self, *args: Any, things: list[str], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["usual"].choices = [(one, _(one)) for one in things]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        more = [line.strip()[:60] for line in given.pop("more", "").splitlines() if line.strip()]
        given["things"] = [*given.pop("usual", []), *more]
        if not given["things"]:
            self.add_error("usual", _("请至少选一项，或者写一项。"))
        for name in ("cost", "cost_share"):
            if name in given:
                given[name] = int(given[name] * 100)
        if given.get("cost_share", 0) > given.get("cost", 0):
            self.add_error("cost_share", _("住户出的钱不能比总价多。"))
        return given


class SignForm(forms.Form):
    """That a household signed its plan."""

    signer = forms.CharField(label=gettext_lazy("谁签的字"), max_length=40)
    signed_on = day_box(gettext_lazy("哪天签的"))
    evidence = PhotosField(
        label=gettext_lazy("签字"),
        most=1,
        help_text=gettext_lazy("请住户在屏幕上签，或者拍下签好的纸。"),
    )


class DayForm(forms.Form):
    """On which day something happened in a home."""

    on = day_box(gettext_lazy("哪天"))


class DoneForm(DayForm):
    """That everything in a home is done."""

    photo = PhotosField(label=gettext_lazy("做完的照片"), most=1)


class ReasonForm(forms.Form):
    """Why something was taken back."""

    reason = forms.CharField(label=gettext_lazy("为什么"), max_length=200)


class SlotForm(forms.Form):
    """When neighbours may come and see."""

    starts_at = forms.DateTimeField(label=gettext_lazy("什么时候"), widget=MomentInput)
    places = forms.IntegerField(
        label=gettext_lazy("一次几个人"), min_value=1, max_value=50, initial=6
    )

    def clean_starts_at(self) -> datetime:
        starts_at = self.cleaned_data["starts_at"]
        if starts_at <= timezone.now():
            raise forms.ValidationError(_("这个时间已经过了。"))
        if starts_at.year > timezone.now().year + 1:
            raise forms.ValidationError(_("这个日期太远了，请再看看。"))
        return starts_at


class HomeForm(forms.Form):
    """Which household a plan is for."""

    address = forms.CharField(
        label=gettext_lazy("哪一户"), max_length=60, help_text=gettext_lazy("例：3号楼1单元101")
    )

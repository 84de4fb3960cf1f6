from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.forms import PhotosField
from mulin.decisions import OWNERS_MATTERS, owners_decision

from .models import MatterNote, OwnersVote
from .models.ballots import Answer, BallotDelivery
from .rules import rule_of, stage_of
from .words import matter_named

Choices = Iterable[tuple[Any, str]]
COMPARISONS = [
    ("at_least", gettext_lazy("以上（含本数）")),
    ("more_than", gettext_lazy("超过（不含本数）")),
]
MOST_QUESTIONS = 10


class ShareField(forms.CharField):
    """A share as a fraction, such as 2/3."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)

    def clean(self, value: Any) -> Fraction | None:
        typed = super().clean(value)
        if not typed:
            return None
        top, slash, bottom = typed.replace(" ", "").partition("/")
        if not (
            slash and top.isascii() and top.isdigit() and bottom.isascii() and bottom.isdigit()
        ):
            raise forms.ValidationError(_("请写成分数，比如 2/3。"))
        if not 0 < int(top) <= int(bottom) or int(bottom) > 1000:
            raise forms.ValidationError(_("要在 0 和 1 之间，比如 2/3。"))
        return Fraction(int(top), int(bottom))


class MomentField(forms.DateTimeField):
    """A day and a time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class VoteForm(forms.Form):
    """What the owners of a compound are asked, and by which rule."""

    electorate = forms.TypedChoiceField(label=gettext_lazy("业主名册"), coerce=int)
    title = forms.CharField(label=gettext_lazy("一句话说这件事"), max_length=60)
    item = forms.TypedChoiceField(
        label=gettext_lazy("是法律上的哪一项"),
        coerce=int,
        help_text=gettext_lazy("《民法典》第二百七十八条列了九项。拿不准请问律师或住建部门。"),
    )
    questions = forms.CharField(
        label=gettext_lazy("票上问什么"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一题，最多 10 题。每题单独答、单独算。"),
    )
    explanation = forms.CharField(
        label=gettext_lazy("要让业主知道的"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    notice_days = forms.IntegerField(
        label=gettext_lazy("提前几天公告"),
        min_value=0,
        max_value=90,
        initial=15,
        help_text=gettext_lazy(
            "《物业管理条例》第十四条：业主大会会议召开 15 日以前通知全体业主。"
            "本小区议事规则另有规定的按规定，请核对。"
        ),
    )
    opens_at = MomentField(label=gettext_lazy("什么时候开始表决"))
    closes_at = MomentField(label=gettext_lazy("什么时候截止"))
    contact = forms.CharField(label=gettext_lazy("业主找谁问"), max_length=100, required=False)
    participation = ShareField(
        label=gettext_lazy("参加要多少"),
        required=False,
        help_text=gettext_lazy("空着就按法律：2/3 以上"),
    )
    decision = ShareField(
        label=gettext_lazy("同意要多少"),
        required=False,
        help_text=gettext_lazy("空着就按法律：第六到八项 3/4 以上，其他过半数"),
    )
    decision_comparison = forms.ChoiceField(
        label=gettext_lazy("同意的线含不含本数"), choices=COMPARISONS, required=False
    )
    rule_source = forms.CharField(
        label=gettext_lazy("改了线的，出自哪里"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("比如：《麦香苑业主大会议事规则》第十二条"),
    )
    unreturned = forms.ChoiceField(
        label=gettext_lazy("送到没交回的票"), choices=OwnersVote.Unreturned, initial="not_counted"
    )
    unreturned_source = forms.CharField(
        label=gettext_lazy("这么算出自哪里"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("本小区议事规则的条文，会印在票和结果上"),
    )

    def __init__(self, *args: Any, electorates: Choices | None, **how: Any) -> None:
        super().__init__(*args, **how)
        if electorates is None:
            del self.fields["electorate"]
        else:
            self.fields["electorate"].choices = list(electorates)  # type: ignore[attr-defined]
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (item, f"{item}. {matter_named(item)}") for item in OWNERS_MATTERS
        ]

    def clean_questions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines()]
        asked = [line for line in lines if line]
        if len(asked) > MOST_QUESTIONS:
            raise forms.ValidationError(_("最多 10 题，请分两次表决。"))
        if any(len(line) > 200 for line in asked):
            raise forms.ValidationError(_("一题最多 200 个字。"))
        return asked

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("unreturned") != "not_counted" and not given.get("unreturned_source"):
            self.add_error("unreturned_source", _("沉默不等于同意。要这么算，请写出规则的条文。"))
        opens, closes = given.get("opens_at"), given.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("截止要在开始以后。"))
        if "item" in given:
            self._rule(given)
        return given

    def _rule(self, given: dict[str, Any]) -> None:
        law = owners_decision(given["item"])
        first, second = stage_of(law, "participation"), stage_of(law, "decision")
        share = given.pop("participation", None) or first.fraction
        agreed = given.pop("decision", None)
        comparison = given.pop("decision_comparison", "")
        how = comparison if agreed and comparison else second.comparison
        source = given.pop("rule_source", "")
        try:
            rule = rule_of(
                given["item"],
                (share, first.comparison),
                (agreed or second.fraction, how),
                source,
            )
        except ValueError:
            self.add_error("decision", _("这条线谁也过不了，或者谁都能过，请再看看。"))
            return
        if rule != law and not source:
            self.add_error("rule_source", _("线和法律写的不一样，请写明出自哪里。"))
        given["rule"] = rule.as_dict()


class ReasonForm(forms.Form):
    """Why something does not hold."""

    because = forms.CharField(label=gettext_lazy("原因"), max_length=200)


class SureForm(forms.Form):
    """Nothing to fill in: pressing the button is the answer."""


class AnswerForm(forms.Form):
    """One answer to each question."""

    def __init__(self, *args: Any, questions: Iterable[Any], **how: Any) -> None:
        super().__init__(*args, **how)
        for one in questions:
            self.fields[f"q{one.number}"] = forms.ChoiceField(
                label=f"{one.number}. {one.text}", choices=Answer, widget=forms.RadioSelect
            )

    @property
    def answers(self) -> dict[str, str]:
        return {
            name.removeprefix("q"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("q")
        }


class PaperForm(AnswerForm):
    """What one person reads on a paper ballot."""

    returned_on = forms.DateField(
        label=gettext_lazy("哪天交回来的"), widget=forms.DateInput(attrs={"type": "date"})
    )
    photos = PhotosField(
        label=gettext_lazy("纸票的照片"),
        most=1,
        required=False,
        help_text=gettext_lazy("拍清楚签名。只有工作人员看得到。"),
    )
    by_proxy = forms.BooleanField(
        label=gettext_lazy("是受委托的人签的"),
        required=False,
        help_text=gettext_lazy("要先登记委托书"),
    )

    def __init__(self, *args: Any, questions: Iterable[Any], **how: Any) -> None:
        super().__init__(*args, questions=questions, **how)
        self.order_fields([name for name in self.fields if name.startswith("q")])

    def clean_returned_on(self) -> date:
        day = self.cleaned_data["returned_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("还没到这一天。"))
        return day


class ProxyForm(forms.Form):
    """Who answers for an owner."""

    name = forms.CharField(label=gettext_lazy("委托给谁"), max_length=60)
    photos = PhotosField(
        label=gettext_lazy("委托书的照片"),
        most=1,
        help_text=gettext_lazy("拍清楚两个人的签名。只有工作人员看得到。"),
    )


class DeliveryForm(forms.Form):
    """To whom ballots were delivered, and how."""

    building = forms.ChoiceField(label=gettext_lazy("哪栋楼"), required=False)
    numbers = forms.CharField(
        label=gettext_lazy("只登记这几行"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("名册序号，比如 3, 8, 20-35。空着就是整栋楼。"),
    )
    channel = forms.ChoiceField(label=gettext_lazy("怎么送的"), choices=BallotDelivery.Channel)
    delivered_at = MomentField(label=gettext_lazy("什么时候送到的"))
    photos = PhotosField(
        label=gettext_lazy("送达凭证的照片"),
        most=1,
        required=False,
        help_text=gettext_lazy("签收表、快递单。只有工作人员看得到。"),
    )

    def __init__(self, *args: Any, buildings: Iterable[str], **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [("", _("全小区")), *((name, name) for name in buildings if name)]
        self.fields["building"].choices = choices  # type: ignore[attr-defined]

    def clean_numbers(self) -> set[int]:
        found: set[int] = set()
        typed = self.cleaned_data["numbers"].replace("，", ",").replace("、", ",")
        for piece in filter(None, (part.strip() for part in typed.split(","))):
            first, _dash, last = piece.partition("-")
            ends = [first.strip(), (last or first).strip()]
            if not all(one.isascii() and one.isdigit() and len(one) <= 6 for one in ends):
                raise forms.ValidationError(_("看不懂“%(piece)s”。") % {"piece": piece[:20]})
            low, high = map(int, ends)
            if high - low > 50_000:
                raise forms.ValidationError(_("一次最多 5 万行。"))
            found.update(range(low, high + 1))
        return found


class ResultForm(forms.Form):
    """What the government's own voting system gave back."""

    file = forms.FileField(
        label=gettext_lazy("政府投票系统导出的表"),
        max_length=200,
        help_text=gettext_lazy(
            "要有“名册序号”和每题的答复。有一行不对就都不导入，先告诉您哪一行。"
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class NoteForm(forms.Form):
    """What a place's own rules add to the law."""

    unit = forms.TypedChoiceField(label=gettext_lazy("哪里的规定"), coerce=int)
    topic = forms.ChoiceField(label=gettext_lazy("说的是哪一类"), choices=MatterNote.Topic)
    text = forms.CharField(
        label=gettext_lazy("怎么规定的"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(
        label=gettext_lazy("出自哪里"),
        max_length=200,
        help_text=gettext_lazy("文件名、文号、条款。没有出处的不写。"),
    )

    def __init__(self, *args: Any, units: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]

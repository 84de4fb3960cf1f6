from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.forms import PhotosField
from mulin.commons.people.fields import LineField, LinesField
from mulin.commons.people.names import tidy
from mulin.programmes.models import Step

from ..models import Idea

Choices = Iterable[tuple[Any, str]]
FEW = 6
FEW_DIGITS = 19

TOLD_TO_STAFF = [
    (one.value, one.label)
    for one in (
        Idea.Channel.PAPER,
        Idea.Channel.MEETING,
        Idea.Channel.PHONE,
        Idea.Channel.VISIT,
        Idea.Channel.WALK_IN,
        Idea.Channel.WINDOW,
        Idea.Channel.WECHAT,
        Idea.Channel.SCHOOL,
        Idea.Channel.MAILBOX,
    )
]


def _title() -> LineField:
    return LineField(
        label=_("一句话说清楚"),
        max_length=60,
        help_text=_("例：榕树下添两张带靠背的椅子"),
    )


class Benefit(forms.Form):
    """Who would be better off, and roughly how many."""

    beneficiaries = LineField(
        label=_("谁会受益"), max_length=60, required=False, help_text=_("例：3 号楼的老人和孩子")
    )
    beneficiary_count = forms.IntegerField(
        label=_("大约多少人"), required=False, min_value=1, max_value=1_000_000
    )


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Offer choices: a card for each when they are few, a list when they are many."""
    field: Any = form.fields[name]
    given = list(choices)
    if len(given) <= FEW:
        field.widget = forms.RadioSelect()
        field.choices = given
    else:
        field.choices = [("", "—"), *given]


class WriteForm(forms.Form):
    """The first screen: what should change, and where."""

    title = _title()
    text = LinesField(
        label=_("哪儿、什么时候、谁不方便"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    category = forms.ChoiceField(label=_("是哪方面的事"))
    community = forms.TypedChoiceField(label=_("哪个社区的事"), coerce=int)

    def __init__(
        self, *args: Any, step: Step, communities: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        most = step.settings["max_text"]
        self.fields["text"] = LinesField(
            label=self.fields["text"].label,
            required=False,
            max_length=most,
            widget=forms.Textarea({"rows": 4}),
        )
        _choose(self, "category", step.cycle.categories.items())
        _choose(self, "community", communities)
        if len(communities) == 1:
            self.fields["community"].widget = forms.HiddenInput()
            self.initial["community"] = communities[0][0]

    @staticmethod
    def so_far(given: Mapping[str, str], step: Step) -> dict[str, Any]:
        """Return what can be read of a form that is still being filled in."""
        community, category = given.get("community", ""), given.get("category", "")
        is_number = community.isascii() and community.isdigit() and len(community) < FEW_DIGITS
        return {
            "title": tidy(given.get("title", "")[:60]),
            "text": given.get("text", "")[:500],
            "community": int(community) if is_number else None,
            "category": category if category in step.cycle.categories else "",
        }


class SignForm(Benefit):
    """The second screen: photos, who would be better off, and how its author is to be called."""

    field_order = ["place", "photos", "beneficiaries", "beneficiary_count"]
    place = LineField(
        label=_("在哪儿"),
        max_length=60,
        required=False,
        help_text=_("例：5 号楼西侧、菜场到北门的路上"),
    )
    photos = PhotosField(label=_("拍两张照片"), required=False)
    is_anonymous = forms.TypedChoiceField(
        label=_("署名"),
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    author_name = LineField(
        label=_("怎么称呼您"),
        max_length=60,
        required=False,
        help_text=_("邻居只看得到姓，比如“林*”。不写也行。"),
    )
    author_door = LineField(
        label=_("怎么找到您"),
        max_length=60,
        required=False,
        help_text=_("楼号或者电话，只有社工看得到。"),
    )

    def __init__(self, *args: Any, signature: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signature:
            del self.fields["author_name"], self.fields["author_door"]
            named = f"{signature}\n{_('邻居看到的样子')}"
            unnamed = f"{_('不署名')}\n{_('只有社工知道是谁')}"
            self.fields["is_anonymous"].choices = [("no", named), ("yes", unnamed)]  # type: ignore[attr-defined]
        else:
            del self.fields["is_anonymous"]


class EntryForm(Benefit):
    """An idea that a member of staff writes down for a neighbour."""

    field_order = ["title", "text", "category", "community", "place", "channel", "source_meeting"]
    title = _title()
    text = LinesField(
        label=_("原话"), required=False, max_length=500, widget=forms.Textarea({"rows": 4})
    )
    category = forms.ChoiceField(label=_("是哪方面的事"))
    community = forms.TypedChoiceField(label=_("哪个社区"), coerce=int)
    place = LineField(label=_("在哪儿"), max_length=60, required=False)
    channel = forms.ChoiceField(label=_("怎么来的"), choices=TOLD_TO_STAFF)
    source_meeting = LineField(
        label=_("哪次会上提的"), max_length=60, required=False, help_text=_("不是会上提的，空着")
    )
    author_name = LineField(label=_("提的人"), max_length=60, required=False)
    author_door = LineField(
        label=_("楼号、门牌或电话"),
        max_length=60,
        required=False,
        help_text=_("只有工作人员看得到，好给人家回话。"),
    )
    is_anonymous = forms.BooleanField(label=_("不想让邻居看到姓"), required=False)
    photos = PhotosField(required=False)
    receipt = forms.UUIDField(initial=uuid4, required=False, widget=forms.HiddenInput)
    """Drawn with the form, so that pressing twice writes one idea down."""

    def __init__(
        self, *args: Any, step: Step, communities: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "category", step.cycle.categories.items())
        _choose(self, "community", communities)
        if len(communities) == 1:
            self.fields["community"].widget = forms.HiddenInput()
            self.initial["community"] = communities[0][0]


class FileForm(forms.Form):
    """A file of ideas typed from paper."""

    file = forms.FileField(
        label=_("Excel 文件"), help_text=_(".xlsx 或 .csv，一次最多 500 条"), allow_empty_file=True
    )


class WallFilters(forms.Form):
    """How the wall is narrowed."""

    community = forms.ChoiceField(label=_("社区"), required=False)
    verdict = forms.ChoiceField(
        label=_("走到哪一步"),
        required=False,
        choices=[("", _("全部进度")), *Idea.Verdict.choices],
    )
    order = forms.ChoiceField(
        label=_("怎么排"),
        required=False,
        choices=[("", _("新的在前")), ("wanted", _("最想要的在前"))],
    )
    category = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    step = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, communities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [("", _("全部社区")), *communities]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """Return what can be understood of what was asked; the rest is left out."""
        self.is_valid()
        return {
            name: self.cleaned_data.get(name, "")
            for name in ("community", "verdict", "category", "order")
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked for than the category above the wall."""
        return any(self.asked[name] for name in ("community", "verdict", "order"))

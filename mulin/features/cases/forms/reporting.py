from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.forms import PhotosField
from mulin.commons.people.fields import LineField, LinesField

from ..models import Case
from .spots import SpotField, Spots

Choices = Iterable[tuple[Any, str]]

TOLD_TO_STAFF = [
    (one.value, one.label)
    for one in (
        Case.Source.WALK_IN,
        Case.Source.PHONE,
        Case.Source.WECHAT,
        Case.Source.WINDOW,
        Case.Source.GRID_LOG,
        Case.Source.PROACTIVE,
        Case.Source.VISIT,
        Case.Source.MEETING,
        Case.Source.PAPER,
        Case.Source.MAILBOX,
        Case.Source.SCHOOL,
        Case.Source.IDEA,
    )
]


class WhatAndWhere(forms.Form):
    """What is to be solved, and where."""

    usual_kind = "repair"
    """What most cases are, so that nobody reports danger by not choosing."""

    title = LineField(label=_("一句话说清楚"), max_length=60, help_text=_("例：3 号楼门口的灯不亮"))
    photos = PhotosField(label=_("拍张照片"), required=False)
    spot = SpotField()
    place = LineField(
        label=_("具体在哪儿"), max_length=80, required=False, help_text=_("例：北门进来左手第二盏")
    )
    kind = forms.ChoiceField(label=_("是哪一类"))
    text = LinesField(
        label=_("再说几句"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    draft = forms.UUIDField(initial=uuid4, required=False, widget=forms.HiddenInput)
    """Drawn with the form, so that pressing twice reports once."""

    def __init__(self, *args: Any, kinds: Choices, spots: Spots, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(kinds)
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        if any(key == self.usual_kind for key, _label in offered):
            self.fields["kind"].initial = self.usual_kind
        self.fields["spot"].offer(spots)  # type: ignore[attr-defined]
        if not self.fields["spot"].meant:  # type: ignore[attr-defined]
            del self.fields["spot"]

    def clean(self) -> dict[str, Any]:
        """Return the building and the shared place by their own names."""
        given = super().clean() or {}
        return given | (given.pop("spot", None) or {})


class Sender(forms.Form):
    """Who reports, and what neighbours may read."""

    reporter_name = LineField(label=_("怎么称呼您"), max_length=60, required=False)
    reporter_phone = LineField(
        label=_("电话"),
        max_length=20,
        required=False,
        help_text=_("办好了先告诉您。只有办事的人看得到。"),
    )
    may_be_public = forms.BooleanField(
        label=_("同意让邻居看到这件事办得怎么样"),
        required=False,
        help_text=_("不写您的姓名和电话。"),
    )

    def without_name(self) -> None:
        """Ask nothing that an account says already."""
        del self.fields["reporter_name"], self.fields["reporter_phone"]


class ReportForm(Sender, WhatAndWhere):
    """What a neighbour reports on a phone, in a minute."""

    field_order = ["title", "photos", "spot", "place", "kind", "text", "reporter_name"]

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            self.without_name()


class LetterForm(ReportForm):
    """A letter to the secretary or the director."""

    usual_kind = "public_service"
    field_order = ["addressee", "title", "text", "kind", "photos", "spot", "place"]
    addressee = forms.ChoiceField(
        label=_("写给谁"),
        choices=Case.Addressee.choices,
        widget=forms.RadioSelect,
        initial=Case.Addressee.SECRETARY,
    )
    is_anonymous = forms.BooleanField(
        label=_("不留名"),
        required=False,
        help_text=_("谁都看不到是您写的。凭回执号照样能看答复。"),
    )


class CaptureForm(WhatAndWhere):
    """What a member of staff writes down while somebody tells it."""

    field_order = ["source", "pasted", "chat_group", "title", "photos", "spot", "place", "kind"]
    source = forms.ChoiceField(label=_("怎么来的"), choices=TOLD_TO_STAFF)
    pasted = LinesField(
        label=_("群里的话，粘在这里"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("原样粘贴就行，截图放在照片里。"),
    )
    chat_group = forms.TypedChoiceField(
        label=_("哪个群"), coerce=int, empty_value=None, required=False
    )
    reporter_name = LineField(label=_("谁说的"), max_length=60, required=False)
    reporter_phone = LineField(
        label=_("电话"), max_length=20, required=False, help_text=_("办好了按这个号码告诉本人。")
    )
    may_be_public = forms.BooleanField(label=_("本人同意公开办理情况，不写姓名"), required=False)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chat_group"].choices = [("", "—"), *groups]  # type: ignore[attr-defined]
        self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        """Take the first line of what was pasted, when nobody wrote one."""
        given = super().clean()
        pasted = given.pop("pasted", "")
        lines = [line for line in pasted.split("\n") if line]
        if not given.get("title"):
            if not lines:
                self.add_error("title", gettext("请写一句话，或者把群里的话粘进来。"))
            else:
                given["title"] = lines[0][:60]
        given["text"] = "\n".join(filter(None, [pasted, given.get("text", "")]))[:1000]
        return given

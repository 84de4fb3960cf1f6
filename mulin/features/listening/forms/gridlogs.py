from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.forms import PhotosField
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building
from mulin.commons.topics.models import Opinion, Topic

from ..models import GridLog
from .fields import NEVER_WAITED_LONGER, RequestForm, building_choices, day_box


class LogForm(RequestForm):
    """One line of a grid worker's day, written standing."""

    kind = forms.ChoiceField(
        label=gettext_lazy("今天怎么样"), choices=GridLog.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("一句话"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("都好的可以不写。别写病情这类隐私。"),
    )
    building = forms.TypedChoiceField(
        label=gettext_lazy("哪栋楼"), required=False, coerce=int, empty_value=None
    )
    spot = forms.CharField(label=gettext_lazy("具体在哪儿"), required=False, max_length=60)
    photo = PhotosField(required=False, most=1)
    seconds_ago = forms.IntegerField(
        min_value=0, max_value=NEVER_WAITED_LONGER, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, buildings: Iterable[Building], **how: Any) -> None:
        super().__init__(*args, **how)
        choices = building_choices(buildings, _("不在哪栋楼"))
        self.fields["building"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        if kind and kind != GridLog.Kind.QUIET and not given.get("text"):
            self.add_error("text", _("写一句看到、听到或做了什么。"))
        return given


class LogsFilter(forms.Form):
    """What narrows the list of logs."""

    words = forms.CharField(
        label=gettext_lazy("找什么"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("找什么")}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("哪一种"), required=False)
    writer = forms.TypedChoiceField(
        label=gettext_lazy("谁记的"), required=False, coerce=int, empty_value=None
    )
    since = day_box(gettext_lazy("从哪天"), required=False)
    until = day_box(gettext_lazy("到哪天"), required=False)

    def __init__(self, *args: Any, writers: Iterable[Person], **how: Any) -> None:
        super().__init__(*args, **how)
        kinds = [("", _("各种")), *GridLog.Kind.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        people = [("", _("谁记的都行")), *((one.pk, one.name_for_staff) for one in writers)]
        self.fields["writer"].choices = people  # type: ignore[attr-defined]


class HearForm(forms.Form):
    """What kind of opinion a line of a grid log is, and on what topic."""

    kind = forms.ChoiceField(
        label=gettext_lazy("算哪一种意见"),
        choices=Opinion.Kind.choices,
        widget=forms.RadioSelect,
    )
    topic = forms.TypedChoiceField(
        label=gettext_lazy("归到哪个议题"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, topics: Iterable[Topic], **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [("", _("先不归")), *((one.pk, one.title) for one in topics)]
        self.fields["topic"].choices = choices  # type: ignore[attr-defined]

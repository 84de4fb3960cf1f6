"""What people fill in to come to a point, and what the window writes down for them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.fields import LineField
from mulin.web.formats import day_in_words, weekday

from ..models import Matter
from ..queries import FreeDay

Choices = Sequence[tuple[Any, Any]]
WAYS = [
    (Matter.Way.APPOINTMENT, _("我去服务点\n到点就办，不用等")),
    (Matter.Way.HOME_VISIT, _("请到我家来\n出门不方便的，工作人员上门办")),
]


def slot_choices(days: Iterable[FreeDay]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return free times day by day, each with its day: a closed list shows the time alone."""
    return [
        (_day(one.on), [(slot.key, f"{_day(one.on)} {slot.at:%H:%M}") for slot in one.slots])
        for one in days
    ]


def _day(on: date) -> str:
    return f"{day_in_words(on)} {weekday(on)}"


class SlotField(forms.ChoiceField):
    """One of the times that are still free."""

    def clean(self, value: Any) -> tuple[date, time]:
        chosen = datetime.strptime(super().clean(value), "%Y-%m-%d %H:%M")
        return chosen.date(), chosen.time()


class _SlotForm(forms.Form):
    """A form with one of the times that are still free."""

    def __init__(self, *args: Any, days: Iterable[FreeDay], **how: Any) -> None:
        super().__init__(*args, **how)
        slots: Any = self.fields["slot"]
        slots.choices = [("", _("请选一个时间")), *slot_choices(days)]


class BookForm(_SlotForm):
    """A resident's own booking; what is known of her is there already."""

    slot = SlotField(
        label=_("什么时候"),
        error_messages={"invalid_choice": _("这个时间刚刚被约走了，请换一个。")},
    )
    door = LineField(
        label=_("门牌"), max_length=60, help_text=_("几号楼几单元几号，上门的人照着找。")
    )
    phone = LineField(
        label=_("联系电话"),
        max_length=20,
        required=False,
        help_text=_("找不到门时打给您，只给上门的人看。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    note = LineField(
        label=_("还想先说一句"),
        max_length=200,
        required=False,
        help_text=_("比如走路不方便、听力不好。"),
    )

    def __init__(self, *args: Any, is_visit: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        if not is_visit:
            del self.fields["door"], self.fields["phone"]


class MoveForm(_SlotForm):
    """Another time."""

    slot = SlotField(
        label=_("改到什么时候"),
        error_messages={"invalid_choice": _("这个时间刚刚被约走了，请换一个。")},
    )


class WhereForm(forms.Form):
    """An address in one's own words."""

    address = LineField(
        label=_("您住哪一栋"), max_length=60, help_text=_("像 3号楼2单元401，写到楼号就行。")
    )


class CodeForm(forms.Form):
    """The code on a household's letter, typed at a kiosk."""

    code = LineField(
        label=_("户码"),
        max_length=40,
        help_text=_("社区寄给您家的信上有，12 位。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class EnterForm(_SlotForm):
    """What somebody asked for by phone, on paper or at the window, as staff write it down."""

    channel = forms.ChoiceField(
        label=_("怎么来的"),
        widget=forms.RadioSelect,
        initial=Matter.Channel.PHONE,
        choices=[
            (Matter.Channel.PHONE, _("打电话")),
            (Matter.Channel.PAPER, _("写纸条")),
            (Matter.Channel.WINDOW, _("到窗口说的")),
        ],
    )
    item = forms.ChoiceField(label=_("办什么事"), required=False)
    name = LineField(label=_("怎么称呼"), max_length=30)
    phone = LineField(
        label=_("电话"),
        max_length=20,
        required=False,
        help_text=_("手机号前一天会收到短信提醒；座机请打电话提醒。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    slot = SlotField(label=_("什么时候"))
    door = LineField(label=_("门牌"), max_length=60)
    note = LineField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, items: Choices, is_visit: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        chosen: Any = self.fields["item"]
        chosen.choices = [("", _("还不清楚，来了再说")), *items]
        if not is_visit:
            del self.fields["door"]

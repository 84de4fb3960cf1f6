"""What is noted at a table, one line at a time."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.forms import PhotosField
from mulin.commons.places.roles import Role
from mulin.commons.tasks.forms import KeeperField
from mulin.commons.topics.models import Opinion

from ..presenting import LABELS
from .fields import DATE, Among, area

ROLES = [
    Role.RESIDENT,
    Role.BUILDING_STEWARD,
    Role.RESIDENT_DELEGATE,
    Role.OWNER_DELEGATE,
    Role.PARTY_DELEGATE,
    Role.GRID_WORKER,
    Role.COMMUNITY_STAFF,
    Role.PARTNER_CONTACT,
    Role.DEPARTMENT_CONTACT,
    Role.VOLUNTEER,
    Role.ADVISER,
    Role.DESIGNER,
]


class NoteForm(forms.Form):
    """One line written at a table, perhaps long before there is a line to send it."""

    beside: ClassVar[tuple[str, ...]] = ()
    """Fields that are filled in now and then: behind the button, not before it."""

    agenda_item = Among(label=gettext_lazy("说的是哪一件"))
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seconds_ago = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=10**8
    )

    def __init__(self, *args: Any, agenda: Iterable[Any], **how: Any) -> None:
        how.setdefault("initial", {})["key"] = uuid4().hex
        super().__init__(*args, **how)
        agenda = list(agenda)
        if "agenda_item" not in self.fields:
            return
        if agenda:
            self.fields["agenda_item"].offer(  # type: ignore[attr-defined]
                [(one, one.title) for one in agenda], _("别的，或者都有关")
            )
        else:
            del self.fields["agenda_item"]

    @property
    def first(self) -> list[forms.BoundField]:
        return [one for one in self.visible_fields() if one.name not in self.beside]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [one for one in self.visible_fields() if one.name in self.beside]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        waited = timedelta(seconds=given.pop("seconds_ago", None) or 0)
        key: UUID | None = given.pop("key", None)
        given["when"] = {
            "agenda_item": given.pop("agenda_item", None),
            "at": timezone.now() - waited,
            "receipt": key or uuid4(),
        }
        return given


class SaidForm(NoteForm):
    """What somebody said, in one line."""

    beside = ("spoken_for", "speaker_name", "place")
    kind = forms.ChoiceField(
        label=gettext_lazy("是哪一种"),
        choices=Opinion.Kind.choices,
        initial=Opinion.Kind.NEED,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=gettext_lazy("一句话"), max_length=200, widget=area())
    spoken_for = forms.CharField(
        label=gettext_lazy("替谁说的"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("比如：舞蹈队、派出所、一楼住户"),
    )
    speaker_name = forms.CharField(
        label=gettext_lazy("谁说的"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("公开时只留姓"),
    )
    place = forms.CharField(label=gettext_lazy("哪个地方"), max_length=40, required=False)
    field_order = ("kind", "text", "agenda_item")


class HandsForm(NoteForm):
    """How many raised a hand."""

    question = forms.CharField(label=gettext_lazy("问的是什么"), max_length=100)
    agree = forms.IntegerField(label=gettext_lazy("同意"), min_value=0, max_value=9999)
    disagree = forms.IntegerField(
        label=gettext_lazy("反对"), min_value=0, max_value=9999, initial=0
    )
    abstain = forms.IntegerField(label=gettext_lazy("弃权"), min_value=0, max_value=9999, initial=0)
    field_order = ("question", "agree", "disagree", "abstain")


class OptionForm(NoteForm):
    """A way out."""

    text = forms.CharField(label=gettext_lazy("一个办法"), max_length=120)
    field_order = ("text",)


class ResolutionForm(NoteForm):
    """What was decided."""

    text = forms.CharField(label=gettext_lazy("定了什么"), max_length=200, widget=area())
    field_order = ("text",)


class PromiseForm(NoteForm):
    """Who promised what by when."""

    keeper = KeeperField()
    what = forms.CharField(label=gettext_lazy("做什么"), max_length=120, widget=area())
    due_on = forms.DateField(
        label=gettext_lazy("哪天以前"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    field_order = ("keeper", "what", "due_on")

    def __init__(self, *args: Any, keepers: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["keeper"].offer(keepers)  # type: ignore[attr-defined]


class AttendanceForm(NoteForm):
    """A line of the paper list."""

    beside = ("building", "organisation")
    name = forms.CharField(label=gettext_lazy("来的人"), max_length=20)
    role = forms.ChoiceField(
        label=gettext_lazy("身份"), choices=[(one.value, one.label) for one in ROLES]
    )
    building = Among(label=gettext_lazy("哪一栋"))
    organisation = Among(label=gettext_lazy("哪个单位"))
    field_order = ("name", "role", "building", "organisation")

    def __init__(
        self, *args: Any, buildings: Iterable[Any], organisations: Iterable[Any], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        self.fields.pop("agenda_item", None)
        homes = [(one, one.full_name) for one in buildings]
        units = [(one, one.name) for one in organisations]
        self.fields["building"].offer(homes, _("不写"))  # type: ignore[attr-defined]
        self.fields["organisation"].offer(units, _("不是单位来的"))  # type: ignore[attr-defined]


class DraftForm(NoteForm):
    """The five fields of the minutes."""

    matter = forms.CharField(max_length=300, required=False, widget=area())
    facts = forms.CharField(max_length=500, required=False, widget=area(3))
    heard = forms.CharField(max_length=1000, required=False, widget=area(4))
    decided = forms.CharField(max_length=500, required=False, widget=area(3))
    left = forms.CharField(max_length=500, required=False, widget=area())

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields.pop("agenda_item", None)
        for name, label in LABELS.items():
            self.fields[name].label = label()


class PicturesForm(forms.Form):
    """Photos of the table, and how many came without a name."""

    photos = PhotosField()


class OthersForm(forms.Form):
    others = forms.IntegerField(label=gettext_lazy("没签名的还有几位"), min_value=0, max_value=9999)

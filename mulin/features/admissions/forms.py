from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.names import tidy

from .letters import GAPS
from .models import Frequency, TaskAdmission, TaskRequest

Choices = Iterable[tuple[Any, str]]
SALT = "mulin.admissions.list"


class PlainField(forms.CharField):
    """Some words, without signs nobody can see."""

    def to_python(self, value: Any) -> str:
        lines = (super().to_python(value) or "").splitlines()
        return "\n".join(tidy(line) for line in lines).strip()


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day(label: Any, **how: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **how)


class YuanField(forms.DecimalField):
    """An amount in yuan; gives whole cents."""

    def __init__(self, **how: Any) -> None:
        super().__init__(min_value=0, max_digits=11, decimal_places=2, **how)

    def clean(self, value: Any) -> int | None:
        amount: Decimal | None = super().clean(value)
        return None if amount is None else int(amount * 100)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / 100 if isinstance(value, int) else value


class TermForm(forms.Form):
    """From when to when, the second not before the first."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("结束日期在开始日期之前，请再看看。"))
        return given


class RoundForm(forms.Form):
    """What a round is called."""

    name = PlainField(
        label=gettext_lazy("这一轮叫什么"),
        max_length=60,
        help_text=gettext_lazy("比如：2026 年社区工作事项清理"),
    )


class FindForm(forms.Form):
    """Narrow the list of tasks."""

    state = forms.ChoiceField(label=gettext_lazy("准入不准入"), required=False)
    department = forms.TypedChoiceField(
        label=gettext_lazy("部门"), coerce=int, empty_value=None, required=False
    )
    q = forms.CharField(
        label=gettext_lazy("事项里的字"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"placeholder": gettext_lazy("事项里的字")}),
    )

    def __init__(self, *args: Any, departments: Choices, is_public: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        states = TaskAdmission.State.choices[1 if is_public else 0 :]
        self.fields["state"].choices = [("", _("全部事项")), *states]  # type: ignore[attr-defined]
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            ("", _("全部部门")),
            *departments,
        ]

    @property
    def narrowing(self) -> dict[str, Any]:
        """Return what is asked for; what makes no sense is not."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}


class TaskForm(TermForm):
    """One task for the register."""

    name = PlainField(label=gettext_lazy("事项"), max_length=100)
    department = forms.TypedChoiceField(label=gettext_lazy("哪个部门的"), coerce=int)
    title = PlainField(
        label=gettext_lazy("依据哪个文件"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("写文件名，不用写书名号。没有依据就空着"),
    )
    document_number = PlainField(label=gettext_lazy("文号"), max_length=60, required=False)
    frequency = forms.ChoiceField(
        label=gettext_lazy("多久一次"), choices=Frequency.choices, initial=Frequency.AS_NEEDED
    )
    from_on = _day(gettext_lazy("从哪天"), required=False)
    until_on = _day(gettext_lazy("到哪天"), required=False)
    funding = YuanField(label=gettext_lazy("部门每年给多少经费（元）"), required=False)

    def __init__(self, *args: Any, departments: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["department"].choices = list(departments)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        title, number = given.pop("title", ""), given.pop("document_number", "")
        given["basis"] = {"title": title.strip("《》"), "number": number} if title else None
        return given


class ApplicationForm(TaskForm):
    """What a department wants communities to do, and why."""

    why = PlainField(label=gettext_lazy("为什么要社区做"), max_length=500, widget=_area(3))
    field_order = ["department", "name", "why"]


class NoteForm(TaskForm):
    """What a department asked for without being on the list, as staff write it down."""

    way = forms.ChoiceField(label=gettext_lazy("怎么来的"), choices=TaskRequest.Way.choices)
    community = forms.TypedChoiceField(
        label=gettext_lazy("要哪个社区做"), coerce=int, empty_value=None, required=False
    )
    asked_on = _day(gettext_lazy("哪天来的"))
    why = PlainField(
        label=gettext_lazy("对方怎么说的"), max_length=500, widget=_area(), required=False
    )
    field_order = ["department", "name", "community", "way", "asked_on", "why"]

    def __init__(self, *args: Any, communities: Choices, may_ask_of_all: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        self.initial.setdefault("asked_on", timezone.localdate())
        everywhere = [("", _("各社区"))] if may_ask_of_all else []
        field: Any = self.fields["community"]
        field.choices, field.required = [*everywhere, *communities], not may_ask_of_all


class AdmitForm(TermForm):
    """On what terms a request is admitted."""

    reason = PlainField(
        label=gettext_lazy("为什么准入"),
        max_length=200,
        widget=_area(),
        help_text=gettext_lazy("会公开"),
    )
    from_on = _day(gettext_lazy("从哪天"), required=False)
    until_on = _day(
        gettext_lazy("到哪天"),
        required=False,
        help_text=gettext_lazy("只做一阵子的写上，到期自己就不算了"),
    )
    funding = YuanField(label=gettext_lazy("部门每年给多少经费（元）"), required=False)


class RefuseForm(forms.Form):
    """Why a request is refused, when there is more to say than that it is not on the list."""

    reason = PlainField(
        label=gettext_lazy("还要说明什么"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("会写进信里。空着就只写“不在目录里”"),
    )


class ReasonForm(forms.Form):
    """One sentence of why."""

    reason = PlainField(label=gettext_lazy("为什么"), max_length=300, widget=_area())

    def __init__(self, *args: Any, label: str = "", most: int = 300, **how: Any) -> None:
        super().__init__(*args, **how)
        if label:
            self.fields["reason"].label = label
        self.fields["reason"] = PlainField(
            label=self.fields["reason"].label, max_length=most, widget=_area()
        )


class LookForm(forms.Form):
    """What came of a second look."""

    is_changed = forms.TypedChoiceField(
        label=gettext_lazy("看了以后"),
        coerce=lambda value: value == "yes",
        choices=[("no", gettext_lazy("不改，照原来的")), ("yes", gettext_lazy("改过来"))],
        widget=forms.RadioSelect,
    )
    answer = PlainField(
        label=gettext_lazy("怎么答复"),
        max_length=200,
        widget=_area(),
        help_text=gettext_lazy("会公开"),
    )


class RuleForm(forms.Form):
    """By which rule tasks are admitted, and what the letter says."""

    title = PlainField(
        label=gettext_lazy("准入规定的名字"),
        max_length=120,
        help_text=gettext_lazy("比如：社区工作准入管理办法。不用写书名号"),
    )
    number = PlainField(label=gettext_lazy("文号"), max_length=60, required=False)
    issuer = PlainField(label=gettext_lazy("谁发的"), max_length=80, required=False)
    dated_on = _day(gettext_lazy("哪天发的"), required=False)
    link = forms.URLField(
        label=gettext_lazy("网上在哪里能看到"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    contact = PlainField(
        label=gettext_lazy("找谁申请准入"),
        max_length=200,
        help_text=gettext_lazy("办公室和电话，会写进信里"),
    )
    letter = PlainField(label=gettext_lazy("答复的信怎么写"), max_length=2000, widget=_area(9))

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["letter"].help_text = _("这些会自动填上：%(gaps)s") % {"gaps": " ".join(GAPS)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        names = ("title", "number", "issuer", "dated_on", "link")
        if "title" in given:
            given["title"] = given["title"].strip("《》")
        given["document"] = {name: given.pop(name, None) for name in names}
        return given


class UploadForm(forms.Form):
    """The register, filled in on a computer."""

    file = forms.FileField(
        label=gettext_lazy("填好的表"),
        max_length=200,
        help_text=gettext_lazy(".xlsx 或 .csv。先核对给您看，点了才导入。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class SureForm(forms.Form):
    """The lines that were checked, as this house sealed them."""

    lines = forms.CharField(widget=forms.HiddenInput, max_length=1_000_000)

    def clean_lines(self) -> list[dict[str, Any]]:
        try:
            return unsealed(self.cleaned_data["lines"])
        except (signing.BadSignature, ValueError):
            raise forms.ValidationError(_("核对过的内容变了，请重新上传一次。")) from None


def sealed(lines: list[dict[str, Any]]) -> str:
    """Return checked lines so that they come back as they are, from a page anybody could change."""
    plain = [
        {key: value.isoformat() if key.endswith("_on") else value for key, value in line.items()}
        for line in lines
    ]
    return signing.dumps(plain, salt=SALT, compress=True)


def unsealed(words: str) -> list[dict[str, Any]]:
    """Return the lines that were sealed, within the hour."""
    lines = signing.loads(words, salt=SALT, max_age=3600)
    day = forms.DateField().to_python
    return [
        {key: day(value) if key.endswith("_on") else value for key, value in line.items()}
        for line in lines
    ]

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import blueprints
from .blueprint_parts import LONGEST_ANSWER, QUESTIONS, READERS

Choices = Iterable[tuple[Any, str]]

OWN = "own"
MOST_BYTES = 100_000
BETWEEN_TAGS = re.compile(r"[、,，;；\s]+")
MOST_DAYS_AWAY = 3660


def _not_far(day: Any) -> Any:
    """Return a date or moment that is within ten years of today."""
    on = day if not hasattr(day, "hour") else timezone.localdate(day)
    if abs((on - timezone.localdate()).days) > MOST_DAYS_AWAY:
        raise ValidationError(_("这个日期离今天太远了，请再看看"))
    return day


class CycleForm(forms.Form):
    """What is settled when a cycle starts."""

    name = forms.CharField(
        label=gettext_lazy("这一季叫什么"),
        max_length=40,
        help_text=gettext_lazy("比如：精品季"),
    )
    theme = forms.CharField(label=gettext_lazy("主题"), max_length=100, required=False)
    policy_note = forms.CharField(
        label=gettext_lazy("今年的重点"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("比如：减少重复，每个社区至少一个精品"),
    )
    opens_on = forms.DateField(
        label=gettext_lazy("哪天开始"), widget=forms.DateInput(attrs={"type": "date"})
    )
    communities = forms.TypedMultipleChoiceField(
        label=gettext_lazy("参加的社区"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("至少选一个社区")},
    )

    def __init__(self, *args: Any, communities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["communities"].choices = list(communities)  # type: ignore[attr-defined]

    def clean_opens_on(self) -> Any:
        return _not_far(self.cleaned_data["opens_on"])


class LaunchForm(CycleForm):
    """What is settled when a programme starts together with its first cycle."""

    blueprint = forms.ChoiceField(label=gettext_lazy("按哪张蓝本"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("您自己的蓝本文件"),
        required=False,
        help_text=gettext_lazy("选了“用自己的蓝本”才需要。可以先下载一季的蓝本，改好再传。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.txt"}),
    )
    written = forms.CharField(
        label=gettext_lazy("蓝本的内容"),
        required=False,
        strip=False,  # its lines are counted
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        help_text=gettext_lazy("可以直接在这里改"),
    )
    title = forms.CharField(
        label=gettext_lazy("计划的名字"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("不写就用蓝本的名字"),
    )
    field_order = ("blueprint", "file", "written", "title")

    def __init__(self, data: Any = None, *args: Any, blueprints: Choices, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        own = (OWN, _("用自己的蓝本"))
        self.fields["blueprint"].choices = [*blueprints, own]  # type: ignore[attr-defined]
        if self.is_bound:
            self._take_up_file()
        if not self.data.get("written"):
            self.fields["written"].widget = forms.HiddenInput()

    def _take_up_file(self) -> None:
        """Show what the file says where it can be mended, for a browser does not keep a file."""
        file = self.files.get("file")
        if file is None or not file.size or file.size > MOST_BYTES:
            return
        content = file.read()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            given: Any = self.data
            given = given.copy()
            given["written"], given["blueprint"] = text.replace("\r\n", "\n"), OWN
            self.data = given
            return

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(_("这个文件太大了，蓝本一般只有几千个字"))
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("blueprint") != OWN or "file" in self.errors:
            return given
        if not given.get("written", "").strip():
            self.add_error("file", _("请选一个蓝本文件"))
            return given
        try:
            given["own"] = blueprints.check(given["written"])
        except blueprints.BadBlueprint as fault:
            for line in str(fault).splitlines():
                self.add_error("written", line)
        return given


class DatesForm(forms.Form):
    """When a step opens and closes."""

    opens_at = forms.DateTimeField(label=gettext_lazy("什么时候开始"))
    closes_at = forms.DateTimeField(label=gettext_lazy("什么时候结束"))
    and_following = forms.BooleanField(
        label=gettext_lazy("后面几步跟着挪同样的天数"), required=False
    )

    def __init__(self, *args: Any, has_begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_begun:
            del self.fields["opens_at"]
        for name in ("opens_at", "closes_at"):
            if name in self.fields:
                self.fields[name].widget = forms.DateTimeInput(
                    format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
                )

    def clean_opens_at(self) -> Any:
        return _not_far(self.cleaned_data["opens_at"])

    def clean_closes_at(self) -> Any:
        return _not_far(self.cleaned_data["closes_at"])


class OwnerForm(forms.Form):
    """Who sees to a step."""

    owner = forms.TypedChoiceField(
        label=gettext_lazy("这一步由谁负责"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(owners)  # type: ignore[attr-defined]


class ZoneForm(forms.Form):
    """One zone: its name, what it is about, what comes first."""

    name = forms.CharField(label=gettext_lazy("片区的名字"), max_length=40)
    focus = forms.CharField(
        label=gettext_lazy("这一片先做什么"),
        max_length=200,
        help_text=gettext_lazy("居民写点子、评委打分时都看得到"),
    )
    priority_categories = forms.MultipleChoiceField(
        label=gettext_lazy("先看哪几类"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, categories: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority_categories"].choices = list(categories)  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Which zone each community is in: a choice for every community."""

    def __init__(self, *args: Any, parts: Iterable[Any], zones: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("还没分")), *zones]
        for part in parts:
            self.fields[f"community_{part.community_id}"] = forms.TypedChoiceField(
                label=part.community.name,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=part.zone_id,
            )

    def zones(self) -> dict[int, int | None]:
        """Return what was chosen: community → zone."""
        return {
            int(name.removeprefix("community_")): zone for name, zone in self.cleaned_data.items()
        }


class ZoneFileForm(forms.Form):
    """A table of communities and zones."""

    file = forms.FileField(
        label=gettext_lazy("填好的分区表"),
        help_text=gettext_lazy("先下载这张表，填好“片区”一列再传回来"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class DescribeForm(forms.Form):
    """What a cycle is about this year, and who works together on it."""

    theme = forms.CharField(label=gettext_lazy("主题"), max_length=100, required=False)
    policy_note = forms.CharField(label=gettext_lazy("今年的重点"), max_length=200, required=False)
    policy_tags = forms.CharField(
        label=gettext_lazy("政策标签"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("用顿号隔开，比如：垃圾分类、一老一小"),
    )

    def __init__(self, *args: Any, parties: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = {party["key"] for party in parties}
        free = next(key for n in range(100) if (key := f"party{n}") not in taken)
        self.keys = [*(party["key"] for party in parties), free]
        for number, key in enumerate(self.keys, start=1):
            party = next((party for party in parties if party["key"] == key), {})
            self.fields[f"name_{key}"] = forms.CharField(
                label=_("第 %(number)s 个参与方") % {"number": number},
                max_length=40,
                required=False,
                initial=party.get("name", ""),
            )
            self.fields[f"does_{key}"] = forms.CharField(
                label=_("它做什么"), max_length=200, required=False, initial=party.get("does", "")
            )

    def clean_policy_tags(self) -> list[str]:
        tags = [tag for tag in BETWEEN_TAGS.split(self.cleaned_data["policy_tags"]) if tag]
        if any(len(tag) > 20 for tag in tags) or len(tags) > 20:
            raise ValidationError(_("政策标签最多 20 个，每个最多 20 个字"))
        return list(dict.fromkeys(tags))

    def facts(self) -> dict[str, Any]:
        """Return what was written, as a cycle keeps it."""
        given = self.cleaned_data
        parties = [
            {"key": key, "name": given[f"name_{key}"], "does": given[f"does_{key}"]}
            for key in self.keys
            if given[f"name_{key}"]
        ]
        kept = {name: given[name] for name in ("theme", "policy_note", "policy_tags")}
        return {**kept, "parties": parties}


QUESTION_LABELS = {
    "what": gettext_lazy("是什么"),
    "to_do": gettext_lazy("要做什么"),
    "can_do": gettext_lazy("能做什么"),
    "how": gettext_lazy("怎么做"),
}
READER_LABELS = {"resident": gettext_lazy("给居民"), "staff": gettext_lazy("给社区和街道的同事")}


class ExplainForm(forms.Form):
    """Four questions, answered once for residents and once for staff."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for reader in READERS:
            for question in QUESTIONS:
                self.fields[f"{reader}_{question}"] = forms.CharField(
                    label=_("%(reader)s：%(question)s")
                    % {
                        "reader": READER_LABELS[reader],
                        "question": QUESTION_LABELS[question],
                    },
                    max_length=LONGEST_ANSWER,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )

    def explainer(self) -> dict[str, dict[str, str]]:
        """Return the answers as a cycle keeps them; a reader without any is left out."""
        answers = {
            reader: {question: self.cleaned_data[f"{reader}_{question}"] for question in QUESTIONS}
            for reader in READERS
        }
        return {reader: said for reader, said in answers.items() if any(said.values())}

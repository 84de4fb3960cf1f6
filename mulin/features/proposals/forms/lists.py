from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.fields import LineField

Choices = Iterable[tuple[Any, Any]]
SHOWN = [
    ("", _("全部")),
    ("ready", _("写齐了，没提交")),
    ("not_ready", _("还没写齐")),
    ("overdue", _("过了时间没提交")),
    ("commented", _("有意见没回")),
    ("submitted", _("已提交")),
    ("flagship", _("精品")),
]


class ListFilters(forms.Form):
    """Narrows the list of proposals."""

    q = LineField(
        label=_("找提案"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"type": "search", "placeholder": _("提案名")}),
    )
    community = forms.ChoiceField(label=_("社区"), required=False)
    zone = forms.ChoiceField(label=_("片区"), required=False)
    category = forms.ChoiceField(label=_("类别"), required=False)
    shown = forms.ChoiceField(label=_("哪些"), choices=SHOWN, required=False)

    def __init__(
        self, *args: Any, communities: Choices, zones: Choices, categories: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "community": [("", _("全部社区")), *communities],
            "zone": [("", _("全部片区")), *zones],
            "category": [("", _("全部类别")), *categories],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(offered["zone"]) == 1:
            del self.fields["zone"]

    @property
    def asked(self) -> dict[str, str]:
        """Return what can be understood of what was asked; the rest is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class ListFileForm(forms.Form):
    """A workbook that was taken out, changed, and comes back."""

    file = forms.FileField(
        label=_("Excel 表"),
        help_text=_("先导出，改好再传回来。空着的格子不改；预算在第二张表。"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
    )

"""What people fill in about places.  Forms know no database; choices are handed to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Sequence[tuple[Any, str]]


class ChoosingForm(forms.Form):
    """A form whose choices depend on the place; a field without any choice is left out."""

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            field = self.fields[name]
            is_one = not isinstance(field, forms.MultipleChoiceField)
            empty = [("", "—")] if is_one and not field.required else []
            field.choices = [*empty, *offered]  # type: ignore[attr-defined]
            if not offered and not field.required:
                del self.fields[name]


class RollForm(ChoosingForm):
    """A file of households."""

    file = forms.FileField(
        label=_("户册文件"),
        max_length=200,
        help_text=_(".xlsx 或 .csv，最多 5 MB、5 万户。先核对，您看过了才导入。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    compound = forms.ChoiceField(
        label=_("表里没写小区的，算哪个小区"), required=False, help_text=_("表里写了就不用选。")
    )


class ConfirmRollForm(ChoosingForm):
    """What has to be said before a file is imported."""

    new_compounds = forms.MultipleChoiceField(
        label=_("这些小区还没登记，勾上就新建"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("名字写错了就别勾，改好表再传。"),
    )
    is_whole = forms.BooleanField(
        label=_("全社区的户都在这份表里了"),
        required=False,
        help_text=_("勾上以后，户数按户册算，不再按填报的数算。"),
    )

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.fields import LineField, LinesField

HOW_WELL = [
    (5, _("很满意")),
    (4, _("满意")),
    (3, _("一般")),
    (2, _("不满意")),
    (1, _("很不满意")),
]


class ConfirmForm(forms.Form):
    """Whether the reporter is content."""

    satisfaction = forms.TypedChoiceField(
        label=_("办得满意吗"), choices=HOW_WELL, coerce=int, widget=forms.RadioSelect
    )
    opinion = LinesField(
        label=_("想说的话"), max_length=200, required=False, widget=forms.Textarea({"rows": 2})
    )


class ReopenForm(forms.Form):
    """What is still missing."""

    opinion = LinesField(label=_("还差什么"), max_length=200, widget=forms.Textarea({"rows": 2}))


class FollowForm(forms.Form):
    """The code on a receipt."""

    code = LineField(
        label=_("回执号"),
        max_length=30,
        help_text=_("12 位，大小写、空格都没关系。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_code(self) -> str:
        """Return the code as it is kept."""
        code = re.sub(r"[\s-]", "", self.cleaned_data["code"]).lower()
        if not re.fullmatch(r"[0-9a-z]{12}", code, re.ASCII):
            raise forms.ValidationError(gettext("回执号是 12 位，请再对一遍。"))
        return code

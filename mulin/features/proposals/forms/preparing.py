from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.fields import LineField, LinesField

from .fields import YuanField


class ProposalForm(forms.Form):
    """What a proposal says."""

    title = LineField(label=_("提案叫什么"), max_length=60)
    text = LinesField(
        label=_("怎么做"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("想解决什么、谁受益、分几步、以后谁来管。"),
    )
    cost_cents = YuanField(
        label=_("大约要多少钱（元）"),
        required=False,
        help_text=_("按打听来的价写，不用很准。不花钱就写 0。"),
    )
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something is sent back or withdrawn."""

    reason = LineField(label=_("原因"), max_length=200)

from django import forms
from django.utils.translation import gettext_lazy as _


class PrepareSettings(forms.Form):
    """What a proposal must have before it is submitted."""

    needs_cost = forms.BooleanField(label=_("要写大约多少钱"), required=False, initial=True)
    min_text = forms.IntegerField(
        label=_("说明至少几个字"), min_value=0, max_value=1000, initial=50
    )

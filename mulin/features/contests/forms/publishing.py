"""What a notice of a result needs."""

from django import forms
from django.utils.translation import gettext_lazy


class PublishForm(forms.Form):
    """What a notice of a result needs besides the result."""

    objection_contact = forms.CharField(
        label=gettext_lazy("怎么提异议"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个办法，比如地点、电话；会印在公示上"),
    )

from django import forms
from django.utils.translation import gettext_lazy

from mulin.commons.people.fields import LinesField


class ReleaseForm(forms.Form):
    """Somebody's words as everybody may read them."""

    text = LinesField(
        label=gettext_lazy("公开成这样"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("电话已经遮住。请再看一遍：人名、门牌、能认出谁的话都改掉。"),
    )

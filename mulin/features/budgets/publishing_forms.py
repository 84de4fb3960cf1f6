"""What a budget vote's result needs to be put up."""

from django import forms
from django.utils.translation import gettext_lazy

MOST_DAYS = 60


class BudgetPublishingSettings(forms.Form):
    """How long a result hangs on the board."""

    notice_days = forms.IntegerField(
        label=gettext_lazy("公示几天"), min_value=1, max_value=MOST_DAYS, initial=7
    )


class BudgetPublishForm(forms.Form):
    """What the notice says besides the result."""

    objection_contact = forms.CharField(
        label=gettext_lazy("怎么提异议"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个办法，比如地点、电话；会印在公示上"),
    )

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.forms.renderers import TemplatesSetting

from mulin.errors import Refused


class Renderer(TemplatesSetting):
    """Draw every form and field the way this house draws them."""

    form_template_name = "web/_form.html"
    field_template_name = "web/_field.html"


def accepted(form: BaseForm, act: Callable[[dict[str, Any]], Any]) -> bool:
    """
    Do what a valid form asks for, and say whether it was done.

    A refusal becomes the form's own error, so that nothing typed is lost.
    """
    if not form.is_valid():
        return False
    try:
        act(dict(form.cleaned_data))
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    return True

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draw every form and field the way this house draws them."""

    form_template_name = "web/_form.html"
    field_template_name = "web/_field.html"

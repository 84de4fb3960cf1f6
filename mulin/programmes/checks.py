from typing import Any

from django.core.checks import Error, register

from . import blueprints


@register
def every_blueprint_can_be_used(app_configs: Any, **kwargs: Any) -> list[Error]:
    try:
        blueprints.load_all()
    except blueprints.BadBlueprint as fault:
        return [Error(str(fault), id="mulin.E001")]
    return []

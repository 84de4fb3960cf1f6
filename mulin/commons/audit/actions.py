from typing import Any

from django.db import models

from .models import Record


def record(
    verb: str,
    *,
    by: models.Model | None,
    about: models.Model,
    unit: models.Model | None = None,
    role: str = "",
    **details: Any,
) -> Record:
    """Write down what was done, in the same transaction as the deed."""
    return Record.objects.create(
        verb=verb,
        by_id=by.pk if by else None,
        role=role,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        unit_id=unit.pk if unit else None,
        details=details,
    )

from django.db import models
from django.db.models import QuerySet

from .models import Record


def records_about(thing: models.Model) -> QuerySet[Record]:
    """Return everything that was done to one thing, oldest first."""
    return Record.objects.filter(about_type=thing._meta.label_lower, about_id=thing.pk).order_by(
        "id"
    )


def records_by(person: models.Model) -> QuerySet[Record]:
    """Return everything one person did, newest first."""
    return Record.objects.filter(by_id=person.pk).order_by("-id")

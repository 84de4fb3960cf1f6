from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.places.models import Building, Place

Spots = tuple[Iterable[Building], Iterable[Place]]
BUILDING, SHARED = "b", "s"


def key_of(building: Building | None, place: Place | None) -> str:
    """Return what is chosen when it is about a building, or about a shared place."""
    if place:
        return f"{SHARED}{place.pk}"
    return f"{BUILDING}{building.pk}" if building else ""


class SpotField(forms.ChoiceField):
    """A building, or a place that neighbours share: one list, under two headings."""

    def __init__(self, **how: Any) -> None:
        super().__init__(label=_("在哪栋楼、哪处地方"), required=False, **how)
        self.meant: dict[str, Building | Place] = {}

    def offer(self, spots: Spots) -> None:
        """Offer these buildings and shared places."""
        buildings, places = spots
        here = {key_of(one, None): one for one in buildings}
        shared = {key_of(None, one): one for one in places}
        self.meant = {**here, **shared}
        groups = [
            (gettext("公共空间"), [(key, one.name) for key, one in shared.items()]),
            (gettext("楼"), [(key, one.full_name) for key, one in here.items()]),
        ]
        self.choices = [("", "—"), *(group for group in groups if group[1])]

    def clean(self, value: Any) -> dict[str, Any]:
        """Return the building, or the shared place."""
        meant = self.meant.get(super().clean(value))
        return {
            "building": meant if isinstance(meant, Building) else None,
            "shared_place": meant if isinstance(meant, Place) else None,
        }

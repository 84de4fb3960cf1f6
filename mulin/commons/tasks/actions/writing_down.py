"""What every act on a promise or on a matter for a table ends with."""

from typing import Any

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at

from ..models import ActionItem, AgendaItem


def write_down(verb: str, actor: Person, item: ActionItem | AgendaItem, **details: Any) -> None:
    """Record an act; what was promised is told with every act on the promise."""
    if isinstance(item, ActionItem):
        details["what"] = item.what
    record(verb, by=actor, role=role_at(actor, item.unit), about=item, unit=item.unit, **details)

"""What of this room waits for a person: answers, matters in hand, homes to visit."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.commons.tasks import todo
from mulin.commons.tasks.todo import ToDo

from . import queries
from .models import Matter


def waiting_for(person: Person) -> Iterator[ToDo]:
    """Yield what a person is asked to settle, then what she has in hand; two questions."""
    for one in queries.escalations_waiting(person)[: todo.A_LOT]:
        yield ToDo(
            _("答复窗口：%(item)s") % {"item": one.matter.about},
            reverse("services:decide", args=[one.pk]),
            one.due_on,
            one.matter.point.name,
        )
    for matter in queries.matters_waiting_for(person)[: todo.A_LOT]:
        yield _todo(person, matter)


def _todo(person: Person, matter: Matter) -> ToDo:
    words = _("办完：%(item)s")
    if matter.is_booked:
        words = _("上门去办：%(item)s")
    elif matter.keeper_id != person.pk:
        words = _("同事请您接手：%(item)s")
    return ToDo(
        words % {"item": matter.about},
        reverse("services:handle", args=[matter.pk]),
        matter.on if matter.is_booked else None,
        matter.point.name,
    )


def register_todos() -> None:
    """Let what waits at windows stand on everybody's list."""
    todo.register(todo.Source("services", gettext_lazy("服务窗口"), waiting_for, "map-pin"))

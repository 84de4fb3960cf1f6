"""What other rooms see of admissions: requests by name, and what waits for an answer."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit import things
from mulin.commons.people.models import Person
from mulin.commons.tasks import todo

from . import queries
from .models import TaskRequest


def waiting_for(person: Person) -> Iterator[todo.ToDo]:
    """Return the requests and second looks that somebody may answer."""
    for one in queries.requests_to_answer(person)[: todo.A_LOT]:
        said = _("%(department)s：%(name)s") % {"department": one.department, "name": one.name}
        yield todo.ToDo(said, page_of(one), None, str(one.community or one.unit))
    for look in queries.second_looks_to_answer(person)[: todo.A_LOT]:
        said = _("请再看一次：%(name)s") % {"name": look.task}
        url = reverse("admissions:answer_look", args=[look.pk])
        yield todo.ToDo(said, url, None, look.asked_for)


def page_of(request: TaskRequest) -> str:
    return reverse("admissions:request", args=[request.pk])


def register_things() -> None:
    """Let the house name requests and put them on lists."""
    things.register(
        things.ThingKind(
            "admissions.taskrequest",
            gettext_lazy("部门来件"),
            queries.requests_visible_to,
            str,
            page_of,
        )
    )
    todo.register(todo.Source("admissions", gettext_lazy("部门来件"), waiting_for, "shield-check"))

"""What the room of participatory budgets holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def files(person: Person) -> Rows:
    for one in queries.files_from(person).iterator():
        yield one.uploaded_at, one.title


def register_sections() -> None:
    """Hand in what people may see and take along."""
    register(Section("ballot-files", _("我上传的票表"), (_("时间"), _("名称")), files))

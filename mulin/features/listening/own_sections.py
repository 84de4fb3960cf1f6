"""What the room of listening holds about a person and their home."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def talks(person: Person) -> Rows:
    for one in queries.talks_at_homes_of(person).iterator():
        yield one.talked_on, one.talked_by.name_in_public, one.community.name


def notes(person: Person) -> Rows:
    for log in queries.logs_written_by(person).iterator():
        yield log.happened_at, str(log.get_kind_display()), log.text, log.place


def register_sections() -> None:
    """Hand in what people may see and take along."""
    register(Section("home_talks", _("谁来我家聊过"), (_("哪天"), _("谁"), _("地方")), talks))
    register(
        Section(
            "grid_logs",
            _("我写的网格日志"),
            (_("时间"), _("哪一种"), _("一句话"), _("地方")),
            notes,
        )
    )

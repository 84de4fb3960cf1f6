"""What this room holds about a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import actions, queries


def photos(person: Person) -> Rows:
    for photo in queries.photos_of(person).iterator():
        seen = _("大家") if photo.is_public else _("您和工作人员")
        yield photo.uploaded_at, photo.alt, seen, photo.url


def forget(person: Person) -> None:
    actions.detach_photos(person=person)


def register_sections() -> None:
    """Hand in what people may see and take along."""
    headings = (
        gettext_lazy("时间"),
        gettext_lazy("说明"),
        gettext_lazy("谁看得到"),
        gettext_lazy("地址"),
    )
    register(Section("photos", gettext_lazy("我传的照片"), headings, photos, forget))

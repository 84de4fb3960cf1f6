"""What the room of ideas holds about a person."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries


def ideas(person: Person) -> Rows:
    for idea in queries.ideas_by(person).iterator(chunk_size=200):
        yield idea.submitted_at, idea.title, idea.text, idea.get_verdict_display()


def supports(person: Person) -> Rows:
    for support in queries.supports_of(person).iterator(chunk_size=200):
        is_visible = support.idea.is_visible
        yield support.given_at, support.idea.title if is_visible else gettext("没挂出来")


def register_sections() -> None:
    """Hand in what people may see, take along and work with."""
    register(
        Section(
            "ideas",
            _("我的金点子"),
            (_("时间"), _("标题"), _("内容"), _("结果")),
            ideas,
            page="ideas:mine",
            icon="lightbulb",
        )
    )
    register(Section("supports", _("我家想要的"), (_("时间"), _("点子")), supports))

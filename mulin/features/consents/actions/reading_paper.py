"""What stands on paper forms, read by two people who do not see each other's entry."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_each_alone

from .. import permissions, queries
from ..models import ConsentRound, HouseholdConsent, PaperEntry
from .answering import Told, add, entered
from .writing_down import write_down


@transaction.atomic
def read_papers(
    *, actor: Person, round: ConsentRound, found: Mapping[Elector, str]
) -> dict[Elector, str]:
    """
    Enter what stands on paper forms; what two people read the same becomes the answer.

    Where they differ, the form is read again by two.  Returns what became of each form:
    `waits`, `counts`, `spoilt` or `differs`.
    """
    require(permissions.can_handle_paper(actor, round))
    round = entered(round, late=True)
    if set(found.values()) - dict(PaperEntry.CHOICES).keys():
        raise Refused(_("请选一个答复。"))
    hold_each_alone(f"consents.household:{round.pk}:{elector.pk}" for elector in found)
    if queries.electors(round).filter(pk__in=[one.pk for one in found]).count() < len(found):
        raise Refused(_("有一户不在这一轮的名册上。"))
    readings = queries.readings_of(round, list(found))
    made, became = [], {}
    for elector, answer in found.items():
        reading = readings.get(elector.pk) or queries.Reading(elector)
        if reading.was_read_by(actor):
            raise Refused(
                _("%(home)s的表您已经录过了，等另一位来核对。") % {"home": elector.address}
            )
        made.append(
            PaperEntry(
                round=round,
                elector=elector,
                reading=reading.next,
                answer=answer,
                entered_by=actor,
            )
        )
        became[elector] = _became(reading, answer)
    PaperEntry.objects.bulk_create(made)
    _let_count(actor, round, made, became)
    _record(actor, round, made, became)
    return became


def _became(reading: queries.Reading, answer: str) -> str:
    if not reading.is_read_once:
        return "waits"
    if reading.entries[0].answer != answer:
        return "differs"
    return "spoilt" if answer == PaperEntry.SPOILT else "counts"


def _let_count(
    actor: Person, round: ConsentRound, made: list[PaperEntry], became: Mapping[Elector, str]
) -> None:
    told = [
        Told(one.elector, one.answer, f"paper:{one.elector_id}:{one.reading}")
        for one in made
        if became[one.elector] == "counts"
    ]
    if told:
        add(actor=actor, round=round, told=told, channel=HouseholdConsent.Channel.PAPER)


def _record(
    actor: Person, round: ConsentRound, made: list[PaperEntry], became: Mapping[Elector, str]
) -> None:
    write_down("consents.paper_read", actor, round, count=len(made))
    for elector, what in became.items():
        if what == "differs":
            write_down("consents.paper_differs", actor, round, elector=elector.pk)

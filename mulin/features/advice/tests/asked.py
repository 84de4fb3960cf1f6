"""A community that asks for advice, for this room's tests."""

from mulin.commons.organisations.actions import name_adviser
from mulin.commons.organisations.models import Adviser
from mulin.commons.organisations.tests.offices import contact, keeper, worker
from mulin.commons.organisations.tests.offices import department as department
from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town

from .. import actions
from ..models import AdviceQuestion, ExpertRequest


def resident(town: Town) -> Person:
    return town.people.get("resident") or town.join("resident", Role.RESIDENT)


def adviser(town: Town, name: str = "judge", kind: str = Adviser.Kind.PLANNER) -> Adviser:
    person = town.people.get(name) or town.join(name, Role.ADVISER, town.street)
    known = Adviser.objects.filter(unit=town.street, person=person, kind=kind).first()
    return known or name_adviser(
        actor=keeper(town), unit=town.street, person=person, kind=kind, specialities="老旧小区"
    )


def a_request(town: Town, **facts) -> ExpertRequest:
    told = {
        "actor": worker(town),
        "unit": town.community,
        "title": "楼顶晒台承重",
        "problem": "居民想在楼顶种菜，不知道承不承得住。",
    }
    if "department" not in facts:
        told["adviser"] = adviser(town)
    return actions.ask_expert(**told | facts)


def an_answer(town: Town, **facts) -> ExpertRequest:
    request = a_request(town, **facts)
    person = request.adviser.person if request.adviser else contact(town)
    return actions.answer_expert_request(actor=person, request=request, answer="每平米不过两百斤。")


def a_question(town: Town, text: str = "外墙渗水找谁看") -> AdviceQuestion:
    return actions.propose_question(actor=resident(town), unit=town.community, text=text)

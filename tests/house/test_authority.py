"""Every act asks who does it: not only the page before it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.doors import SIGNED_IN, SOCIAL_WORKER, STREET_OPERATOR
from tests.acts import ACTS, UNCONFIRMED, Act, Ground
from tests.house.test_actions import ACTS as FOUND
from tests.house.test_actions import PART_OF_CLOSING, QUIET
from tests.town import people_a_town

FOR_EVERYBODY = {
    "book": "whoever is signed in may come to a service point",
    "answer_letter": "whoever holds the letter",
    "comment_on_design": "whoever looks at the drawings, with an account or without",
    "claim_home": "anybody may say where they live; somebody has to confirm it",
    "mark_seen": "one's own messages",
    "open_letter": "whoever holds the letter",
    "report_case": "anybody, with an account or without",
    "submit_idea": "anybody, where the programme lets them",
    "submit_name": "anybody, where the contest lets them",
    "withdraw_name": "whoever holds its slip; with an account, only one's own",
    "withdraw_support": "one's own word",
}
QUIETLY_DONE = {name.rpartition(".")[2] for name in QUIET}
ABOUT_ONESELF = {
    "anonymise",
    "change_password",
    "change_phone",
    "correct_my_names",
    "enrol_authenticator",
    "give_consent",
    "make_feed_key",
    "note_export",
    "renew_recovery_codes",
    "withdraw_consent",
}
PART_OF_AN_ACT = {
    "keep": "writing or submitting a proposal",
    "fail_roll": "the worker's, for whoever handed the file in, whatever they are by then",
    "forget_roll_files": "the clock's",
    "hide_photos": "hiding the idea they belong to",
    "invite_staff": "inviting to a unit's staff",
    "note_viewing": "looking, which was allowed",
    "note_why_open": "the clock's",
    "publish_photos": "showing the idea they belong to",
    "remove_photos": "changing or removing what they belong to",
    "register_person": "inviting, or arriving",
    "resume_roll": "the clock's",
    "store_photo": "giving the idea they belong to",
    "conclude_budget_publishing": "closing a step",
    "conclude_collecting": "closing a step",
    "conclude_contest": "closing a step",
    "conclude_round": "closing a step",
    "conclude_start": "closing a step",
    "conclude_plans": "closing a step",
    "conclude_publishing": "closing a step",
    "seal_vote": "closing a step",
}

pytestmark = pytest.mark.django_db


def people_of(town: Town) -> dict[str, Person]:
    """Return the town's visitors, with those who are not yet, or no longer, what they seem."""
    today = timezone.localdate()
    office = {"role": Role.SOCIAL_WORKER, "unit": town.community}
    town.join("former", **office, from_on=today - timedelta(days=9), until_on=today)
    town.join("coming", **office, from_on=today + timedelta(days=1))
    town.join("gone", **office)
    Person.objects.filter(full_name="gone").update(is_active=False)
    town.join(UNCONFIRMED, Role.RESIDENT, confirmed=False)
    others = {SOCIAL_WORKER, STREET_OPERATOR, "former", "coming", "gone", UNCONFIRMED}
    return {name: Person.objects.get(pk=town.people[name].pk) for name in SIGNED_IN | others}


def attempt(act: Act, ground: Ground, actor: Person) -> Exception | None:
    """Let somebody do it, and undo it; return why it was refused."""
    try:
        with transaction.atomic():
            before = Record.objects.count()
            act.do(ground, actor)
            assert Record.objects.count() > before or act.name in QUIETLY_DONE
            transaction.set_rollback(True)
    except Refused as refusal:
        return refusal
    return None


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_an_act_is_done_by_those_it_is_for_and_by_nobody_else(act):
    town = people_a_town()
    people, wrong = people_of(town), []
    for name, person in sorted(people.items()):
        told = attempt(act, Ground(replace(town, people=dict(town.people))), person)
        if name in act.may and told is not None:
            wrong.append(f"{name} may, but: {told!r}")
        if name not in act.may and not isinstance(told, NotAllowed):
            wrong.append(f"{name} may not, but: {told!r}")
    assert not wrong, "\n".join(wrong)


def test_every_act_is_tried():
    names = {found.id.rpartition(".")[2] for found in FOUND}
    tried = {act.name for act in ACTS}
    told = set(FOR_EVERYBODY) | ABOUT_ONESELF | set(PART_OF_AN_ACT)
    assert not tried & told
    assert tried | told == names | {one.rpartition(".")[2] for one in PART_OF_CLOSING}

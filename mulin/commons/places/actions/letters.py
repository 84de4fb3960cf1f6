"""Household letters: print codes, take them back, come in with one."""

from collections.abc import Collection
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.actions import give_consent, register_person
from mulin.commons.people.models import Person
from mulin.commons.people.purposes import ACCOUNT
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from ..codes import digest_of, new_code
from ..models import AdminUnit, Household, HouseholdCode, Membership
from ..permissions import can_read_roll, role_at
from ..queries import code_with, forget_parts, memberships_now
from ..roles import Role

CODE_LASTS = timedelta(days=60)
MOST_LETTERS = 400


@transaction.atomic
def issue_codes(
    *, actor: Person, community: AdminUnit, households: Collection[Household]
) -> list[tuple[Household, str]]:
    """
    Make a new code for each household, for its letter; codes of earlier letters stop working.

    The codes are returned once, to be printed; only their digests are kept.
    """
    require(can_read_roll(actor, community))
    if not households:
        raise Refused(_("这里还没有住户，先导入户册。"))
    if len(households) > MOST_LETTERS:
        raise Refused(_("一次最多印 %(most)s 户，请一栋一栋印。") % {"most": MOST_LETTERS})
    require(all(home.community_id == community.pk for home in households))
    now, letter = timezone.now(), uuid4()
    hold_alone(f"places.letters:{community.pk}")
    _revoke(households)
    codes = [(home, new_code()) for home in households]
    HouseholdCode.objects.bulk_create(
        HouseholdCode(
            household=home,
            letter=letter,
            digest=digest_of(code),
            issued_at=now,
            expires_at=now + CODE_LASTS,
        )
        for home, code in codes
    )
    record(
        "places.codes_issued",
        by=actor,
        role=role_at(actor, community),
        about=community,
        unit=community,
        letter=str(letter),
        households=len(codes),
    )
    return codes


@transaction.atomic
def revoke_codes(*, actor: Person, community: AdminUnit, households: Collection[Household]) -> int:
    """Make the printed codes of these households stop working, for instance after a loss."""
    require(can_read_roll(actor, community))
    require(all(home.community_id == community.pk for home in households))
    revoked = _revoke(households)
    record(
        "places.codes_revoked",
        by=actor,
        role=role_at(actor, community),
        about=community,
        unit=community,
        households=[home.pk for home in households],
        codes=revoked,
    )
    return revoked


@transaction.atomic
def open_letter(*, actor: Person | None, code: str) -> Person:
    """
    Come in as the household a letter was sent to, and be a confirmed resident.

    Who is signed in already, as a resident, is confirmed; otherwise the household gets a person
    of its own.  Who signs in with a password or a telephone is never signed in by a letter.
    """
    found = _held(code_with(code))
    if found is None:
        raise Refused(_("这个户码不对、过期了，或者换过新的了。请看最近一封信，或者找社区。"))
    if actor is not None:
        require(
            not actor.signs_in_with_password,
            _("您现在用的是工作账号。请先退出，再凭户码进来。"),
        )
    person = actor or _person_of(found.household) or _new_person()
    _confirm(person, found.household)
    if found.opened_at is None:
        found.opened_at = timezone.now()
        found.person = person
        found.save(update_fields=["opened_at", "person"])
    record(
        "places.letter_opened",
        by=person,
        role=Role.RESIDENT,
        about=person,
        unit=found.household.community,
        household=found.household_id,
    )
    return person


def _held(found: HouseholdCode | None) -> HouseholdCode | None:
    """Hold a code and its household, unless it stopped working while we waited for them."""
    if found is None:
        return None
    hold_alone(f"places.household:{found.household_id}")
    found = HouseholdCode.objects.select_for_update(of=("self",)).get(pk=found.pk)
    return found if found.opens_now else None


def _revoke(households: Collection[Household]) -> int:
    return HouseholdCode.objects.filter(household__in=households, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def _person_of(household: Household) -> Person | None:
    """Return who came in for this household before and has no other way to."""
    return (
        Person.objects.filter(
            pk__in=HouseholdCode.objects.filter(household=household).values("person"),
            phone=None,
            login=None,
            is_active=True,
        )
        .filter(
            pk__in=memberships_now()
            .filter(household=household, role=Role.RESIDENT)
            .exclude(confirmed_at=None)
            .values("person")
        )
        .order_by("id")
        .first()
    )


def _new_person() -> Person:
    person = register_person(actor=None)
    give_consent(actor=person, purpose=ACCOUNT)
    return person


def _confirm(person: Person, household: Household) -> None:
    """Let a person be a confirmed resident of a household, whatever they claimed before."""
    building = household.dwelling.entrance.building
    parts = memberships_now().filter(person=person, role=Role.RESIDENT, unit=household.community)
    here = parts.filter(household=household).first()
    here = here or parts.filter(household=None, confirmed_at=None).order_by("-building").first()
    if here is None:
        here = Membership(
            person=person,
            role=Role.RESIDENT,
            unit=household.community,
            from_on=timezone.localdate(),
        )
    here.household, here.building, here.compound = household, building, building.compound
    here.confirmed_at = here.confirmed_at or timezone.now()
    here.note = ""
    here.save()
    forget_parts(person)

"""Every address of this room and who may open it."""

from mulin.web.tests.doors import ANYONE, SIGNED_IN, SOCIAL_WORKER, Door

from ..actions import invite_staff, register_person

STAFF = frozenset({SOCIAL_WORKER})


def hired(town):
    """Let the social worker be one who signs in with a password."""
    worker = town.people[SOCIAL_WORKER]
    worker.login = "worker"
    worker.save()
    return []


def invited(town):
    """Let somebody be invited who has never come in by telephone."""
    return [invite_staff(actor=None, person=register_person(actor=None, full_name="潘予安"))]


DOORS = [
    Door("people:sign_in", ANYONE),
    Door("people:sign_in", ANYONE, method="post", data={"phone": "13"}),
    Door("people:code", SIGNED_IN),
    Door("people:welcome", SIGNED_IN),
    Door("people:staff_sign_in", ANYONE),
    Door("people:second_factor", SIGNED_IN),
    Door("people:authenticator", SIGNED_IN),
    Door("people:sign_out", ANYONE, method="post"),
    Door("people:invitation", ANYONE, invited),
    Door("people:privacy", ANYONE),
    Door("people:me", SIGNED_IN),
    Door("people:names", SIGNED_IN),
    Door("people:phone", SIGNED_IN),
    Door("people:phone_code", SIGNED_IN),
    Door("people:consents", SIGNED_IN),
    Door("people:consents", SIGNED_IN, method="post", data={"purpose": "sms_notices"}),
    Door("people:my_data", SIGNED_IN),
    Door("people:export", SIGNED_IN, lambda town: ["json"]),
    Door("people:export", SIGNED_IN, lambda town: ["xlsx"]),
    Door("people:leave", SIGNED_IN),
    Door("people:security", STAFF, hired),
    Door("people:password", STAFF, hired),
    Door("people:new_authenticator", STAFF, hired),
    Door("people:new_recovery_codes", STAFF, hired),
    Door("people:recovery_codes", STAFF, hired),
    Door("people:recovery_codes_file", frozenset(), hired),
]

from .accounts import (
    anonymise,
    arrive_for_the_first_time,
    change_phone,
    correct_my_names,
    note_export,
    note_viewing,
    register_person,
)
from .codes import CodePurpose, SentCode, forget_expired_codes, prove_phone, send_code
from .consents import give_consent, withdraw_consent
from .messages import send_now_or_later, send_soon, send_what_waits, take_back_message
from .second_factors import (
    authenticator_address,
    enrol_authenticator,
    new_secret,
    prove_second_factor,
    renew_recovery_codes,
    secret_in_groups,
)
from .staff import accept_invitation, change_password, check_password, invite_staff

__all__ = [
    "CodePurpose",
    "SentCode",
    "accept_invitation",
    "anonymise",
    "arrive_for_the_first_time",
    "authenticator_address",
    "change_password",
    "change_phone",
    "check_password",
    "correct_my_names",
    "enrol_authenticator",
    "forget_expired_codes",
    "give_consent",
    "invite_staff",
    "new_secret",
    "note_export",
    "note_viewing",
    "prove_phone",
    "prove_second_factor",
    "register_person",
    "renew_recovery_codes",
    "secret_in_groups",
    "send_code",
    "send_now_or_later",
    "send_soon",
    "send_what_waits",
    "take_back_message",
    "withdraw_consent",
]

"""Tell the reporter first, by what they left."""

import re
from functools import partial

from django.db import transaction
from django.utils import timezone

from mulin.commons.people.actions import send_now_or_later
from mulin.commons.people.sms import CASE_TEXT

from ..models import Case

MOBILE = re.compile(r"1[3-9]\d{9}")


def tell_reporter(case: Case) -> None:
    """
    Let the reporter know what came of it, by message or by SMS.

    Where only a name is known, somebody has to call or knock, and says so afterwards.
    """
    if case.reporter:
        how = Case.Telling.MESSAGE
    elif MOBILE.fullmatch(case.reporter_phone):
        how = Case.Telling.SMS
        transaction.on_commit(
            partial(send_now_or_later, phone=case.reporter_phone, template=CASE_TEXT)
        )
    elif not case.has_reporter and not case.chat_group_id:
        how = Case.Telling.NOBODY
    else:
        return
    case.told_at, case.told_how = timezone.now(), how
    case.save(update_fields=["told_at", "told_how"])

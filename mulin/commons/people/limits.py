"""
Let something be tried only so often.

    count_attempt(f"household-code:{client_address(request)}", 10, timedelta(hours=1))

counts one try and raises `Refused`, with a sentence that says how long to wait, when there
were ten in the hour before.  Call it *outside* a transaction: a try must stay counted when
the act after it fails, and `count_attempt` says so with a RuntimeError when it is forgotten.
`forgive(key)` forgets the tries, for instance after the right password; `is_used_up` and
`count_if_free` serve where many may come and honest ones are asked for more, not sent away.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from mulin.errors import Refused
from mulin.locks import hold_alone

from .models import Attempt

Limit = tuple[int, timedelta]
"""How often, and in how long."""


def count_attempt(key: str, limit: int, window: timedelta) -> None:
    """Count one try, or refuse it when `limit` were made within `window`."""
    count_within(key, [(limit, window)])


@transaction.atomic(durable=True)
def count_within(key: str, limits: Sequence[Limit]) -> None:
    """Count one try against several limits at once, or refuse it and count nothing."""
    digest = _digest(key)
    hold_alone(f"people.limits:{digest}")
    now = timezone.now()
    longest = max(window for _, window in limits)
    earlier = list(
        Attempt.objects.filter(key=digest, at__gt=now - longest)
        .order_by("-at")
        .values_list("at", flat=True)[: max(times for times, _ in limits)]
    )
    free_at = max(
        (
            earlier[times - 1] + window
            for times, window in limits
            if len(earlier) >= times and earlier[times - 1] > now - window
        ),
        default=None,
    )
    if free_at:
        raise Refused(_wait_until(free_at, now))
    Attempt.objects.create(key=digest, at=now, counts_until=now + longest)


def is_used_up(key: str, limit: int, window: timedelta) -> bool:
    """Say whether `limit` tries were made within `window`, and count none."""
    made = Attempt.objects.filter(key=_digest(key), at__gt=timezone.now() - window)
    return made.count() >= limit


def count_if_free(key: str, limit: int, window: timedelta) -> bool:
    """Count one try, and say whether there was one left, where nobody is to be refused."""
    try:
        count_attempt(key, limit, window)
    except Refused:
        return False
    return True


def forgive(key: str) -> None:
    """Forget the tries made so far."""
    Attempt.objects.filter(key=_digest(key)).delete()


def client_address(request: HttpRequest) -> str:
    """Return the address a request came from, as the last proxy that is ours saw it."""
    proxies = settings.PROXIES_IN_FRONT
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(hops) >= proxies and hops[-proxies]:
        return hops[-proxies][:60]
    return request.META.get("REMOTE_ADDR", "")


def _digest(key: str) -> str:
    return salted_hmac("mulin.people.limits", key, algorithm="sha256").hexdigest()


def _wait_until(free_at: datetime, now: datetime) -> str:
    seconds = int((free_at - now).total_seconds()) + 1
    if seconds <= 60:
        return ngettext(
            "试得有点快，请过 %(seconds)s 秒再试。",
            "试得有点快，请过 %(seconds)s 秒再试。",
            seconds,
        ) % {"seconds": seconds}
    local = localtime(free_at + timedelta(minutes=1))
    clock = f"{local:%H:%M}"
    if local.date() != localtime(now).date():
        return gettext("今天试得太多了，请明天 %(clock)s 以后再试。") % {"clock": clock}
    return gettext("试得太多了，请 %(clock)s 以后再试。") % {"clock": clock}

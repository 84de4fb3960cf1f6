"""What a browser has shown so far on its way in; kept in its session for half an hour."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from mulin.web.pages import address_here

from .models import Person
from .queries import active_person
from .sessions import start_session

KEY = "arrival"
LASTS = 30 * 60


class Arrival:
    """One browser's way from the first telephone number to an open session."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        kept = request.session.get(KEY, {})
        is_fresh = kept.get("until", 0) > timezone.now().timestamp()
        self.facts: dict[str, Any] = kept if is_fresh else {}

    def get(self, name: str) -> Any:
        return self.facts.get(name)

    def put(self, **facts: Any) -> None:
        """Remember something for the next page."""
        until = timezone.now().timestamp() + LASTS
        self.facts = {**self.facts, **facts, "until": until}
        self.request.session[KEY] = self.facts

    def end(self) -> None:
        """Forget everything."""
        self.request.session.pop(KEY, None)

    @property
    def goal(self) -> str:
        """Where somebody wanted to go when asked to sign in."""
        return address_here(self.request, self.get("next"))

    def has_just_sent_a_code_to(self, phone: str) -> bool:
        """Return whether pressing the button once more should send nothing."""
        return self.get("phone") == phone and self.get("code_at") > timezone.now().timestamp() - 60

    def prove_phone(self, phone: str, person: Person | None) -> str:
        """Return where somebody goes whose telephone is proved."""
        self.request.session.cycle_key()
        if person:
            return self.pass_first_factor(person, by_password=False)
        self.put(proved_phone=phone)
        return reverse("people:welcome")

    def pass_first_factor(self, person: Person, *, by_password: bool) -> str:
        """Return where a person goes next: in, or on to the second factor."""
        if not person.signs_in_with_password:
            return self.let_in(person)
        proof = person.get_session_auth_hash()
        self.put(person=person.pk, proof=proof, by_password=by_password)
        return reverse("people:second_factor")

    def let_in(self, person: Person, **how: Any) -> str:
        """Open the session and return where the person wanted to go."""
        goal = self.goal
        start_session(self.request, person, **how)
        self.end()
        return goal

    def person(self) -> Person | None:
        """Return who has passed the first factor, unless the password changed since."""
        person = active_person(self.get("person"))
        if person and constant_time_compare(self.get("proof"), person.get_session_auth_hash()):
            return person
        return None

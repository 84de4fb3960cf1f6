"""What locks the words a person leaves unsent on a telephone that others use too."""

from base64 import b64encode

from django.utils.crypto import salted_hmac


def outbox_key(person: object) -> str:
    """Return the key that only pages shown to this person carry; empty for who is not signed in."""
    own = getattr(person, "pk", None)
    if own is None:
        return ""
    return b64encode(
        salted_hmac("mulin.web.outbox", str(own), algorithm="sha256").digest()
    ).decode()

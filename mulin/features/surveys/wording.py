"""Hide in people's own words what could lead to them."""

import re

from mulin.commons.people.names import masked_phone

PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
LONG_NUMBER = re.compile(r"(?<!\d)\d{15,18}[Xx]?(?!\d)")


def without_phones(text: str) -> str:
    """Return a text in which telephone and identity numbers are hidden."""
    text = LONG_NUMBER.sub("****", text)
    return PHONE.sub(lambda found: masked_phone(re.sub(r"\D", "", found[0])[-11:]), text)

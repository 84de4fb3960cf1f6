"""Pages as tests read them."""

import re

from django.test import Client


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def words(response):
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())

import pytest
from django.test import Client

from mulin.commons.places.tests.people import make_town

from .votes import staff


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def desk(town):
    """Return a browser in which the office is signed in."""
    client = Client()
    client.force_login(staff(town))
    return client

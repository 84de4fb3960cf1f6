import pytest

from mulin.commons.places.tests.people import Town
from tests.town import people_a_town


@pytest.fixture
def town() -> Town:
    """A town with one of each visitor in it."""
    return people_a_town()

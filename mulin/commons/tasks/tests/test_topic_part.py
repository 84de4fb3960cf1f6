import pytest

from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks.actions import promise
from mulin.commons.topics.tests.matters import make_topic, office_of

pytestmark = pytest.mark.django_db


def test_the_page_of_a_topic_shows_what_was_promised_in_public(client):
    town = make_town()
    topic = make_topic(town)
    for what, is_public in (("接三盏路灯", True), ("给老郝打个电话", False)):
        promise(
            actor=office_of(town),
            unit=town.community,
            what=what,
            keeper=office_of(town),
            topic=topic,
            is_public=is_public,
        )
    page = client.get(topic.get_absolute_url()).text
    assert "接三盏路灯" in page
    assert "给老郝打个电话" not in page

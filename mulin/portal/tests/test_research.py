"""How neighbours were heard is counted over all rooms, and what came first is named."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.tests.people import make_town
from mulin.features.listening.tests.heard import SAID, make_listening

pytestmark = pytest.mark.django_db


def test_every_way_of_asking_is_counted_and_those_not_used_are_named():
    listening = make_listening(make_town())
    first = timezone.localdate() - timedelta(days=30)
    listening.talk(talked_on=first, said=SAID)
    listening.talk()
    listening.log()
    letter = listening.sent()
    listening.entered(letter)
    listening.answered(letter)
    page = Client().get(reverse("portal:research", args=[listening.community.pk]))
    words = page.content.decode()
    for told in ("1 轮，收回 1 封", "2 次", "1 条", "还没用过", "第一次有人上门听大家说"):
        assert told in words
    assert page.context["counts"]["opinions"] == 4
    assert page.context["counts"]["answered"] == 2
    assert [one.on for one in page.context["firsts"]] == [first]

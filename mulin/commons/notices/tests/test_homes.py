import pytest

from mulin.commons.places.actions import claim_home, confirm_home, refuse_home
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person, make_town

from ..queries import messages_for

pytestmark = pytest.mark.django_db


def test_a_resident_hears_what_became_of_the_home_they_named():
    town = make_town()
    worker = town.join("梁书瑶", Role.SOCIAL_WORKER)
    shi = make_person("石小满")
    refuse_home(
        actor=worker,
        part=claim_home(actor=shi, community=town.community),
        because="册上没有这一户",
    )
    confirm_home(actor=worker, part=claim_home(actor=shi, community=town.community))
    told = {message.text for message in messages_for(shi)}
    assert "社区没能核实您登记的住处。原因：册上没有这一户" in told
    assert "社区核实了您的住处，可以投票、提点子了。" in told

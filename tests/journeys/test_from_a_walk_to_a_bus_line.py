"""S4-6: from a 40-minute walk to a bus line, told whole, the reporter before anybody else."""

import pytest

from mulin.commons.audit import things
from mulin.commons.notices.queries import messages_for
from mulin.commons.places.models import Building, Compound, Dwelling, Entrance, Household
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.features.cases import actions as cases
from mulin.features.cases.models import Case
from mulin.features.surveys import actions as surveys
from mulin.features.surveys.tests.surveys import bus_line, staff

pytestmark = pytest.mark.django_db

WALKED = [
    {"label": "直线", "value": "1", "unit": "公里"},
    {"label": "步行", "value": "2.5", "unit": "公里"},
    {"label": "骑车", "value": ">4", "unit": "公里"},
    {"label": "走路", "value": "40", "unit": "分钟"},
]
RESULT = "301 专线开通，早晚高峰十二分钟一班"


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def homes(town) -> list[Household]:
    compound = Compound.objects.create(community=town.community, name="栖霞郡")
    building = Building.objects.create(compound=compound, name="1号楼")
    entrance = Entrance.objects.create(building=building, name="1单元")
    return [
        Household.objects.create(
            dwelling=Dwelling.objects.create(entrance=entrance, room=str(room)),
            community=town.community,
        )
        for room in (101, 102)
    ]


def test_from_a_forty_minute_walk_to_a_bus_line(client, town, homes):
    secretary = town.join("周明岚", Role.SECRETARY)
    worker = town.join("阮青", Role.GRID_WORKER)
    tian = town.join("田桂芳", Role.RESIDENT, household=homes[0])

    # She walks in; whoever is asked first has it to the end.
    case = cases.capture_case(
        actor=worker,
        community=town.community,
        kind="public_service",
        source="walk_in",
        title="走到地铁要四十分钟",
        reporter=tian,
        may_be_public=True,
    )
    cases.publish_case(actor=secretary, case=case)
    cases.note_field_check(
        actor=worker, case=case, checked_at=case.came_at, who="阮青、田桂芳", facts=WALKED
    )
    cases.pause_case(actor=worker, case=case, waiting_for="问卷和公交公司", reason="先听大家几点走")
    agenda = cases.bring_up_case(actor=secretary, case=case)
    assert things.find(secretary, f"{agenda.origin_type}:{agenda.origin_id}").title == case.title

    # Neighbours are asked because of this case, and its story says so.
    survey = bus_line(town, origin=things.key_of(case), title="公交专线怎么开才用得上")
    surveys.close_survey(actor=staff(town), survey=survey)
    page = client.get(f"/cases/{case.pk}/").text
    assert "发出问卷：公交专线怎么开才用得上" in page
    assert "步行 2.5 公里" in page
    assert "田桂芳" not in page

    # The line opens: she is told first, then everybody reads it, and may pass it on.
    cases.resume_case(actor=worker, case=case)
    case = cases.resolve_case(actor=worker, case=case, result=RESULT)
    assert next(iter(messages_for(tian))).text.startswith("您报的“走到地铁要四十分钟”办好了")
    assert case.told_how == Case.Telling.MESSAGE
    page = client.get(f"/cases/{case.pk}/").text
    assert "办好了：走到地铁要四十分钟" in page, "the words for the group"
    assert RESULT in page

    client.force_login(tian)
    receipt = f"/cases/r/{case.code}/"
    assert "满意不满意？" in client.get(receipt).text
    assert client.post(receipt, {"yes-satisfaction": "5"}).status_code == 303
    case.refresh_from_db()
    assert (case.state, case.satisfaction, case.resolved_by) == ("confirmed", 5, case.first_contact)

    # The whole story, on paper, in the order it happened.
    story = client.get(f"/cases/{case.pk}/story/").text
    told = [
        "上门来说",
        "实地走了一趟",
        "停表",
        "带到联席会上议",
        "发出问卷",
        "接着办",
        "确认办好了",
    ]
    places = [story.rindex(words) for words in told]
    assert places == sorted(places)

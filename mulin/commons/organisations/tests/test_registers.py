from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from mulin.commons.audit.queries import records_about
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..models import Adviser, CoachEngagement, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    town.join("方静姝", Role.SECRETARY, town.community)
    town.join("米素珍", Role.RESIDENT, town.community)
    return town


@pytest.fixture
def shen(town):
    return town.people["沈亦舟"]


@pytest.fixture
def fang(town):
    return town.people["方静姝"]


def list_coach(shen, town, name="众帆公益发展中心"):
    return actions.list_organisation(
        actor=shen, unit=town.street, name=name, kind=Organisation.Kind.SOCIAL_WORK
    )


def test_a_community_may_name_what_its_street_has_listed(shen, fang, town):
    coach = list_coach(shen, town)
    assert list(queries.organisations_known_to(town.community)) == [coach]
    assert not queries.organisations_known_to(town.far_community)
    partner = actions.join_partner(actor=fang, community=town.community, organisation=coach)
    assert list(queries.partners_of(town.community)) == [partner]


def test_a_name_is_listed_once_until_it_is_retired(shen, town):
    coach = list_coach(shen, town)
    with pytest.raises(Refused, match="登记过"):
        list_coach(shen, town)
    actions.retire(actor=shen, thing=coach)
    with pytest.raises(Refused, match="已经停用"):
        actions.retire(actor=shen, thing=coach)
    assert list_coach(shen, town).pk != coach.pk
    assert [r.verb for r in records_about(coach)] == [
        "organisations.listed",
        "organisations.retired",
    ]


def test_a_wrong_credit_code_is_refused_in_words(shen, town):
    for code in ["91110000600037341X", "abc", "１２３"]:
        with pytest.raises(Refused, match="信用代码不对"):
            actions.list_organisation(
                actor=shen, unit=town.street, name=code, kind="school", credit_code=code
            )
    school = actions.list_organisation(
        actor=shen, unit=town.street, name="学校", kind="school", credit_code="91110000600037341L"
    )
    assert school.credit_code == "91110000600037341L"


def test_a_coach_serves_communities_of_its_street_and_the_years_stay_visible(shen, town):
    coach = list_coach(shen, town)

    def engage(year, communities):
        return actions.engage_coach(
            actor=shen,
            host=town.street,
            organisation=coach,
            year=year,
            duties=[CoachEngagement.Duty.PROPOSALS, CoachEngagement.Duty.FINANCE],
            communities=communities,
        )

    engage(2025, [town.community])
    engage(2026, [town.community, town.next_community])
    assert queries.coaching_years(town.street) == [("众帆公益发展中心", [2025, 2026])]
    assert queries.engagements_for(town.next_community).get().year == 2026
    with pytest.raises(Refused, match="登记过"):
        engage(2026, [town.community])
    with pytest.raises(Refused, match="范围"):
        engage(2027, [town.far_community])
    with pytest.raises(Refused, match="至少选"):
        engage(2027, [])


def test_an_agreement_cannot_be_kept_more_often_than_agreed(shen, fang, town):
    theatre = actions.join_partner(
        actor=fang, community=town.community, organisation=list_coach(shen, town, "朱槿剧场")
    )

    def agree(**how):
        return actions.agree(
            actor=fang,
            partner=theatre,
            gives="每月一个下午的排练厅",
            receives="志愿者",
            **({"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31)} | how),
        )

    agree(times_agreed=12, times_kept=10)
    with pytest.raises(Refused, match="比约定的还多"):
        agree(times_agreed=2, times_kept=3)
    with pytest.raises(Refused, match="之前"):
        agree(until_on=date(2025, 1, 1))


def test_counting_a_group_twice_on_a_day_corrects_the_first(fang, town):
    group = actions.found_group(actor=fang, community=town.community, name="舞蹈队")
    for day, members in [(date(2026, 8, 1), 28), (date(2026, 9, 1), 60), (date(2026, 9, 1), 61)]:
        actions.count_members(actor=fang, group=group, on=day, members=members)
    assert [count.members for count in queries.groups_of(town.community).get().counts.all()] == [
        28,
        61,
    ]


def test_a_chat_group_names_its_building_grid_or_topic(fang, town):
    with pytest.raises(Refused, match="哪栋楼"):
        actions.list_chat_group(actor=fang, community=town.community, name="楼群", scope="building")
    group = actions.list_chat_group(
        actor=fang, community=town.community, name="停车", scope="topic", topic="停车"
    )
    assert group.topic == "停车"


def test_residents_and_offices_elsewhere_keep_no_registers(town):
    far = town.join("戴云舒", Role.DIRECTOR, town.far_community)
    for person in [town.people["米素珍"], far]:
        with pytest.raises(NotAllowed):
            actions.found_group(actor=person, community=town.community, name="x")


def test_a_person_is_found_by_name_or_telephone_and_never_guessed(shen, town):
    gu = town.join("顾文柏", Role.ADVISER, town.district)
    assert queries.person_called("顾文柏", town.community) == gu
    assert queries.person_called(gu.phone, town.community) == gu
    with pytest.raises(Refused, match="没有找到"):
        queries.person_called("无名氏", town.community)
    twin = town.join("另一个顾文柏", Role.ADVISER, town.district)
    twin.full_name = "顾文柏"
    twin.save()
    with pytest.raises(Refused, match="不止一位"):
        queries.person_called("顾文柏", town.community)


def test_the_page_takes_a_line_keeps_what_was_typed_and_gives_a_sheet(client, shen, town):
    client.force_login(shen)
    town.join("顾文柏", Role.ADVISER, town.district)
    address = reverse("organisations:register", args=[town.street.pk, "advisers"])
    wrong = client.post(address, {"person": "无名氏", "kind": "legal", "specialities": "调解"})
    assert "没有找到“无名氏”" in wrong.content.decode()
    assert "调解" in wrong.content.decode()
    right = client.post(address, {"person": "顾文柏", "kind": "legal", "specialities": "调解"})
    assert right.status_code == 303
    adviser = Adviser.objects.get()
    sheet = client.get(reverse("organisations:sheet", args=[town.street.pk, "advisers"]))
    page = openpyxl.load_workbook(BytesIO(sheet.content)).active
    assert [cell.value for cell in page[4]][:3] == ["顾文柏", "社区法治顾问", "调解"]
    gone = client.post(
        reverse("organisations:retire", args=[town.street.pk, "advisers", adviser.pk])
    )
    assert gone.status_code == 303
    assert not queries.advisers_for(town.street)

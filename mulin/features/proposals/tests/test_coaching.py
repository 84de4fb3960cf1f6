import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.organisations import actions as registers
from mulin.commons.organisations.models import OrganisationMember
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..models import CoachComment
from .people import make_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return make_workshop()


def engage(workshop, *, year=None, duties=("proposals",), communities=None):
    """Let somebody of an organisation accompany the first community."""
    organisation = registers.list_organisation(
        actor=workshop.operator, unit=workshop.town.street, name="众帆社工", kind="social_work"
    )
    coach = make_person("阎陪伴")
    registers.join_organisation(actor=workshop.operator, organisation=organisation, person=coach)
    registers.engage_coach(
        actor=workshop.operator,
        host=workshop.town.street,
        organisation=organisation,
        year=year or workshop.cycle.year,
        duties=duties,
        communities=communities or [workshop.town.community],
    )
    return coach


def comment(coach, proposal, **said):
    said = {"section": "sustainability", "text": "钱花完以后谁看着？"} | said
    return actions.comment_on_proposal(actor=coach, proposal=proposal, **said)


def test_a_coach_sees_and_comments_but_neither_writes_nor_submits(workshop):
    coach, proposal = engage(workshop), workshop.draft()
    there = workshop.draft("隔壁的", community=workshop.town.next_community)
    assert list(queries.proposals_seen_by(coach)) == [proposal]
    assert comment(coach, proposal).revision.number == 1
    for act in (actions.write_proposal, actions.submit_proposal):
        with pytest.raises(NotAllowed):
            act(actor=coach, proposal=proposal, goal="替您写了")
    with pytest.raises(NotAllowed):
        comment(coach, there)


def test_a_coach_finds_the_way_to_the_proposals(client, workshop):
    coach, proposal = engage(workshop), workshop.draft()
    client.force_login(coach)
    listed = reverse("proposals:drafts", args=[workshop.step.pk])
    assert listed in client.get(reverse("proposals:mine")).content.decode()
    assert proposal.title in client.get(listed).content.decode()
    assert client.get(reverse("proposals:sheet", args=[workshop.step.pk])).status_code == 404


def test_a_role_at_the_place_is_enough_to_accompany(workshop):
    proposal = workshop.draft()
    assert comment(workshop.town.join("陪伴", Role.COACH), proposal).pk


@pytest.mark.parametrize("how", [{"year": 2020}, {"duties": ["finance"]}])
def test_who_accompanied_another_year_or_other_duties_sees_nothing(workshop, how):
    coach, proposal = engage(workshop, **how), workshop.draft()
    assert not queries.proposals_seen_by(coach).exists()
    with pytest.raises(NotAllowed):
        comment(coach, proposal)


def test_who_left_the_organisation_sees_nothing(workshop):
    coach = engage(workshop)
    workshop.draft()
    OrganisationMember.objects.filter(person=coach).update(until_on=timezone.localdate())
    assert not queries.proposals_seen_by(coach).exists()


def test_the_author_answers_and_everything_is_kept(workshop):
    coach, proposal = engage(workshop), workshop.draft()
    said = comment(coach, proposal)
    actions.answer_comment(actor=workshop.lin, comment=said, answer="楼长", is_settled=False)
    actions.answer_comment(actor=workshop.lin, comment=said)
    said = CoachComment.objects.get()
    assert (said.answer, said.answered_by, said.is_settled) == ("楼长", workshop.lin, True)
    with pytest.raises(Refused, match="已经回过"):
        actions.answer_comment(actor=workshop.xiaozhou, comment=said, answer="再说一句")


def test_a_coach_does_not_tick_off_their_own_comment(workshop):
    coach, proposal = engage(workshop), workshop.draft()
    said = comment(coach, proposal)
    with pytest.raises(NotAllowed):
        actions.answer_comment(actor=coach, comment=said)


def test_an_author_does_not_coach_their_own_proposal(workshop):
    proposal = workshop.draft(author=workshop.xiaozhou)
    with pytest.raises(NotAllowed):
        comment(workshop.xiaozhou, proposal)


@pytest.mark.parametrize(("said", "refusal"), [({"text": " "}, "意见"), ({"section": "x"}, "部分")])
def test_a_comment_says_something_about_a_part(workshop, said, refusal):
    with pytest.raises(Refused, match=refusal):
        comment(engage(workshop), workshop.draft(), **said)


def test_a_coach_reads_no_name_of_an_author_who_wants_none(client, workshop):
    coach = engage(workshop)
    proposal = workshop.draft()
    proposal.is_anonymous = True
    proposal.save()
    actions.write_proposal(actor=workshop.lin, proposal=proposal, goal="三楼以下都亮")
    said = comment(coach, proposal)
    actions.answer_comment(actor=workshop.lin, comment=said, answer="改了")
    revision = queries.revisions_of(proposal).first()
    client.force_login(coach)
    for name, key in (("prepare", proposal), ("versions", proposal), ("version", revision)):
        shown = client.get(reverse(f"proposals:{name}", args=[key.pk])).content.decode()
        assert workshop.lin.name_in_public not in shown, name
        assert "没署名的邻居" in shown, name

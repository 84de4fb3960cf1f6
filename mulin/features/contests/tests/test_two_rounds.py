"""A preliminary contest shortlists; a later one of the same cycle decides among those."""

import pytest
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.programmes.actions import close_step, open_step
from mulin.programmes.models import Proposal
from mulin.programmes.tests.cycles import make_cycle, make_proposal, shift

from .. import queries
from ..actions import cast_votes, publish_result
from ..forms import ContestSettings

pytestmark = pytest.mark.django_db

BY_VOTES = {"expert_weight": 0, "public_weight": 100}


class Rounds:
    """A cycle with a preliminary contest of four proposals, and a final of two."""

    def __init__(self):
        self.town = make_town()
        self.office = self.town.join("沈亦舟", Role.STREET_OPERATOR, self.town.street)
        steps = [
            {
                "kind": "hold_contest",
                "days": 3,
                "settings": {**BY_VOTES, "number": 2, "selects": "shortlisted"},
            },
            {"kind": "publish_result", "days": 14},
            {"kind": "hold_contest", "days": 3, "settings": {**BY_VOTES, "number": 1}},
            {"kind": "publish_result", "days": 14},
        ]
        units = [self.town.community, self.town.next_community]
        self.cycle = make_cycle(self.office, self.town.street, units, steps)
        self.first, self.first_notice, self.final, self.final_notice = self.cycle.steps.all()
        self.entries = [make_proposal(self.cycle, units[0], f"{name}案") for name in "甲乙丙丁"]
        self.neighbours = [self.town.join(f"邻居{n}", Role.RESIDENT) for n in range(4)]

    def vote(self, step, *counts):
        """Give each entry so many votes."""
        for place, voter in enumerate(self.neighbours):
            chosen = [e.pk for e, n in zip(self.entries, counts, strict=True) if place < n]
            if chosen:
                cast_votes(actor=voter, step=step, proposals=chosen)

    def publish(self, step):
        step = open_step(actor=self.office, step=step)
        publication = publish_result(actor=self.office, step=step)
        publication.notice.ends_on = publication.notice.posted_on
        type(publication.notice).objects.filter(pk=publication.notice_id).update(
            posted_on="2020-01-01", ends_on="2020-01-02"
        )
        close_step(actor=self.office, step=step)
        return publication

    def states(self):
        return [Proposal.objects.get(pk=entry.pk).state for entry in self.entries]


@pytest.fixture
def rounds():
    return Rounds()


def titles(answer):
    return [row.title for row in answer.context["result"].selected]


def test_the_shortlisted_of_the_first_contest_compete_in_the_second(client, rounds):
    assert list(queries.entries_of(rounds.final)) == []
    rounds.vote(rounds.first, 1, 2, 3, 0)
    close_step(actor=rounds.office, step=rounds.first)
    assert rounds.states() == ["not_selected", "shortlisted", "shortlisted", "not_selected"]
    result = client.get(reverse("contests:result", args=[rounds.first.pk]))
    for words in ("4 个提案，选出 2 个", ">入围</h2>", "这是初选"):
        assert words in result.content.decode()
    rounds.publish(rounds.first_notice)

    final = shift(open_step(actor=rounds.office, step=rounds.final), opens_in=-1, closes_in=1)
    assert [entry.title for entry in queries.entries_of(final)] == ["乙案", "丙案"]
    ballot = client.get(reverse("contests:contest", args=[final.pk])).content.decode()
    assert "丙案" in ballot
    assert "甲案" not in ballot
    with pytest.raises(Refused, match="有一项不在这次的名单上"):
        cast_votes(actor=rounds.neighbours[0], step=final, proposals=[rounds.entries[0].pk])
    rounds.vote(final, 0, 4, 1, 0)
    close_step(actor=rounds.office, step=final)
    assert rounds.states() == ["not_selected", "selected", "not_selected", "not_selected"]
    rounds.publish(rounds.final_notice)

    for step, notice, chosen, count in (
        (rounds.first, rounds.first_notice, ["丙案", "乙案"], 4),
        (rounds.final, rounds.final_notice, ["乙案"], 2),
    ):
        result = client.get(reverse("contests:result", args=[step.pk]))
        assert titles(result) == chosen
        assert len(result.context["result"].rows) == count
        assert titles(client.get(reverse("contests:publication", args=[notice.pk]))) == chosen
        told = client.get(reverse("contests:result_json", args=[step.pk])).json()
        assert told["selects"] == ("shortlisted" if count == 4 else "selected")
        entries = client.get(reverse("contests:contest", args=[step.pk])).context["entries"]
        assert len(entries) == count


def test_each_publication_counts_the_flagships_of_its_own_contest(rounds):
    rounds.vote(rounds.first, 0, 2, 3, 0)
    first = close_step(actor=rounds.office, step=rounds.first)
    Proposal.objects.filter(cycle=rounds.cycle).update(is_flagship=True)
    counts = dict(queries.flagship_counts(first))
    assert counts[rounds.town.community] == 2
    assert len(queries.flagships_of(first)) == 2
    assert dict(queries.flagship_counts(rounds.final))[rounds.town.community] == 0


def test_a_proposal_hears_that_it_goes_on(client, rounds):
    rounds.vote(rounds.first, 1, 2, 3, 0)
    close_step(actor=rounds.office, step=rounds.first)
    page = client.get(reverse("programmes:proposal", args=[rounds.entries[2].pk]))
    assert "入围" in page.content.decode()


def test_a_preliminary_contest_has_no_waitlist():
    fields = ContestSettings.base_fields
    given = {name: field.initial for name, field in fields.items()}
    form = ContestSettings(given | {"selects": "shortlisted", "waitlist": 2})
    assert form.errors["waitlist"] == ["初选不设候补，候补到决赛再定。"]

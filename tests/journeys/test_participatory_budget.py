"""S3-3: 1,565 leaflets, 47 items collected, 16 shortlisted, 4 adopted by the delegates' vote."""

import re
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.commons.electorates.models import Elector
from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.features.budgets import actions as budgets
from mulin.features.budgets import queries
from mulin.features.budgets.models import AdoptedItem, CollectedItem, PaperBatch
from mulin.features.budgets.receipts import new_key
from tests.journeys.street import make_street

pytestmark = pytest.mark.django_db

SHORTLIST = ["横锦巷楼梯间公告栏", "安福小区绿化补植", *(f"微实事{n}" for n in range(3, 17))]
LEFT_OUT = ["property_duty", "government_planned", "too_individual", "out_of_scope", "merged"]


def words(response) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())


@pytest.fixture
def street(clock):
    return make_street(clock, communities=1, judges=[])


@pytest.fixture
def delegates(street):
    """Fifteen resident delegates and ten of the party; five are both."""
    people = [
        street.town.join(f"居民代表{number}", Role.RESIDENT_DELEGATE, street.communities[0])
        for number in range(15)
    ]
    for person in people[:5]:
        street.town.join(person.full_name, Role.PARTY_DELEGATE, street.communities[0])
    return people + [
        street.town.join(f"党员代表{number}", Role.PARTY_DELEGATE, street.communities[0])
        for number in range(5)
    ]


def collected(street, step):
    """Hand out leaflets, collect 47 items, and shortlist 16 of them."""
    worker = street.workers[street.communities[0]]
    for place, number in (("1号楼", 600), ("2号楼", 565), ("菜场门口", 400)):
        budgets.count_leaflets(
            actor=worker, step=step, place=place, number=number, handed_on=timezone.localdate()
        )
    titles = SHORTLIST + [f"别的想法{number}" for number in range(17, 48)]
    items = budgets.collect_items(
        actor=worker, step=step, items=[{"title": title} for title in titles]
    )
    for number, item in enumerate(items):
        chosen = number < len(SHORTLIST)
        budgets.judge_item(
            actor=street.shen,
            item=item,
            verdict="shortlisted" if chosen else LEFT_OUT[number % len(LEFT_OUT)],
            cost_cents=(10_000 + 500 * number) * 100 if chosen else None,
            reason="" if chosen else "物业合同里写着，本来就该做",
        )


def test_sixteen_are_shortlisted_and_the_delegates_adopt_exactly_four(
    street, delegates, clock, tmp_path
):
    cycle = street.launch("participatory-budget", year=2026, name="2026 微预算")
    collecting, voting, publishing = cycle.steps.all()
    collected(street, collecting)
    CollectedItem.objects.filter(number=47).update(verdict="pending", reason="")
    with pytest.raises(Refused, match="还有 1 项没有看"):
        street.close(collecting)
    CollectedItem.objects.filter(number=47).update(verdict="out_of_scope", reason="不归这笔钱管")
    street.close(collecting)

    vote = budgets.prepare_vote(actor=street.shen, step=voting, budget_cents=60_000_00)
    assert budgets.put_shortlist_on_ballot(actor=street.shen, vote=vote) == 16
    assert budgets.put_shortlist_on_ballot(actor=street.shen, vote=vote) == 0
    vote = budgets.begin_vote(actor=street.shen, vote=vote)
    assert queries.registered(vote) == 20, "who is on both lists stands there once"
    batch = budgets.print_paper(actor=street.shen, vote=vote, count=10)
    street.open(voting)
    vote = queries.vote_of(voting)

    online, on_paper = delegates[:16], delegates[16:19]
    receipts = [
        budgets.cast_secret_ballot(
            actor=person, vote=vote, key=new_key(), choices=[1, 2, 3 + n % 2, 5 + n % 8]
        )
        for n, person in enumerate(online)
    ]
    for person in on_paper:
        elector = Elector.objects.get(electorate=vote.electorate, person=person)
        budgets.mark_on_paper(actor=street.shen, vote=vote, elector=elector)
    with pytest.raises(Refused, match="已经领了纸票"):
        budgets.cast_secret_ballot(actor=on_paper[0], vote=vote, key=new_key(), choices=[1])

    clock.turn_to(voting.closes_at)
    second = street.workers[street.communities[0]]
    for who in (street.shen, second):
        box = PaperBatch.objects.select_related("vote__step").get(pk=batch.pk)
        box.vote = queries.vote_of(voting)
        budgets.enter_paper(actor=who, batch=box, sheets={1: "1 2 3 4", 2: "1 3", 3: "x"})
    street.close(voting)
    vote = queries.vote_of(voting)
    assert (vote.registered, vote.turnout) == (20, 18)
    assert vote.outcome["winners"] == ["001", "002", "003", "004"], "exactly four of sixteen"

    street.open(publishing)
    budgets.publish_budget_result(actor=street.shen, step=publishing)
    adopted = list(AdoptedItem.objects.select_related("option"))
    assert [item.get_state_display() for item in adopted] == ["招标"] * 4
    assert {"横锦巷楼梯间公告栏", "安福小区绿化补植"} < {item.option.title for item in adopted}
    notice = PublicNotice.objects.get(kind="publicity")
    assert [row[1] for row in notice.items["rows"]] == [item.option.title for item in adopted]

    passer_by = Client()
    said = words(passer_by.get(reverse("budgets:funnel", args=[collecting.pk])))
    assert "发了 1565 份宣传单，征集到 47 项，初选上 16 项，投票选出 4 项" in said
    said = words(passer_by.get(reverse("budgets:vote_result", args=[voting.pk])))
    assert "16 项里选出 4 项" in said
    here = reverse("budgets:ballots", args=[voting.pk])
    assert "在，已经算进去了" in words(passer_by.post(here, {"code": receipts[0]}))
    bundle = tmp_path / "vote.zip"
    bundle.write_bytes(passer_by.get(reverse("budgets:vote_bundle", args=[voting.pk])).content)
    verify = "from mulin.site.command import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", verify, "verify", str(bundle)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    clock.wait(days=8)
    assert street.close(publishing).outcome["adopted"] == 4

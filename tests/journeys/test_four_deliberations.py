"""A programme of six other steps and words, from its YAML alone: not a line of Python is for it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.features.contests import actions as contests
from mulin.features.evidence import actions as evidence
from mulin.features.ideas import actions as ideas
from mulin.features.proposals.actions import submit_proposal
from mulin.features.proposals.sections import Line
from mulin.programmes import actions as programmes
from mulin.programmes import blueprints
from mulin.programmes.models import Proposal
from mulin.programmes.tasks import close_due_steps

pytestmark = pytest.mark.django_db

TEXT = "大门口加一段坡道，轮椅和婴儿车都上得去，扶手两边都装，地面防滑。" * 2


@pytest.fixture
def town():
    town = make_town()
    town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    town.join("潘予安", Role.SOCIAL_WORKER)
    for number in range(5):
        town.join(f"代表{number}", Role.RESIDENT_DELEGATE)
    return town


def shifted(cycle, days):
    """Let so many days pass for a cycle."""
    for step in cycle.steps.filter(closed_at=None):
        step.opens_at -= timedelta(days=days)
        step.closes_at -= timedelta(days=days)
        step.save()
    return list(cycle.steps.all())


def test_six_steps_run_from_their_yaml(town):
    shen, pan = town.people["沈亦舟"], town.people["潘予安"]
    text = (Path(blueprints.FOLDER) / "four-deliberations.yaml").read_text(encoding="utf-8")
    cycle = programmes.launch_programme(
        actor=shen,
        host=town.street,
        blueprint=blueprints.check(text),
        opens_at=timezone.now() - timedelta(minutes=1),
        communities=[town.community],
        year=2026,
        name="头一回",
    )
    raised, conferred, discussed, decided, shown, done = cycle.steps.all()
    idea = ideas.submit_idea(
        actor=town.people["代表0"],
        step=raised,
        community=town.community,
        category="public_space",
        title="大门口的坡道",
        text="轮椅上不去。",
    )

    shifted(cycle, 7)
    close_due_steps(timestamp=0)
    raised.refresh_from_db()
    assert raised.is_closed, "its time is over and it closes itself"

    yes = {key: {"answer": "yes", "reason": ""} for key in cycle.criteria}
    assert set(yes) == {"lawful", "widely_wanted", "affordable"}
    ideas.screen_idea(actor=pan, idea=idea, findings=yes, verdict="proposal")
    programmes.close_step(actor=shen, step=conferred)
    programmes.open_step(actor=shen, step=discussed)
    idea.refresh_from_db()
    submit_proposal(
        actor=idea.author,
        proposal=idea.proposal,
        title="大门口的坡道",
        text=TEXT,
        budget=[Line("材料", 1, 5_000_00)],
    )
    programmes.close_step(actor=shen, step=discussed)
    programmes.open_step(actor=shen, step=decided)

    for number in range(5):
        contests.cast_votes(
            actor=town.people[f"代表{number}"], step=decided, proposals=[idea.proposal.pk]
        )
    decided = programmes.close_step(actor=shen, step=decided)
    assert decided.outcome["lines"][0]["total"] == "100.00", "the public alone decides"
    chosen = Proposal.objects.get(pk=idea.proposal.pk)
    assert chosen.is_selected

    shown = programmes.open_step(actor=shen, step=shown)
    contests.publish_result(actor=shen, step=shown)
    with pytest.raises(Refused, match="公示到"):
        programmes.close_step(actor=shen, step=shown)
    today = timezone.localdate()
    PublicNotice.objects.update(
        posted_on=today - timedelta(days=8), ends_on=today - timedelta(days=1)
    )
    programmes.close_step(actor=shen, step=shown)

    done = programmes.open_step(actor=shen, step=done)
    with pytest.raises(Refused):
        programmes.close_step(actor=shen, step=done)
    evidence.record_evidence(
        actor=pan,
        step=done,
        proposal=chosen,
        text="坡道修好了，王奶奶自己推着车就出了门。",
        happened_on=timezone.localdate(),
        state="done",
    )
    evidence.review_proposal(
        actor=pan,
        step=done,
        proposal=chosen,
        goal="轮椅进得了门",
        result="坡道修好了",
        satisfaction="问了六户，都说好",
        lessons="下雨天再看一次",
    )
    programmes.close_step(actor=shen, step=done)
    assert cycle.current_step is None
    assert [str(step) for step in cycle.steps.all()] == [
        "党支部提议",
        "两委会商",
        "党员大会审议",
        "居民代表会议决议",
        "决议公开",
        "实施结果公开",
    ]

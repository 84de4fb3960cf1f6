"""Nobody takes too much and nobody goes without, and the page says why."""

import json
from dataclasses import asdict
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from mulin.decisions import recount

from ..announcing import notice_of
from ..forms import ContestSettings
from ..outcomes import select
from ..results import result_of
from ..rules import rules_in_words
from .quality_cycle import make_quality_cycle

pytestmark = pytest.mark.django_db


def close(*communities, **settings):
    """Proposals ①, ② … in the order of their scores, each from the community of that number."""
    quality = make_quality_cycle(
        communities=max(3, *communities), proposals=len(communities), **settings
    )
    for entry, community in zip(quality.proposals, communities, strict=True):
        entry.community = quality.communities[community - 1]
        entry.save()
    step = quality.close()
    step.refresh_from_db()
    return step


def told(step):
    return {row.line.key: row.because for row in result_of(step).rows}


def community(step, number):
    return step.outcome["proposals"][str(number)]["community"]


def filled(**settings):
    """Return the settings as the page sends them."""
    fields = ContestSettings.base_fields.items()
    given = {name: field.initial for name, field in fields if field.initial is not None}
    return ContestSettings(given | settings)


def test_full_groups_are_passed_over_and_told_with_their_count():
    step = close(1, 1, 2, 3, 2, number=4, most_per_category=2, most_per_community=1)
    assert step.outcome["selected"] == ["1", "3", "4"]
    assert told(step)["2"] == f"{community(step, 2)}已经选了 1 个，满了，跳过"
    assert told(step)["5"] == "“文化”这一类已经选了 2 个，满了，跳过"


def test_each_community_gets_its_best_first_and_the_page_says_who_gave_way(client):
    step = close(1, 1, 1, 2, number=2, least_per_community=1, waitlist=1)
    assert step.outcome["selected"] == ["1", "4"]
    assert step.outcome["waitlisted"] == ["2"]
    assert told(step) == {
        "1": "",
        "2": "按总分本来选它，先让给了 ④：每个社区至少要选 1 个",
        "3": "",
        "4": f"{community(step, 4)}至少要选 1 个，先选它；按总分本来是 ②",
    }
    page = unescape(client.get(reverse("contests:result", args=[step.pk])).content.decode())
    assert told(step)["4"] in page
    assert "每个有提案的社区至少选 1 个" in page


def test_a_community_for_which_there_was_no_place_is_named(client):
    step = close(1, 2, 3, number=2, least_per_community=1)
    (line,) = result_of(step).unmet
    assert line == f"{community(step, 3)}应选 1 个，选出 0 个"
    page = unescape(client.get(reverse("contests:result", args=[step.pk])).content.decode())
    assert "1 个社区没有选够" in page
    assert line in page


def test_the_public_notice_tells_the_limits_and_what_they_could_not_keep():
    step = close(1, 2, 3, number=2, least_per_community=1, most_per_category=5)
    notice = notice_of(step, result_of(step), set(), [], "")["body"].splitlines()
    assert "一类提案最多选 5 个，满了就跳过，看下一个。" in notice
    assert f"{community(step, 3)}应选 1 个，选出 0 个。" in notice


def test_the_limits_are_among_the_rules_before_the_vote_in_both_languages():
    quality = make_quality_cycle(
        communities=3, proposals=3, least_per_community=1, most_per_category=3, most_per_community=2
    )
    rules = "\n".join(rules_in_words(quality.contest))
    assert "一类提案最多选 3 个" in rules
    assert "一个社区最多选 2 个" in rules
    with override("en"):
        assert "at most 3 of one category" in "\n".join(rules_in_words(quality.contest))


@pytest.mark.parametrize("settings", [{}, {"least_per_community": 1, "most_per_category": 2}])
def test_a_stored_result_selects_again_as_it_did(settings):
    stored = close(1, 1, 2, 3, number=3, **settings).outcome
    again = select(recount(stored), stored["selection"], stored["proposals"])
    assert json.loads(json.dumps([asdict(pick) for pick in again.picks])) == stored["picks"]


def test_a_result_from_before_there_were_limits_reads_and_selects_as_before():
    step = close(1, 1, 2, number=2)
    expected = (step.outcome["selected"], told(step))
    step.outcome["picks"] = [
        {name: pick[name] for name in ("key", "verdict", "because", "left")}
        for pick in step.outcome["picks"]
    ]
    del step.outcome["unmet"]
    stored = step.outcome
    again = select(recount(stored), stored["selection"], stored["proposals"])
    assert (list(again.selected), told(step)) == expected
    assert set(stored["selection"]) == {"by", "number", "budget_cents", "waitlist"}


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"least_per_community": 3, "most_per_community": 2}, "least_per_community"),
        ({"least_per_community": 5, "number": 4}, "least_per_community"),
        ({"most_per_category": 0}, "most_per_category"),
    ],
)
def test_limits_that_contradict_each_other_are_refused_on_the_page(settings, field):
    form = filled(**settings)
    assert not form.is_valid()
    assert list(form.errors) == [field]

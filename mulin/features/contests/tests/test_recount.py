"""Anyone can count again: plain Python on the downloaded files, none of our own code."""

import json
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from mulin.programmes.actions import close_step

from .contests import make_contest
from .quality_cycle import make_quality_cycle

pytestmark = pytest.mark.django_db

CENT = Decimal("0.01")
COMMUNITY, CATEGORY = 0, 1


def two_places(figure):
    return figure.quantize(CENT, ROUND_HALF_UP)


def count_again(entries, rule):
    """Return key → total, and the keys from the best on."""
    top = max(entry["votes"] for entry in entries)
    every = sum(entry["votes"] for entry in entries)
    counted = {}
    for entry in entries:
        scores = sorted(map(Decimal, entry["scores"]))
        if rule["trim"] and len(scores) >= 5:
            scores = scores[1:-1]
        mean = two_places(sum(scores) / len(scores))
        votes = Decimal(entry["votes"])
        public = {
            "share_of_top_vote": votes * 100 / top if top else Decimal(0),
            "share_of_all_votes": votes * 100 / every if every else Decimal(0),
            "rank_points": Decimal(100) * sum(e["votes"] <= votes for e in entries) / len(entries)
            if votes
            else Decimal(0),
        }[rule["public_method"]]
        expert_part = two_places(mean * int(rule["expert_weight"]) / 100)
        public_part = two_places(two_places(public) * int(rule["public_weight"]) / 100)
        counted[entry["key"]] = (expert_part + public_part, mean, votes, -entry["order"])
    best_first = sorted(counted, key=counted.get, reverse=True)
    return {key: str(counted[key][0]) for key in counted}, best_first


def is_paid_for(key, chosen, totals, costs, plan):
    if plan["by"] == "quota":
        return len(chosen) < plan["number"]
    if plan["by"] == "pass_mark":
        return Decimal(totals[key]) >= plan["number"]
    left = plan["budget_cents"] - sum(costs[other] for other in chosen)
    return costs[key] is not None and costs[key] <= left


def have(key, of, chosen, groups):
    return sum(groups[other][of] == groups[key][of] for other in chosen)


def select_again(best_first, totals, costs, groups, plan):
    """Return the selected and those who wait."""
    chosen = []
    most = plan.get("most_per_community", 999), plan.get("most_per_category", 999)

    def take(key):
        has_room = all(have(key, of, chosen, groups) < most[of] for of in (COMMUNITY, CATEGORY))
        if key not in chosen and has_room and is_paid_for(key, chosen, totals, costs, plan):
            chosen.append(key)

    for least in range(plan.get("least_per_community", 0)):
        for key in best_first:
            if have(key, COMMUNITY, chosen, groups) <= least:
                take(key)
    for key in best_first:
        take(key)
    others = [key for key in best_first if key not in chosen]
    return sorted(chosen, key=best_first.index), others[: plan["waitlist"]]


def from_json(client, step):
    answer = client.get(reverse("contests:result_json", args=[step.pk]))
    stored = json.loads(answer.content)
    entries = [
        {
            "key": line["key"],
            "scores": line["scores"] + line["left_out"],
            "votes": line["votes"],
            "order": line["order"],
        }
        for line in stored["lines"]
    ]
    facts = (
        {key: about["cost_cents"] for key, about in stored["proposals"].items()},
        {key: (a["community_id"], a["category"]) for key, a in stored["proposals"].items()},
    )
    told = {line["key"]: line["total"] for line in stored["lines"]}
    assert stored["schema"] == "mulin.contest-result.1"
    ranking = [line["key"] for line in stored["lines"]]
    lists = (stored["selected"], stored["waitlisted"])
    return entries, stored["rule"], stored["selection"], facts, told, ranking, lists


def from_xlsx(client, step):
    answer = client.get(reverse("contests:result_xlsx", args=[step.pk]))
    book = openpyxl.load_workbook(BytesIO(answer.content))
    head, *rows = book["结果"].iter_rows(values_only=True)
    rows = [dict(zip(head, row, strict=True)) for row in rows]
    _head, *scores = book["专家评分"].iter_rows(values_only=True)
    rules = dict(book["规则"].iter_rows(values_only=True))
    entries = [
        {
            "key": str(row["编号"]),
            "scores": [str(score[2]) for score in scores if score[0] == row["编号"]],
            "votes": row["票数"],
            "order": row["提交先后"],
        }
        for row in rows
    ]
    rule = {k.removeprefix("rule."): v for k, v in rules.items() if str(k).startswith("rule.")}
    plan = {
        k.removeprefix("selection."): v for k, v in rules.items() if str(k).startswith("selection.")
    }
    facts = (
        {str(row["编号"]): row["造价（分）"] for row in rows},
        {str(row["编号"]): (row["社区"], row["类别"]) for row in rows},
    )
    told = {str(row["编号"]): str(two_places(Decimal(str(row["总分"])))) for row in rows}
    lists = tuple(
        [str(row["编号"]) for row in rows if row["结果"] == word] for word in ("入选", "候补")
    )
    return entries, rule, plan, facts, told, [str(row["编号"]) for row in rows], lists


@pytest.mark.parametrize("read", [from_json, from_xlsx])
@pytest.mark.parametrize(
    "settings",
    [
        {"number": 10, "waitlist": 3},
        {"selection": "pass_mark", "number": 70, "public_method": "rank_points"},
        {
            "selection": "budget",
            "budget": "123456.78",
            "waitlist": 2,
            "public_method": "share_of_all_votes",
        },
        {"number": 7, "waitlist": 3, "least_per_community": 2, "most_per_category": 4},
        {
            "selection": "budget",
            "budget": "81234.56",
            "least_per_community": 1,
            "most_per_community": 2,
        },
    ],
    ids=["quota", "pass mark", "budget", "quota with limits", "budget with limits"],
)
def test_27_proposals_are_counted_and_selected_again(client, read, settings):
    quality = make_quality_cycle(communities=5, **settings)
    step = quality.close()
    entries, rule, plan, facts, told, ranking, lists = read(client, step)
    totals, best_first = count_again(entries, rule)
    assert len(totals) == 27
    assert totals == told
    assert best_first == ranking
    assert select_again(best_first, totals, *facts, plan) == lists


@pytest.mark.parametrize("read", [from_json, from_xlsx])
def test_trimmed_scores_and_ties_come_out_the_same(client, read):
    contest = make_contest(trim=True, number=2)
    for number, scores in enumerate(["90 80 70", "85.5 80 70", "60 80 70", "99 80 70", "75 80 71"]):
        judge = contest.judge(f"评委{number}")
        for proposal, score in zip(contest.proposals, scores.split(), strict=True):
            contest.score(judge, proposal, score)
    step = close_step(actor=contest.office, step=contest.step)
    entries, rule, plan, facts, told, ranking, lists = read(client, step)
    totals, best_first = count_again(entries, rule)
    assert totals == told
    assert best_first == ranking
    assert select_again(best_first, totals, *facts, plan) == lists


def test_the_figures_of_the_programme_stand_on_the_page_and_in_the_files(client):
    """S2-3: means of 90, 85 and 92, votes as 100 to 200 to 20, weighed 80 to 20."""
    contest = make_contest(number=2)
    judge = contest.judge("顾文柏")
    for proposal, score in zip(contest.proposals, ("90", "85", "92"), strict=True):
        contest.score(judge, proposal, score)
    for number, chosen in enumerate([contest.a] * 10 + [contest.b] * 20 + [contest.c] * 2):
        contest.vote(contest.resident(f"邻居{number}"), chosen)
    step = close_step(actor=contest.office, step=contest.step)
    step.refresh_from_db()
    lines = [
        (line["key"], line["expert_part"], line["public_part"], line["total"])
        for line in step.outcome["lines"]
    ]
    assert lines == [
        ("2", "68.00", "20.00", "88.00"),
        ("1", "72.00", "10.00", "82.00"),
        ("3", "73.60", "2.00", "75.60"),
    ]
    page = client.get(reverse("contests:result", args=[step.pk])).content.decode()
    for words in ("90.00 × 80% = 72.00", "50.00 × 20% = 10.00", "10 ÷ 20 × 100 = 50.00"):
        assert words in page

"""What a count tells: without a page, without a table, wherever the election came from."""

import re
from fractions import Fraction
from itertools import product

import pytest
from django.utils.translation import override

from mulin.decisions.budgeting import (
    Election,
    Project,
    Rule,
    TieOrder,
    compare,
    decide,
    explain,
)
from mulin.decisions.budgeting.pabulib import read
from mulin.decisions.budgeting.tests.pabulib import real_elections

from .. import rules
from ..comparing import Compared
from ..money import Money
from ..presenting import Result
from .elections import written

ELECTION = read(written())


def result(rule: Rule, election: Election = ELECTION, currency: str = "CNY") -> Result:
    return Result(election, explain(election, decide(election, rule)), currency)


def row(shown: Result, name: str):
    return next(one for one in shown.rows if one.name == name)


def test_ballots_in_order_are_told_as_places_and_not_as_points_that_were_given():
    projects = [Project("1", 100, "灯"), Project("2", 200, "坡道")]
    ranked = Election.from_rows(projects, 300, [["1", "2"], ["2"]], kind="ordinal")
    told = str(result(rules.best_rule("ordinal", "greedy"), ranked).particulars)
    assert "按排的先后给分" in told
    assert "按给的分" not in told


def test_the_verdict_is_one_sentence():
    shown = result(rules.best_rule("approval"))
    assert shown.verdict == "5 项里选出 2 项，花 10,000 元"
    assert shown.budget_bar.says == "预算 10,000 元，花 10,000 元，剩 0 元"
    assert sum(float(part.share) for part in shown.budget_bar.segments) == pytest.approx(100)


def test_every_project_says_why():
    shown = result(rules.best_rule("approval"))
    said = {one.name: (one.verdict, one.because) for one in shown.rows}
    assert said["避雨亭"] == ("凑够", "8 人出钱，每人出 750 元，凑够了。")
    assert said["声控灯"][0] == "差 3,498.85 元"
    assert "最多的一笔是““老树”长椅”" in said["声控灯"][1]
    assert said["地下车库"] == (
        "超过预算",
        "光这一项就要 12,000 元，比全部预算 10,000 元 还多。",
    )
    assert said["没人要的牌子"] == ("没人选", "没有人选它。")


def test_by_most_votes_everybody_hears_how_much_was_left():
    shown = result(Rule("greedy"))
    assert row(shown, "声控灯").because == "5 人想要。轮到它时还有 4,000 元，够办。"
    assert "轮到它时只剩 0 元" in row(shown, "“老树”长椅").because


def test_those_who_could_not_pay_in_full_are_drawn_and_counted():
    projects = [Project("1", 600, "长椅"), Project("2", 500, "灯")]
    ballots = [["1"]] * 4 + [["1", "2"]] * 2
    shown = result(Rule("equal-shares"), Election.from_rows(projects, 1200, ballots))
    lamp = row(shown, "灯")
    bench = row(shown, "长椅")
    assert [len(one.bars) for one in (bench, lamp)] == [1, 1]
    assert bench.because == "6 人出钱，每人出 100 元，凑够了。"
    assert lamp.verdict == "差 300 元"
    assert [(one.label, str(one.written)) for one in lamp.sums] == [
        ("支持的人一共分到", '<span class="money">400 元</span>'),
        ("花在“长椅”", '<span class="money">200 元</span>'),
        ("还剩", '<span class="money">200 元</span>'),
        ("还差", '<span class="money">300 元</span>'),
    ]


def test_unequal_payments_are_listed_and_drawn():
    projects = [Project("1", 600, "长椅"), Project("2", 240, "灯")]
    ballots = [["1"]] * 4 + [["1", "2"]] * 2 + [["2"]]
    shown = result(Rule("equal-shares"), Election.from_rows(projects, 1050, ballots))
    lamp = row(shown, "灯")
    assert lamp.supporters == "1 人出足，2 人出了剩的钱。"
    assert len(lamp.bars) == 2
    assert lamp.bars[1].says == lamp.supporters
    assert [one.label for one in lamp.sums] == ["出足的每人出", "1 人每人出", "2 人每人出"]


def test_a_tie_names_what_settled_it():
    projects = [Project("1", 600, "长椅"), Project("2", 600, "灯")]
    election = Election.from_rows(projects, 600, [["1"], ["2"]])
    shown = result(Rule("greedy", ties=TieOrder(("lot",), "2026-188")), election)
    assert shown.ties[0].startswith("“")
    assert "抽签" in shown.ties[0]
    loser = shown.not_chosen[0]
    assert "和“" in loser.because
    assert "抽签" in loser.because
    assert ("抽签的种子", "2026-188") in [part[:2] for part in shown.particulars]


def test_money_is_rounded_to_read_and_exact_on_demand():
    money = Money(100, "CNY")
    assert money.said(Fraction(1_234_567)) == "12,345.67 元"
    assert money.said(Fraction(10_400, 37)) == "2.81 元"
    assert money.exact(Fraction(10_400, 37)) == "104/37 元"
    assert money.rounds(Fraction(10_400, 37))
    assert not money.rounds(1_234_567)
    assert Money(1, "PLN").said(6_112_868) == "6,112,868 PLN"
    assert Money(1).said(-5) == "−5"
    with override("en"):
        assert money.said(500) == "¥5"


def test_two_results_stand_side_by_side():
    first, second = result(rules.best_rule("approval")), result(Rule("greedy"))
    change = compare(ELECTION, first.explanation.allocation, second.explanation.allocation)
    compared = Compared(first, second, change)
    assert compared.verdict == "换成“票多的先买”：少了 1 项，多了 1 项，其余的一样。"
    assert [one.name for one, _other in compared.only_first] == ["“老树”长椅"]
    assert [one.name for one, _other in compared.only_second] == ["声控灯"]
    assert [one.name for one in compared.both] == ["避雨亭"]
    assert compared.shifts[0].says == "更好 2 人，一样 10 人，更差 1 人"
    assert compared.figures[2][1:] == ("12 位投票人，占 92.3%", "11 位投票人，占 84.6%")
    assert not compared.is_same


def test_nobody_voting_is_told_too():
    election = Election.from_rows(ELECTION.projects, 1000, [])
    for name in rules.RULES:
        shown = result(rules.best_rule("approval", name), election)
        assert shown.voters == shown.served == 0
        assert tells_everything(shown)
    assert result(Rule("equal-shares"), election).verdict == "5 项里一项也办不成"


def test_every_choice_on_the_page_can_be_counted_and_told():
    for kind, utilities in rules.UTILITIES_OF.items():
        rows = {
            "approval": [["1", "2"], ["2"], ["3"]],
            "ordinal": [["1", "2"], ["2"], ["3", "1", "2"]],
        }.get(kind, [{"1": 2, "2": 1}, {"2": 5}, {"3": 1}])
        projects = [Project("1", 500), Project("2", 300, "灯"), Project("3", 400, "牌")]
        election = Election.from_rows(projects, 800, rows, kind=kind)
        for name, utility, completion in product(rules.RULES, utilities, rules.COMPLETIONS):
            rule = rules.rule_from(name, utility, completion, TieOrder())
            assert tells_everything(result(rule, election))


@pytest.mark.parametrize("path", real_elections())
def test_a_real_election_is_told_by_every_rule(path):
    election = read(path.read_bytes())
    for name in rules.RULES:
        assert tells_everything(result(rules.best_rule(election.kind, name), election, "PLN"))


def tells_everything(shown: Result) -> bool:
    """Say whether every sentence and every picture of a result can be made, and is whole."""
    told = [shown.verdict, *shown.ties, shown.raised, *(one.because for one in shown.rows)]
    told += [words for part in shown.particulars for words in part]
    bars = [bar for one in shown.rows for bar in one.bars] + [bar for *_, bar in shown.spread]
    lengths = [sum(float(part.share) for part in bar.segments) for bar in bars]
    assert all(length <= 100.05 for length in lengths)
    assert len(shown.rows) == len(shown.election.projects)
    return not any(re.search(r"%\(|None|\{", words) for words in told)

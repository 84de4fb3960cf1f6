"""
Everything the command says, in Chinese and English.

It says it without Django, whose books of translations need a site's settings.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

CHINESE, ENGLISH = LANGUAGES = ("zh", "en")

Both = Mapping[str, tuple[str, str]]

SENTENCES: Both = {
    "project": ("编号", "id"),
    "rank": ("名次", "rank"),
    "name": ("名称", "name"),
    "cost": ("花费", "cost"),
    "votes": ("票数", "votes"),
    "each": ("每人出", "each pays"),
    "each_vote": ("每票合", "per vote"),
    "left": ("余下", "left"),
    "head": (
        "{projects} 个项目，{voters} 人投票，预算 {budget}。",
        "{projects} projects, {voters} voters, a budget of {budget}.",
    ),
    "total": (
        "选中 {winners} 项，花费 {spent}，余 {left}。",
        "{winners} chosen for {spent}; {left} is left.",
    ),
    "nothing": ("一项也没有选中。", "Nothing was chosen."),
    "by_completion": (
        "* 用余下的钱补上的。",
        "* Bought with money that was left over.",
    ),
    "endowment": (
        "最后每人 {endowment}，试了 {tried} 种。",
        "In the end each voter had {endowment}; {tried} endowments were tried.",
    ),
    "rule": ("规则：{rule}", "Rule: {rule}"),
    "tie": (
        "一样好：{keys}；{by}，先选 {chosen}。",
        "Equally good: {keys}; {by}, so {chosen} came first.",
    ),
    "tie_times": ("（遇到 {times} 次）", " (met {times} times)"),
    "more_ties": ("还有 {more} 组一样好的，见 --json。", "{more} more ties: see --json."),
    "note": ("注意：第 {line} 行：{what}", "Note: line {line}: {what}"),
    "envelope": (
        "== 资金包 {name}：{projects} 个项目，预算 {budget} ==",
        "== Envelope {name}: {projects} projects, a budget of {budget} ==",
    ),
    "together": (
        "所有资金包：选中 {winners} 项，花费 {spent}。",
        "All envelopes: {winners} chosen for {spent}.",
    ),
    "wrong_envelope": (
        "--envelope 要写“名称=钱数”，一个资金包一次",
        "--envelope must be NAME=MONEY, once for each envelope",
    ),
    "no_money_for": ("资金包“{name}”没有预算", "no budget is given to the envelope {name!r}"),
    "one_or_other": (
        "--envelope 不能和 --explain、--how-far 一起用",
        "--envelope does not go with --explain or --how-far",
    ),
    "not_passed_over": (
        "--how-far：“{key}”不是没有选中的项目",
        "--how-far: {key!r} is no project that was passed over",
    ),
    "counting": ("正在计票", "counting"),
    "tried": ("试了 {tried} 种份额", "{tried} endowments"),
    "wrong": ("mulin decide：{what}", "mulin decide: {what}"),
    "fault": ("{file}：第 {line} 行：{what}", "{file}: line {line}: {what}"),
    "sheet": ("{file}（工作表 {sheet}）", "{file} (sheet {sheet})"),
    "unreadable": ("读不了 {file}：{what}", "cannot read {file}: {what}"),
    "file_too_large": (
        "{file} 超过 512 MB，没有读完",
        "{file} is larger than 512 MB and was not read to its end",
    ),
    "give_a_file": (
        "请写上文件名（- 表示从标准输入读），或者 --list",
        "name a file (- reads standard input), or use --list",
    ),
    "no_completion": (
        "只有 equal-shares 才有 --completion、--increment、--stop",
        "only equal-shares has --completion, --increment and --stop",
    ),
    "no_utility": ("phragmen 只用 --utility cost", "phragmen knows only --utility cost"),
    "wrong_increment": ("--increment 要写大于零的数", "--increment must be a number above zero"),
    "wrong_least_votes": (
        "--least-votes 要写不小于零的整数",
        "--least-votes must be a whole number, zero or more",
    ),
    "wrong_ties": (
        "--ties 只能由 {known} 组成，用逗号隔开，最后一个是 lot 或 id",
        "--ties lists some of {known} between commas, and lot or id comes last",
    ),
    "seed_for_lot": (
        "抽签（--ties 以 lot 结尾）要有公开的 --seed；不抽签就不写",
        "a lot (--ties ending in lot) needs a published --seed, and nothing else has one",
    ),
    "needs_points": (
        "这些选票没有分数，--utility 用 cardinality 或 cost",
        "these ballots give no points: use --utility cardinality or cost",
    ),
    "needs_ranks": ("--utility borda 要排序的选票", "--utility borda needs ordinal ballots"),
    "no_projects": ("文件里没有项目", "the file has no projects"),
    "workbook_too_large": (
        "工作表太大：最多 5 万行、200 列",
        "a sheet is too large: 50,000 rows and 200 columns at most",
    ),
    "not_a_workbook": (
        "这个 Excel 文件打不开，可能没传完、有密码，或者不是 .xlsx",
        "this workbook cannot be opened: it is broken, locked, or no .xlsx",
    ),
}

HELP: Both = {
    "description": (
        "计算一次参与式预算的结果。读 Pabulib 的 .pb、Mulin 的 .json 和 .xlsx。",
        "Count a participatory budget from Pabulib's .pb, Mulin's .json, or .xlsx.",
    ),
    "file": ("文件；- 表示从标准输入读", "the file; - reads standard input"),
    "list": ("列出所有规则和出处", "name the rules, each with its source"),
    "rule": ("规则（默认 equal-shares）", "the rule (default: equal-shares)"),
    "utility": ("选中一项，支持者得到多少（默认 cost）", "what a supporter gains (default: cost)"),
    "completion": ("余下的钱怎么办（默认 none）", "what is done with money left (default: none)"),
    "increment": (
        "add1 每次给每人加多少元（默认 1）",
        "by how much add1 raises each endowment, in units of the currency (default: 1)",
    ),
    "stop": (
        "add1 在哪些项目都放不下时停（默认 supported）",
        "add1 also stops when no project of these fits any more (default: supported)",
    ),
    "least_votes": ("票数不到这么多的不参加", "leave out projects with fewer votes"),
    "ties": (
        "一样好时谁先，用逗号隔开（默认 lowest-cost,most-votes,id；有 --seed 时末尾为 lot）",
        "who comes first of equals, between commas (default: lowest-cost,most-votes,id; "
        "with --seed the last is lot)",
    ),
    "seed": ("抽签用的公开种子", "the published seed of the lot"),
    "envelope": (
        "单独算一个资金包的项目，用它自己的钱；可以写多次",
        "count the projects of an envelope with money of its own; may be repeated",
    ),
    "how_far": (
        "说明一个没选中的项目还差多少（要反复重算）；可以写多次",
        "say how far a project is from being chosen (counts again and again); may be repeated",
    ),
    "json": ("输出 JSON", "print JSON"),
    "explain": ("说明每个项目为什么选中或没选中", "say why each project was chosen or not"),
    "lang": ("语言（默认看 LANG）", "the language (default: by LANG)"),
}

RULES: Both = {
    "equal-shares": (
        "等额份额：预算平分给每位投票人，想要同一项的人一起凑钱，凑够就选。",
        "Equal shares: everyone gets the same part of the budget, and supporters pay together.",
    ),
    "greedy": (
        "从高到低：支持最多的先选，钱不够的跳过。",
        "Greedy: most support first, whatever still fits.",
    ),
    "phragmen": (
        "Phragmén：每人手里的钱一样快地攒，哪一项的支持者先攒够就先选哪一项。",
        "Phragmén: money comes to all at one pace; whoever has enough first buys first.",
    ),
    "max-welfare": (
        "总数最大：所有买得起的搭配里，大家得到的加起来最多的一种。",
        "Maximum welfare: of all sets that can be paid for, the one of the greatest total.",
    ),
}
SOURCES = {
    "equal-shares": "Peters, Pierczyński, Skowron: Proportional Participatory Budgeting with "
    "Additive Utilities. NeurIPS 2021",
    "greedy": "Talmon, Faliszewski: A Framework for Approval-Based Budgeting Methods. AAAI 2019",
    "phragmen": "Los, Christoff, Grossi: Proportional Budget Allocations: Towards a "
    "Systematization. IJCAI 2022",
    "max-welfare": "Talmon, Faliszewski: A Framework for Approval-Based Budgeting Methods. "
    "AAAI 2019",
}

CRITERIA: Both = {
    "lowest-cost": ("便宜的先", "the cheaper first"),
    "most-votes": ("票多的先", "more votes first"),
    "lot": ("抽签", "by lot"),
    "id": ("按编号", "by id"),
}

FAULTS: Both = {
    "empty": ("文件是空的", ""),
    "not_text": ("这里不是 UTF-8 文字", ""),
    "not_pabulib": ("Pabulib 文件的第一行应当是 META", ""),
    "missing_section": ("缺 {section} 一段", ""),
    "misplaced_section": ("{section} 一段重复了，或者放错了地方", ""),
    "missing_column": ("{section} 缺 {column} 一列", ""),
    "missing_key": ("META 里没有写 {key}", ""),
    "unknown_vote_type": ("不认识投票方式“{given}”；认识的有 {known}", ""),
    "not_a_number": ("{what}：“{given}”不是数", ""),
    "thousands_or_decimals": ("{what}：“{given}”分不清是千位还是小数", ""),
    "below_zero": ("{what}：“{given}”比零小", ""),
    "money_too_large": ("钱数太大，没法分毫不差地算", ""),
    "points_too_large": ("分数太大，没法分毫不差地算", ""),
    "project_without_id": ("项目没有编号", ""),
    "repeated_project": ("两个项目的编号都是“{project}”", ""),
    "missing_cell": ("这一行没有写到 {column}", ""),
    "too_many_cells": ("这一行的格子比列多", ""),
    "too_long_a_line": ("这一行或一格太长，或者引号没有结尾", ""),
    "unknown_project": ("选票上的“{project}”不是项目", ""),
    "repeated_in_ballot": ("一张选票选了两次“{project}”", ""),
    "points_do_not_fit": ("一张选票选了 {projects} 项，却有 {points} 个分数", ""),
    "declared_votes": ("文件说有 {declared} 张选票，实际 {found} 张", ""),
    "declared_projects": ("文件说有 {declared} 个项目，实际 {found} 个", ""),
    "too_long": ("有 {ballots} 张选票超过了最多 {allowed} 项", ""),
    "too_short": ("有 {ballots} 张选票不到最少 {allowed} 项", ""),
    "not_json": ("不是 JSON", ""),
    "not_ours": ("不是 Mulin 的选举文件", ""),
    "unknown_version": ("文件的版本是 {given}，这里只读得懂 {known}", ""),
    "wrong_value": ("{where} 应当是 {wanted}", ""),
    "missing_sheet": ("缺工作表 {sheet}", ""),
    "missing_row": ("列标题上面缺“{row}”一行", ""),
    "not_a_mark": ("“{given}”不是勾", ""),
    "repeated_rank": ("一张选票上有两项名次相同", ""),
}
"""Chinese for the codes of the library, which says them in English itself."""


@dataclass(frozen=True)
class Speech:
    """Says things in one language."""

    language: str

    def __call__(self, key: str, sentences: Both = SENTENCES, /, **values: Any) -> str:
        return sentences[key][LANGUAGES.index(self.language)].format(**values)


def language_asked(words: list[str]) -> str:
    """Return the language of --lang, else of the locale; Chinese unless English is asked for."""
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        asked = word.removeprefix("--lang=") if word.startswith("--lang=") else after
        if word.startswith("--lang") and asked in LANGUAGES:
            return asked
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return ENGLISH if locale.startswith(ENGLISH) else CHINESE

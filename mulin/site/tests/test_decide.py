"""`mulin decide` counts a file for whoever has one, with no site behind it."""

import json
import os
import subprocess
import sys
import time
from io import BytesIO, StringIO
from string import Formatter

import pytest
import xlsxwriter

from mulin.decisions.budgeting import Election, Project, _rule, election_file
from mulin.decisions.budgeting._faults import SENTENCES
from mulin.site.decide import options, words
from mulin.site.decide.progress import Progress
from mulin.site.decide.report import amount
from mulin.site.decide.table import cut, printable, table, width

MULIN = [sys.executable, "-m", "mulin.site.command"]
FILE = """META
key;value
description;石榴苑的 200 元
budget;1000
vote_type;approval
num_votes;{votes}
PROJECTS
project_id;cost;name
L1;300;南门路灯
B2;400;Bench
P3;500;花园小路
VOTES
voter_id;vote
1;L1,B2
2;L1,B2
3;B2
4;P3,L1
5;P3
"""
GOOD = FILE.format(votes=5)
PLAIN = {"PATH": os.environ["PATH"], "LANG": "zh_CN.UTF-8", "PYTHONPATH": os.getcwd()}
"""No settings, no database, no home."""


def decide(*asked: str, given: str | bytes = GOOD, lang: str = "zh_CN.UTF-8"):
    """Run the command on what is given to its standard input."""
    content = given.encode() if isinstance(given, str) else given
    run = subprocess.run(
        [*MULIN, "decide", *asked],
        input=content,
        capture_output=True,
        env={**PLAIN, "LANG": lang},
        timeout=60,
    )
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def test_the_outcome_is_a_table_that_a_person_can_read():
    status, out, err = decide("-", "--rule", "greedy", "--ties", "id")
    assert (status, err) == (0, "")
    assert out == (
        "石榴苑的 200 元\n"
        "3 个项目，5 人投票，预算 1,000。\n"
        "\n"
        "名次  编号  名称      花费  票数  每票合  余下\n"
        "   1  B2    Bench      400     3  133.33   600\n"
        "   2  L1    南门路灯   300     3  100.00   300\n"
        "\n"
        "选中 2 项，花费 700，余 300。\n"
        "\n"
        "一样好：B2, L1；按编号，先选 B2。\n"
        "\n"
        "规则：--rule greedy --utility cost --least-votes 0 --ties id\n"
    )


@pytest.mark.parametrize("lang", ["en_GB.UTF-8", "zh_CN.UTF-8", "C", ""])
def test_it_speaks_english_where_the_locale_does_and_chinese_elsewhere(lang):
    english = lang.startswith("en")
    _status, out, _err = decide("-", lang=lang)
    assert ("3 projects, 5 voters, a budget of 1,000." in out) is english
    assert ("3 个项目" in out) is not english
    assert "3 projects" in decide("-", "--lang", "en", lang=lang)[1]
    assert "3 projects" in decide("-", "--lang=en", lang=lang)[1]
    assert "3 个项目" in decide("-", "--lang", "zh", lang=lang)[1]


def test_json_says_everything_in_units_of_the_currency():
    status, out, _err = decide("-", "--rule", "equal-shares", "--completion", "add1", "--json")
    said = json.loads(out)
    assert status == 0
    assert said["winners"] == [bought["project"] for bought in said["rounds"]] == ["L1", "B2"]
    assert (said["spent"], said["budget"], said["left"], said["voters"]) == (700, 1000, 300, 5)
    assert said["rounds"][0] == {
        "project": "L1", "name": "南门路灯", "cost": 300, "votes": 3, "by": "rule",
        "price": "100", "left": 700,
    }  # fmt: skip
    assert said["rule"]["completion"] == "add1"
    assert isinstance(said["spent"], int)


def test_money_with_cents_stays_exact():
    _status, out, _err = decide("-", "--rule", "greedy", "--json", given=GOOD.replace("400", "0.1"))
    assert '"spent": 800.1' in out
    _status, out, _err = decide("-", "--rule", "greedy", given=GOOD.replace("400", "0.1"))
    assert "选中 3 项，花费 800.10，余 199.90。" in out


def test_ties_can_be_settled_by_a_published_seed():
    orders = set()
    for seed in "abcdefgh":
        ties = ("--ties", "lot", "--seed", seed)
        _status, out, _err = decide("-", "--rule", "greedy", *ties, "--json")
        said = json.loads(out)
        assert said["rule"]["ties"] == {"criteria": ["lot"], "seed": seed}
        orders.add(tuple(said["winners"]))
    assert orders == {("B2", "L1"), ("L1", "B2")}


def test_the_rules_are_listed_with_their_sources():
    status, out, _err = decide("--list")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()[::2]] == list(words.RULES)
    assert "NeurIPS 2021" in out


def test_every_project_is_explained():
    status, out, _err = decide("-", "--rule", "equal-shares", "--explain")
    assert status == 0
    assert "✓ 第 1 名 L1 南门路灯\n    3 票，买下了。 3 人出足，每人 100。" in out
    assert "✗ P3 花园小路\n    2 票，" in out
    _status, out, _err = decide("-", "--json", "--explain")
    assert len(json.loads(out)["explanation"]["stories"]) == 3


def test_mulins_own_file_is_read_too():
    election = Election.from_rows([Project("a", 30000, "灯")], 50050, [["a"]], unit=100)
    _status, out, _err = decide("-", given=election_file.write(election))
    assert "预算 500.50" in out


def test_what_is_odd_about_a_file_is_said_above_the_outcome():
    out = decide("-", given=FILE.format(votes=6))[1]
    assert "注意：第 6 行：文件说有 6 张选票，实际 5 张" in out
    out = decide("-", "--lang", "en", given=FILE.format(votes=6))[1]
    assert "Note: line 6: the file says it has 6 ballots, and has 5" in out


@pytest.mark.parametrize(
    ("given", "chinese", "english"),
    [
        (GOOD + "6;X9\n", "-：第 19 行：选票上的“X9”不是项目", "line 19: a ballot names X9"),
        (GOOD.replace(";400", ";four"), "-：第 10 行：cost：“four”不是数", "four is not a number"),
        ("", "-：第 1 行：文件是空的", "-: line 1: the file is empty"),
        (b"\x00\xff", "-：第 1 行：这里不是 UTF-8 文字", "line 1: this is not text in UTF-8"),
        (b"PK\x03\x04", "Excel", "workbook"),
        ('{"a": 1', "-：第 1 行：不是 JSON", "line 1: this is not JSON"),
        (GOOD + "6;\x1b[31m\n", "[31m", "[31m"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_status_2(given, chinese, english):
    for lang, sentence in (("zh", chinese), ("en", english)):
        status, out, err = decide("-", "--lang", lang, given=given)
        assert (status, out) == (2, "")
        assert sentence in err
        assert err.count("\n") == 1
        assert "\x1b" not in err


@pytest.mark.parametrize(
    "asked",
    [
        [],
        ["no-such-file.pb"],
        ["."],
        ["-", "--rule", "dictator"],
        ["-", "--rule", "greedy", "--completion", "add1"],
        ["-", "--rule", "phragmen", "--utility", "cardinality"],
        ["-", "--utility", "points"],
        ["-", "--increment", "0"],
        ["-", "--increment", "1e9"],
        ["-", "--least-votes", "-1"],
        ["-", "--ties", "lowest-cost"],
        ["-", "--ties", "lot"],
        ["-", "--ties", "id", "--seed", "x"],
        ["-", "--ties", "alphabet"],
    ],
)
def test_bad_options_are_refused_in_one_sentence(asked):
    for lang in words.LANGUAGES:
        status, out, err = decide(*asked, "--lang", lang)
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
        assert err.startswith("mulin decide")


def test_a_reader_who_leaves_is_not_bothered():
    many = GOOD + "".join(f"{i};P3\n" for i in range(6, 5000))
    run = f"{' '.join(MULIN)} decide - --explain --json | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", run], input=many.encode(), capture_output=True, env=PLAIN, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_it_needs_neither_django_nor_a_database():
    spy = "import sys; from mulin.site.command import main\ntry: main(['decide', '--list'])\n"
    spy += "except SystemExit: print(sorted({'django', 'psycopg'} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", spy], capture_output=True, env=PLAIN, check=True, timeout=60
    )
    assert run.stdout.decode().splitlines()[-1] == "[]"


def test_what_can_be_asked_for_is_what_the_library_knows():
    assert set(words.RULES) == set(words.SOURCES) == set(_rule.RULES)
    assert set(words.CRITERIA) == set(_rule.CRITERIA)
    assert options.UTILITIES == _rule.UTILITIES
    assert options.COMPLETIONS == _rule.COMPLETIONS
    assert options.STOPS == _rule.STOPS


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_for_those_who_wait_and_wiped_away():
    screen = Screen()
    with Progress(words.Speech("en"), screen, patience=0.0) as progress:
        progress.budget = 1000
        time.sleep(0.15)
        progress.watch(7, 500)
        time.sleep(0.25)
    drawn = screen.getvalue()
    assert "counting [" in drawn
    assert f"[{'=' * 12}{' ' * 12}]" in drawn
    assert "7 endowments" in drawn
    assert drawn.endswith("\x1b[2K")


def test_what_steers_a_terminal_is_escaped_in_json_and_means_the_same():
    status, out, _err = decide("-", "--json", given=GOOD.replace("Bench", "\x9b2JBench\u202e"))
    assert status == 0
    assert not {"\x9b", "\u202e"} & set(out)
    assert "\x9b2JBench\u202e" in [one["name"] for one in json.loads(out)["rounds"]]


def test_a_name_as_long_as_a_book_is_cut_at_once():
    begun = time.monotonic()
    assert cut("名" * 100_000, 9) == "名名名名…"
    assert cut("ab" * 100_000, 9) == "abababab…"
    assert time.monotonic() - begun < 5


def test_a_file_without_end_is_refused():
    with open("/dev/zero", "rb") as endless:
        run = subprocess.run(
            [*MULIN, "decide", "-"], stdin=endless, capture_output=True, env=PLAIN, timeout=60
        )
    assert run.returncode == 2
    assert "超过 512 MB" in run.stderr.decode()
    assert decide("/dev/zero")[0] == 2


def test_no_bar_is_drawn_into_a_file_or_before_a_second():
    file, screen = StringIO(), Screen()
    with Progress(words.Speech("zh"), file, patience=0.0):
        time.sleep(0.05)
    with Progress(words.Speech("zh"), screen):
        time.sleep(0.05)
    assert file.getvalue() == screen.getvalue() == ""


def test_columns_stay_in_line_whatever_stands_in_them():
    drawn = table(["名", "n"], [["路灯", "1"], ["e\u0301a", "22"], ["x" * 50, "3"]], [0], 0, 20)
    lines = drawn.splitlines()
    assert [width(line) for line in lines] == [20] * 4
    assert cut("南门的路灯", 6) == "南门…"
    assert printable("a\x1b[0m\n\u202eb") == "a [0m  b"


@pytest.mark.parametrize(
    ("coins", "unit", "said"),
    [(123456, 1, "123,456"), (123456, 100, "1,234.56"), (100, 100, "1"), (5, 1000, "0.01")],
)
def test_money_is_said_as_people_say_it(coins, unit, said):
    assert amount(coins, unit) == said


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                page.write_row(line, 0, row)
    return target.getvalue()


PROJECTS = [["预算", 1000], ["编号", "名称", "造价"], [1, "路灯", 300.5], [2, "长椅", 400]]


def test_a_workbook_is_read_as_a_committee_types_it():
    votes = [["票号", "路灯", "长椅"], [1, "✓", "✓"], [2, None, "✓"]]
    given = workbook(("项目", PROJECTS), ("选票", votes))
    status, out, err = decide("-", "--rule", "greedy", "--json", given=given)
    assert (status, err) == (0, "")
    assert (json.loads(out)["winners"], json.loads(out)["spent"]) == (["2", "1"], 700.5)


def test_a_fault_in_a_workbook_has_its_sheet_and_row():
    given = workbook(("项目", PROJECTS), ("选票", [["选择"], ["1"], ["3"]]))
    status, _out, err = decide("-", given=given)
    assert (status, err) == (2, "mulin decide：-（工作表 选票）：第 3 行：选票上的“3”不是项目\n")


def test_everything_that_can_be_wrong_is_said_in_chinese():
    assert set(words.FAULTS) == set(SENTENCES)
    for code, (chinese, _) in words.FAULTS.items():
        fields = {field for _, field, *_ in Formatter().parse(chinese) if field}
        assert fields <= {field for _, field, *_ in Formatter().parse(SENTENCES[code]) if field}


def test_each_envelope_is_counted_by_itself():
    given = GOOD.replace(";name", ";name;envelope").replace("南门路灯", "南门路灯;南片")
    given = given.replace("Bench", "Bench;北片").replace("花园小路", "花园小路;北片")
    money = ("--envelope", "南片=300", "--envelope", "北片=500")
    status, out, _err = decide("-", "--rule", "greedy", *money, "--json", given=given)
    said = json.loads(out)
    assert (status, said["winners"], said["spent"]) == (0, ["L1", "B2"], 700)
    assert said["envelopes"]["北片"]["left"] == 100
    out = decide("-", "--rule", "greedy", *money, given=given)[1]
    assert "== 资金包 北片：2 个项目，预算 500 ==" in out
    assert out.endswith("所有资金包：选中 2 项，花费 700。\n")
    for wrong in (money[:2], ("--envelope", "南片"), (*money, "--explain"), ("--envelope", "=x")):
        assert decide("-", "--rule", "greedy", *wrong, given=given)[0] == 2


def test_how_far_a_project_was_from_being_chosen_is_found_out():
    asked = ("-", "--rule", "greedy", "--how-far", "P3")
    out = decide(*asked)[1]
    assert "P3 花园小路 还差多少：\n    再有 2 人只选它一项，就能选中。" in out
    assert "    造价不超过 300，就能选中。" in out
    assert json.loads(decide(*asked, "--json")[1])["distances"][0]["votes_to_win"] == 2
    assert decide("-", "--rule", "greedy", "--how-far", "L1")[0] == 2

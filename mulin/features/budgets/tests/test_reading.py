from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from mulin.decisions.budgeting import REASONS
from mulin.decisions.budgeting._faults import SENTENCES as CODES
from mulin.decisions.budgeting.election_file import write
from mulin.errors import Refused

from ..packing import packed, unpacked
from ..reading import FAULTS, MOST_BYTES, election_in
from ..reasons import SENTENCES
from .elections import upload, written


def refusal(content: bytes | str) -> str:
    content = content.encode() if isinstance(content, str) else content
    with pytest.raises(Refused) as refused:
        election_in(SimpleUploadedFile("budget.pb", content or b"\n"))
    return str(refused.value)


def test_a_file_tells_its_name_its_currency_and_its_ballots():
    found = election_in(upload())
    assert (found.title, found.currency, found.election.voters) == ("红砖苑微预算", "CNY", 13)
    assert len(found.sha256) == 64


def test_a_file_without_a_name_is_called_as_the_file_is():
    text = written().replace("description;红砖苑微预算\n", "").replace("CNY", "元人民币")
    found = election_in(upload(text, "夏天的 预算.pb"))
    assert (found.title, found.currency) == ("夏天的 预算", "")


def test_a_file_that_would_keep_the_site_busy_for_minutes_is_refused(monkeypatch):
    rows = "".join(f"{number};1;一项\n" for number in range(2001))
    head = "META\nkey;value\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n"
    assert "mulin decide" in refusal(f"{head}{rows}VOTES\nvoter_id;vote\n1;7\n")
    monkeypatch.setattr(f"{election_in.__module__}.MOST_WORK", 10)
    assert "mulin decide" in refusal(written())


def test_what_a_file_says_wrongly_of_itself_is_told():
    text = written().replace("num_votes;13", "num_votes;14")
    assert "14" in election_in(upload(text)).notes[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "空的"),
        ("第一行\n第二行\n", "META"),
        ("买菜清单".encode("gb18030") * 50, "UTF-8"),
        (b"META\0\0\0" * 40, "第 1 行"),
        (b"PK\x03\x04" + bytes(range(256)) * 9, "打不开"),
        ("{", "不是 JSON"),
        ('{"format": "别家的"}', "不是睦邻导出的票表"),
        (written().replace("budget;10000\n", ""), "budget"),
        (written().replace("4000;声控灯", "四千;声控灯"), "“四千”不是数"),
        (written([("9", 1)]), "“9”"),
        (written([("1,1", 1)]), "选了两次"),
        (written().replace("vote_type;approval", "vote_type;举手"), "“举手”"),
        (written(kind="cumulative"), "points"),
        ("META\nkey;value\n" + "长" * 2_000_000, "第 "),
    ],
)
def test_a_file_that_is_no_election_is_refused_with_a_sentence(content, said):
    assert said in refusal(content)


def test_a_file_that_is_too_large_is_not_even_read():
    class Bomb:
        name, size = "bomb.pb", MOST_BYTES + 1

        def read(self, num_bytes: int = -1) -> bytes:
            raise AssertionError("this was not to be read")

    with pytest.raises(Refused, match="超过 16 MB"):
        election_in(Bomb())


def test_our_own_files_are_read_too():
    ours = election_in(upload()).election
    found = election_in(upload(write(ours), "票表.json"))
    assert found.election.votes.tolist() == ours.votes.tolist()
    assert (found.title, found.currency) == ("票表", "CNY")


def workbook(ballots: list[list[str]]) -> SimpleUploadedFile:
    projects = [["编号", "名称", "造价"], ["1", "路灯", "3000"], ["2", "长椅", "6000"]]
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for name, rows in (("项目", [["预算", "8000"], *projects]), ("选票", ballots)):
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    book.close()
    return SimpleUploadedFile("社区投票.xlsx", target.getvalue())


def test_a_workbook_that_a_committee_typed_is_read_too():
    found = election_in(workbook([["选择"], ["1、2"], ["1"], ["2"]]))
    assert found.election.votes.tolist() == [2, 2]
    assert (found.title, found.currency) == ("社区投票", "CNY")
    with pytest.raises(Refused, match="“选票”第 3 行：有张票选了“9”"):
        election_in(workbook([["选择"], ["1"], ["9"]]))


@pytest.mark.parametrize("kind", ["cumulative", "scoring"])
def test_points_are_kept_too(kind):
    text = written([("1,2;3,1", 4), ("3;4", 2)], kind=kind, columns="voter_id;age;sex;vote;points")
    election = election_in(upload(text)).election
    again = unpacked(packed(election))
    assert list(again.points) == list(election.points) == [12, 4, 8, 0, 0]
    assert again.projects == election.projects


def test_every_fault_and_every_reason_has_a_sentence():
    assert set(FAULTS) == set(CODES)
    assert set(SENTENCES) >= set(REASONS)

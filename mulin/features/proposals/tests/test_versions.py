from random import Random
from time import process_time

import pytest
from django.db import IntegrityError, transaction

from mulin.errors import NotAllowed, Refused

from .. import actions
from ..comparing import Words, compare, pieces
from ..models import ProposalRevision
from ..queries import revisions_of, sheet_of, snapshot_of
from ..sections import FIELDS, Line
from .people import make_workshop

pytestmark = pytest.mark.django_db
CATEGORIES = Words({"environment": "环境", "culture": "文化"})


@pytest.fixture
def workshop():
    return make_workshop()


@pytest.fixture
def proposal(workshop):
    return workshop.draft()


def write(workshop, proposal, who=None, **said):
    return actions.write_proposal(actor=who or workshop.lin, proposal=proposal, **said)


def test_every_save_that_changes_something_is_a_version(workshop, proposal):
    write(workshop, proposal, goal="三楼以下都亮", why="先写目标")
    write(workshop, proposal, goal="三楼以下都亮")
    write(workshop, proposal, goal="整栋楼都亮", budget=[Line("灯", 6, 12_000)])
    first, second, third = reversed(revisions_of(proposal))
    assert [first.by, second.by, second.reason] == [None, workshop.lin, "先写目标"]
    assert (first.snapshot["goal"], second.snapshot["goal"]) == ("", "三楼以下都亮")
    assert third.snapshot["budget"] == [["灯", 6, 12_000]]
    assert third.snapshot.keys() == set(FIELDS)


def test_a_version_never_changes(workshop, proposal):
    write(workshop, proposal, goal="亮")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        ProposalRevision.objects.filter(number=2).update(reason="改口")


def test_an_earlier_version_comes_back_as_a_new_one(workshop, proposal):
    write(workshop, proposal, goal="第一个想法", budget=[Line("灯", 1, 500)])
    before = snapshot_of(proposal)
    proposal = write(workshop, proposal, goal="第二个想法", budget=[])
    second = revisions_of(proposal).get(number=2)
    restored = actions.restore_revision(actor=workshop.xiaozhou, revision=second)
    assert snapshot_of(restored) == before
    assert restored.cost_cents == 500
    newest = revisions_of(proposal).first()
    assert (newest.number, newest.reason) == (4, "改回第 2 版")
    with pytest.raises(Refused, match="现在就是这一版"):
        actions.restore_revision(actor=workshop.lin, revision=newest)


def test_only_those_who_write_restore(workshop, proposal):
    write(workshop, proposal, goal="亮")
    first = revisions_of(proposal).last()
    stranger = workshop.town.join("路过的人", "resident")
    with pytest.raises(NotAllowed):
        actions.restore_revision(actor=stranger, revision=first)


def test_the_second_of_two_is_told(workshop, proposal):
    write(workshop, proposal, goal="一起看到的")
    seen = sheet_of(proposal).version
    write(workshop, proposal, goal="社工改的", who=workshop.xiaozhou, seen=seen)
    with pytest.raises(Refused, match="有人先存了一版"):
        write(workshop, proposal, goal="林秋月改的", seen=seen)
    write(workshop, proposal, goal="林秋月改的", seen=seen + 1)
    goals = [one.snapshot["goal"] for one in revisions_of(proposal)]
    assert goals == ["林秋月改的", "社工改的", "一起看到的", ""]


def joined(old, new):
    return [(piece.kind, piece.text) for piece in pieces(old, new)]


def test_chinese_is_compared_sign_by_sign():
    assert joined("每月看一次灯", "每周看一次灯") == [
        ("same", "每"),
        ("del", "月"),
        ("ins", "周"),
        ("same", "看一次灯"),
    ]


def test_a_number_stays_whole():
    assert joined("共 120 户", "共 128 户") == [
        ("same", "共 "),
        ("del", "120"),
        ("ins", "128"),
        ("same", " 户"),
    ]


def test_what_has_nothing_in_common_is_not_cut_to_pieces():
    assert joined("楼道感应灯", "成立合唱队") == [("del", "楼道感应灯"), ("ins", "成立合唱队")]


def test_old_and_new_can_be_put_together_again():
    old, new = "楼长每月看一次，坏了找维修队。\n电费 18 元", "楼长和志愿者每周看一次。\n电费 20 元"
    kept = list(pieces(old, new))
    assert "".join(p.text for p in kept if p.kind != "ins") == old
    assert "".join(p.text for p in kept if p.kind != "del") == new


def test_a_comparison_names_what_changed_in_words():
    before = {"category": "environment", "budget": [], "goal": "亮"}
    after = {"category": "culture", "budget": [["灯", 2, 1_250]], "goal": "亮"}
    changes = compare(before, after, CATEGORIES)
    assert [change.label for change in changes] == ["类别", "预算"]
    assert changes[1].pieces[0].text == "灯：12.50 元 × 2 = 25 元"


def test_texts_written_to_be_hard_to_compare_are_compared_in_a_moment():
    old, new = "灯亮" * 1500, "灯灯亮" * 1000
    started = process_time()
    found = list(pieces(old, new))
    assert process_time() - started < 2
    assert "".join(piece.text for piece in found if piece.kind != "ins") == old
    assert "".join(piece.text for piece in found if piece.kind != "del") == new


def test_a_long_text_changed_in_many_places_is_compared_sentence_by_sentence():
    signs = [chr(0x4E00 + n) for n in range(600)]
    often = [1 / (n + 3) for n in range(600)]  # as in any language: a few signs again and again
    said = Random(7).choices(signs, often, k=3000)
    told = ["".join(said[n : n + 29]) + "。" for n in range(0, 3000, 29)]
    changed = [one.replace(one[9], "新", 1) if n % 2 else one for n, one in enumerate(told)]
    found = list(pieces("".join(told), "".join(changed)))
    assert {p.text for p in found if p.kind == "ins"} == set(changed) - set(told)
    assert "".join(p.text for p in found if p.kind != "ins") == "".join(told)

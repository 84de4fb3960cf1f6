from datetime import date, timedelta
from decimal import Decimal
from time import monotonic

import pytest
from django.db import transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import at_once

from .. import actions, tasks
from ..models import Building, Compound, Dwelling, Entrance, Household, Membership, RollImport
from ..queries import household_count
from ..roles import Role
from ..roll import writing
from ..roll.export import doors_in_order
from ..roll.faults import sentence
from ..roll.progress import Progress
from ..roll.sheets import roll_sheet, template
from .messy import messy_roll
from .people import make_town
from .rolls import HEADER, bring_in, confirm, doors, hand_in, table, told

pytestmark = pytest.mark.django_db

WANG = ["北里一区", "3号楼", "2单元", "401", "王建国", "13800000001", "62.35", "3", ""]
LI = ["北里一区", "3号楼", "2单元", "402", "李秀兰", "0591-87654321", 58, 2.0, "空置"]


@pytest.fixture
def town():
    town = make_town()
    town.join("方静姝", Role.SECRETARY)
    return town


def faults_in(roll):
    return [(fault["row"], sentence(fault)) for fault in roll.findings["faults"]]


def test_a_household_is_imported_with_everything_the_file_says(town):
    bring_in(town, table(WANG, LI))
    home = doors(town.community)["3号楼2单元401"]
    assert (home.contact_name, home.contact_phone, home.size) == ("王建国", "13800000001", 3)
    assert home.dwelling.area_m2 == Decimal("62.35")
    assert home.dwelling.entrance.building.compound.name == "北里一区"
    empty = doors(town.community)["3号楼2单元402"]
    assert empty.is_vacant
    assert empty.contact_phone == "0591-87654321"


def test_checking_alone_changes_nothing(town):
    roll = hand_in(town, table(WANG, LI))
    assert roll.counts == (2, 0, 0, 0, 0)
    assert not Household.objects.exists()
    assert not Compound.objects.exists()


def test_the_same_file_again_changes_nothing(town):
    content = messy_roll(300)
    bring_in(town, content)
    before = list(Household.objects.order_by("id").values())
    again = hand_in(town, content)
    assert again.counts == (0, 0, 300, 0, 0)
    assert not again.may_be_confirmed
    assert list(Household.objects.order_by("id").values()) == before


def test_all_ways_to_write_a_door_mean_the_same_household(town):
    bring_in(town, messy_roll(300, seed=1))
    other_hand = hand_in(town, messy_roll(300, seed=2))
    assert other_hand.new == other_hand.gone == 0
    assert Household.objects.count() == 300


def test_changed_lines_change_what_they_say_and_empty_cells_keep_what_is_there(town):
    bring_in(town, table(WANG))
    changed = [*WANG[:4], "王小建", "", "", "", ""]
    roll = bring_in(town, table(changed))
    assert roll.counts == (0, 1, 0, 0, 0)
    home = doors(town.community)["3号楼2单元401"]
    assert (home.contact_name, home.contact_phone, home.size) == ("王小建", "13800000001", 3)
    assert home.dwelling.area_m2 == Decimal("62.35")


def test_somebody_moves_into_a_vacant_home(town):
    bring_in(town, table(LI))
    bring_in(town, table([*LI[:8], "已入住"]))
    assert not doors(town.community)["3号楼2单元402"].is_vacant


def test_households_the_file_does_not_have_are_listed_and_stay(town):
    bring_in(town, table(WANG, LI))
    roll = bring_in(town, table([*WANG[:4], "王小建", "", "", "", ""]))
    assert roll.gone == 1
    assert roll.findings["gone"] == ["3号楼2单元402"]
    assert len(doors(town.community)) == 2


def test_a_file_about_one_compound_misses_nothing_of_the_others(town):
    bring_in(town, table(WANG))
    assert hand_in(town, table(["北里二区", *LI[1:]])).gone == 0


def test_one_wrong_line_keeps_the_whole_file_out(town):
    roll = hand_in(town, table(WANG, [*LI[:5], "1380000", *LI[6:]]))
    assert roll.counts == (1, 0, 0, 0, 1)
    with pytest.raises(Refused, match="还有错"):
        confirm(town, roll)
    assert not Household.objects.exists()


def test_every_fault_is_named_with_its_line_and_in_a_copy_of_the_file(town):
    bad = [
        ["北里一区", "3号楼", "2单元", "401", "王*", "1380000", "", "", ""],
        ["北里一区", "", "", "见附件", "", "", "六十平", "", ""],
        ["北里一区", "3号楼", "1单元", "3-2-402", "", "", "", "一大家子", ""],
        WANG,
        ["北里一区", "３栋", "2门", "401室", "", "", "", "", ""],
    ]
    roll = hand_in(town, table(*bad))
    assert faults_in(roll) == [
        (2, "联系电话：“1380000”不像电话号码，一格只写一个手机或座机"),
        (3, "房号：“见附件”看不出是哪栋哪室，请写成 3-2-401 或 3号楼2单元401"),
        (3, "建筑面积：“六十平”不像面积，请只写数字，如 62.35"),
        (4, "房号：这里写的“3-2-402”和楼号、单元两列对不上"),
        (4, "人数：“一大家子”不像人数，请只写数字"),
        (6, "房号：和第 5 行是同一户"),
    ]
    copy = told(roll)
    assert copy[0] == "问题 Problem"
    assert copy[2].count("；") == 1
    assert copy[4] == ""


def test_a_corrected_copy_can_be_handed_in_again(town):
    roll = hand_in(town, table(WANG, [*LI[:5], "1380000", *LI[6:]]))
    with roll.annotated.open("rb") as file:
        again = hand_in(town, file.read())
    assert again.counts == roll.counts
    assert again.findings["unused"] == []


def test_a_door_that_excel_made_a_date_of_is_explained(town):
    roll = hand_in(town, table([*WANG[:3], date(2003, 2, 1), *WANG[4:]]))
    assert faults_in(roll) == [
        (2, "房号：Excel 把它变成日期了（2003-02-01）。请把这一列设成文本，重新填")
    ]


def test_sums_signatures_gaps_and_repeated_headers_are_no_households(town):
    content = table(
        WANG,
        [""],
        HEADER,
        LI,
        ["合计", "", "", "2"],
        ["填表人：桑榆", "", "", "审核：方静姝"],
    )
    assert hand_in(town, content).counts == (2, 0, 0, 0, 0)


def test_a_new_compound_is_made_only_when_somebody_says_so(town):
    roll = hand_in(town, table(WANG))
    with pytest.raises(Refused, match="北里一区"):
        actions.confirm_roll(
            actor=town.people["方静姝"], roll=roll, new_compounds=[], is_whole=False
        )
    assert not Compound.objects.exists()


def test_a_name_nearly_right_is_pointed_out(town):
    actions.add_compound(actor=None, community=town.community, name="北里一区")
    roll = hand_in(town, table(["北里1区", *WANG[1:]]))
    assert roll.findings["compounds"] == [{"name": "北里1区", "households": 1, "like": "北里一区"}]


def test_buildings_already_on_the_tree_are_found_by_any_of_their_names(town):
    compound = actions.add_compound(actor=None, community=town.community, name="糖坊三号院")
    actions.add_building(actor=None, compound=compound, name="三号院3栋", entrances=2)
    bring_in(town, table(["糖坊三号院", "3#", "二单元", "401", "", "", "", "", ""]))
    assert Building.objects.count() == 1
    assert Entrance.objects.count() == 2
    assert list(doors(town.community)) == ["三号院3栋2单元401"]


def test_a_dwelling_that_stood_empty_gets_its_household(town):
    compound = actions.add_compound(actor=None, community=town.community, name="北里一区")
    building = actions.add_building(actor=None, compound=compound, name="3", entrances=2)
    entrance = building.entrances.get(name="2单元")
    Dwelling.objects.create(entrance=entrance, room="401")
    bring_in(town, table(WANG))
    assert Dwelling.objects.get().area_m2 == Decimal("62.35")
    assert Dwelling.objects.get().household.contact_name == "王建国"


def test_without_a_compound_column_the_only_compound_is_meant(town):
    actions.add_compound(actor=None, community=town.community, name="北里一区")
    roll = hand_in(town, table(WANG[1:], header=["楼号", "单元", "房号", "户主"]))
    assert roll.counts == (1, 0, 0, 0, 0)
    assert roll.findings["compounds"] == []


def test_without_a_compound_column_the_chosen_compound_is_meant(town):
    for name in ("北里一区", "北里二区"):
        compound = actions.add_compound(actor=None, community=town.community, name=name)
    content = table(WANG[1:], header=["楼号", "单元", "房号", "户主"])
    assert faults_in(hand_in(town, content)) == [(2, "小区：没写哪个小区")]
    assert hand_in(town, content, compound=compound).counts == (1, 0, 0, 0, 0)


def test_hostile_words_are_stored_as_words(town):
    name = '=HYPERLINK("http://x")\'<b>'
    bring_in(
        town,
        table([*WANG[:4], name, "", "", "", ""], header=["小区", "楼号", "单元", "房号", "户主"]),
    )
    assert doors(town.community)["3号楼2单元401"].contact_name == "0"
    content = f'楼号,房号,户主\n3-2,401,\n3,402,"{name.replace(chr(34), chr(34) * 2)}"\n'.encode()
    actions.add_compound(actor=None, community=town.community, name="北里二区")
    roll = hand_in(town, content, compound=Compound.objects.get(name="北里二区"))
    assert roll.faulty == 0


def test_a_file_without_a_header_is_refused_in_words(town):
    secretary = town.people["方静姝"]
    roll = actions.upload_roll(
        actor=secretary, community=town.community, name="a.csv", content="甲,乙\n1,2".encode()
    )
    tasks.check_roll(roll.pk)
    roll.refresh_from_db()
    assert roll.has_failed
    assert "没找到表头" in roll.reason


def test_the_template_is_empty_for_the_import(town):
    secretary = town.people["方静姝"]
    roll = actions.upload_roll(
        actor=secretary, community=town.community, name="t.xlsx", content=template("望禾北里社区")
    )
    tasks.check_roll(roll.pk)
    roll.refresh_from_db()
    assert "没有住户" in roll.reason


def test_what_is_exported_is_what_was_imported(town):
    bring_in(town, messy_roll(200))
    exported = roll_sheet("户册", doors_in_order(town.community))
    assert hand_in(town, exported).counts == (0, 0, 200, 0, 0)


def test_the_export_goes_from_door_to_door(town):
    rooms = [("10", "101"), ("2", "1001"), ("2", "302")]
    bring_in(town, table(*(["北里一区", b, "1", room] for b, room in rooms)))
    assert [row[1] + row[3] for row in doors_in_order(town.community)] == [
        "2号楼302",
        "2号楼1001",
        "10号楼101",
    ]


def test_the_community_is_counted_by_its_roll_once_somebody_says_it_is_whole(town):
    bring_in(town, table(WANG, LI), is_whole=True)
    town.community.refresh_from_db()
    assert town.community.roll_complete_on is not None
    assert household_count(town.community) == 2


def test_files_are_removed_after_the_import(town, django_capture_on_commit_callbacks):
    roll = hand_in(town, table(WANG))
    storage, name = roll.file.storage, roll.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(town, roll)
        actions.import_roll(actor=town.people["方静姝"], roll=roll)
    assert not storage.exists(name)


def test_files_nobody_imports_are_removed_after_thirty_days(
    town, django_capture_on_commit_callbacks
):
    roll = hand_in(town, table(WANG, [*LI[:5], "1", *LI[6:]]))
    name, copy = roll.file.name, roll.annotated.name
    RollImport.objects.update(at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.forget_roll_files(0)
    assert not roll.file.storage.exists(name)
    assert not roll.file.storage.exists(copy)
    roll.refresh_from_db()
    assert roll.findings == {}
    assert roll.has_failed


def test_the_roll_changed_after_it_was_checked_so_it_is_shown_again(town):
    first, second = hand_in(town, table(WANG)), hand_in(town, table(WANG, LI))
    confirm(town, first)
    confirm(town, second)
    for roll in (first, second):
        tasks.import_roll(roll.pk)
    second.refresh_from_db()
    assert second.is_checked
    assert second.counts == (1, 0, 1, 0, 0)
    assert "请看看新的数" in second.reason
    assert len(doors(town.community)) == 1


def test_an_import_that_breaks_leaves_nothing_behind(town, monkeypatch):
    roll = hand_in(town, table(WANG, LI))
    confirm(town, roll)

    def break_down(*args):
        raise RuntimeError("power cut")

    monkeypatch.setattr(writing, "_add", break_down)
    with pytest.raises(RuntimeError):
        tasks.import_roll(roll.pk)
    roll.refresh_from_db()
    assert roll.has_failed
    assert "没有改动任何东西" in roll.reason
    assert not Compound.objects.exists()


def test_only_the_office_brings_in_a_roll(town):
    resident = town.join("米素珍", Role.RESIDENT)
    other = town.join("戴云舒", Role.DIRECTOR, town.far_community)
    for person in (resident, other):
        with pytest.raises(NotAllowed):
            actions.upload_roll(
                actor=person, community=town.community, name="a.xlsx", content=table(WANG)
            )


def test_who_lost_the_role_meanwhile_imports_nothing(town):
    roll = hand_in(town, table(WANG))
    confirm(town, roll)
    Membership.objects.update(until_on=timezone.localdate())
    tasks.import_roll(roll.pk)
    roll.refresh_from_db()
    assert roll.has_failed
    assert not Household.objects.exists()


def test_each_step_is_on_record(town):
    bring_in(town, table(WANG))
    verbs = Record.objects.filter(verb__startswith="places.roll").values_list("verb", flat=True)
    assert list(verbs.order_by("id")) == [
        "places.roll_uploaded",
        "places.roll_checked",
        "places.roll_confirmed",
        "places.roll_imported",
    ]


def test_twenty_thousand_households_fit_into_a_short_wait(town):
    start = monotonic()
    roll = bring_in(town, messy_roll(20_000), is_whole=True)
    assert roll.is_done
    assert household_count(town.community) == 20_000
    assert monotonic() - start < 60


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_imports_of_a_community_do_not_mix(self):
        town = make_town()
        secretary = town.join("方静姝", Role.SECRETARY)
        rolls = [hand_in(town, messy_roll(120, seed=seed)) for seed in (1, 2)]
        for roll in rolls:
            confirm(town, roll)
        at_once(
            *(lambda roll=roll: actions.import_roll(actor=secretary, roll=roll) for roll in rolls)
        )
        assert Household.objects.count() == 120
        states = sorted(RollImport.objects.values_list("state", flat=True))
        assert states == ["checked", "done"]

    def test_two_confirmations_start_one_import(self):
        town = make_town()
        town.join("方静姝", Role.SECRETARY)
        roll = hand_in(town, table(WANG))
        outcomes = at_once(lambda: confirm(town, roll), lambda: confirm(town, roll))
        assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1

    def test_the_page_sees_the_progress_before_the_import_is_kept(self):
        town = make_town()
        town.join("方静姝", Role.SECRETARY)
        roll = hand_in(town, table(WANG))
        with transaction.atomic(), Progress(roll) as progress:
            progress.say(42)
            assert RollImport.objects.get(pk=roll.pk).progress == 42
            transaction.set_rollback(True)
        assert RollImport.objects.get(pk=roll.pk).progress == 42

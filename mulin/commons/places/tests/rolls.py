"""Hand in a roll and let it be checked and imported, as the worker would."""

from typing import Any

from mulin.web.workbooks import sheets_of

from .. import actions
from ..models import AdminUnit, Household, RollImport
from .people import Town
from .test_roll_reading import workbook

HEADER = ["小区", "楼号", "单元", "房号", "联系人", "联系电话", "建筑面积", "家庭人数", "备注"]


def hand_in(town: Town, content: bytes, **more: Any) -> RollImport:
    """Let 方静姝 hand in a file, and check it."""
    secretary = town.people["方静姝"]
    roll = actions.upload_roll(
        actor=secretary, community=town.community, name="户册.xlsx", content=content, **more
    )
    actions.check_roll(actor=secretary, roll=roll)
    roll.refresh_from_db()
    return roll


def confirm(town: Town, roll: RollImport, *, is_whole: bool = False) -> None:
    actions.confirm_roll(
        actor=town.people["方静姝"],
        roll=roll,
        new_compounds=[new["name"] for new in roll.findings["compounds"]],
        is_whole=is_whole,
    )


def bring_in(town: Town, content: bytes, **more: Any) -> RollImport:
    """Hand in a file, confirm what it says, and import it."""
    roll = hand_in(town, content)
    confirm(town, roll, **more)
    actions.import_roll(actor=town.people["方静姝"], roll=roll)
    roll.refresh_from_db()
    return roll


def table(*rows: list[Any], header: list[str] | None = None) -> bytes:
    """Return a file with a header and these rows."""
    return workbook(header or HEADER, *rows)


def doors(community: AdminUnit) -> dict[str, Household]:
    """Return a community's households by their address."""
    homes = Household.objects.filter(community=community).select_related(
        "dwelling__entrance__building__compound"
    )
    return {home.address: home for home in homes}


def told(roll: RollImport) -> list[str]:
    """Return the last column of the copy that says what is wrong."""
    with roll.annotated.open("rb") as file:
        rows = sheets_of(file.read())[0]
    return [row[-1] for row in rows]

"""Communities and their zones as a table that offices fill in."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from mulin.errors import Refused
from mulin.web.tables import columns_in
from mulin.web.workbooks import MOST_BYTES, sheets_of

from .models import Participation, Zone

HEADINGS = {"community": ("社区", "社区名称", "Community"), "zone": ("片区", "分区", "Zone")}

__all__ = ["MOST_BYTES", "columns", "read", "rows"]


def columns() -> list[str]:
    return [_("社区"), _("片区")]


def rows(parts: Iterable[Participation]) -> Iterable[Sequence[str]]:
    """Yield a line for each community, with its zone if it has one."""
    for part in parts:
        yield part.community.name, str(part.zone or "")


def read(
    content: bytes, parts: Sequence[Participation], zones: Iterable[Zone]
) -> dict[int, int | None]:
    """Return community → zone as a filled-in table says, or refuse with the line."""
    if len(content) > MOST_BYTES:
        raise Refused(_("文件超过 5 MB 了，这张表应该很小。"))
    lines = next((sheet for sheet in sheets_of(content) if any(map(any, sheet))), [])
    table = columns_in(lines, HEADINGS, needed=HEADINGS)
    if table is None:
        raise Refused(_("没找到表头，要有“社区”和“片区”两列。请先下载这张表再填。"))
    by_name = {part.community.name: part.community_id for part in parts}
    by_zone: dict[str, int | None] = {"": None}
    by_zone |= {name: zone.pk for zone in zones for name in (zone.name, str(zone))}
    chosen: dict[int, int | None] = {}
    for number, line in enumerate(lines[table.first :], start=table.first + 1):
        cells = table.cells(line)
        name, zone = cells["community"][:60], cells["zone"][:60]
        if not name and not zone:
            continue
        if name not in by_name:
            raise Refused(
                _("第 %(line)s 行：这一季没有“%(name)s”参加。") % {"line": number, "name": name}
            )
        if zone not in by_zone:
            raise Refused(
                _("第 %(line)s 行：没有“%(name)s”这个片区。") % {"line": number, "name": zone}
            )
        chosen[by_name[name]] = by_zone[zone]
    if not chosen:
        raise Refused(_("表里没有社区，什么也没改。"))
    return chosen

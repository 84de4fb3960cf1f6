"""The nine matters in the reader's language, and what is said of them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MATTERS: dict[int, tuple[Promise, Promise]] = {
    1: (_("制定和修改业主大会议事规则"), _("怎么开会、怎么表决、票怎么算")),
    2: (_("制定和修改管理规约"), _("大家都要守的小区公约")),
    3: (_("选举业主委员会或者更换业主委员会成员"), _("选谁、换谁")),
    4: (_("选聘和解聘物业服务企业或者其他管理人"), _("请哪家物业，换不换")),
    5: (_("使用建筑物及其附属设施的维修资金"), _("动用已经交的维修资金")),
    6: (_("筹集建筑物及其附属设施的维修资金"), _("再收一笔维修资金")),
    7: (_("改建、重建建筑物及其附属设施"), _("加装电梯、拆了重建、改楼体")),
    8: (
        _("改变共有部分的用途或者利用共有部分从事经营活动"),
        _("绿地改车位、车位改球场、电梯里做广告"),
    ),
    9: (_("有关共有和共同管理权利的其他重大事项"), _("上面没列、但关系到所有业主的大事")),
}
"""By item: the words of the law, and examples in plain words."""


def matter_named(item: int) -> str:
    """Return what the law calls a matter."""
    return str(MATTERS[item][0])

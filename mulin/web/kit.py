"""What the kit page shows: every component in every state, with the demo neighbourhood's words."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.web.pictures import Block, Line, qr, sparkline

PHOTO = {
    "url": "/static/web/icon.svg",
    "thumb_url": "/static/web/icon.svg",
    "alt": "",
    "width": 32,
    "height": 32,
}
HOMES = [Block(*pair) for pair in ((36, 28), (36, 27), (30, 20), (30, 22), (30, 19), (24, 15))]


class KitForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(
        label=gettext_lazy("一句话说清楚"),
        max_length=40,
        help_text=gettext_lazy("例：榕树下添两张带靠背的椅子"),
    )
    phone = forms.RegexField(
        r"^1\d{10}$",
        label=gettext_lazy("手机号"),
        error_messages={"invalid": gettext_lazy("少了 1 位，请再看看")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "tel"}),
    )
    text = forms.CharField(
        label=gettext_lazy("哪儿、什么时候、谁不方便"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("您家的意见"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("同意")),
            ("no", gettext_lazy("不同意\n想请社工来聊聊，也可以选这个")),
            ("later", gettext_lazy("先不表态")),
        ],
    )
    wishes = forms.MultipleChoiceField(
        label=gettext_lazy("想要什么"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("light", gettext_lazy("楼道灯")), ("bench", gettext_lazy("长椅"))],
    )
    building = forms.ChoiceField(
        label=gettext_lazy("哪栋楼"),
        choices=[
            ("1", gettext_lazy("1号楼")),
            ("3", gettext_lazy("甲9号楼")),
            ("5", gettext_lazy("5号楼")),
        ],
    )
    on = forms.DateField(label=gettext_lazy("哪一天"), required=False)
    cost = forms.DecimalField(
        label=gettext_lazy("大约要多少钱"), required=False, decimal_places=2, min_value=0
    )
    photos = forms.ImageField(
        label=gettext_lazy("拍两张照片"),
        required=False,
        help_text=gettext_lazy("请避开人脸和门牌号。上传前会自动去掉照片里的定位。"),
    )
    agree = forms.BooleanField(
        label=gettext_lazy("让邻居看到我的楼号"),
        required=False,
        help_text=gettext_lazy("不选，就只有社工知道。"),
    )


class KitFilters(forms.Form):
    """How a list is narrowed."""

    q = forms.CharField(
        label=gettext_lazy("找"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("标题、楼号")}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), required=False, choices=[("", gettext_lazy("全部类别"))]
    )


def kit() -> dict[str, Any]:
    """Return everything the kit page draws."""
    now = timezone.now()
    return {
        "form": KitForm(initial={"text": _("2 号楼二单元三层到五层，天黑以后。"), "answer": "yes"}),
        "wrong": KitForm({"title": _("楼道的灯晚上不亮"), "phone": "138 0000 00"}, auto_id="w_%s"),
        "filters": KitFilters(),
        "page_of_many": Paginator(range(940), 20).page(7),
        "homes": HOMES,
        "steps": _steps(5),
        "first_steps": _steps(1),
        "todos": _todos(now),
        "ideas": _ideas(),
        "proposal": {
            "title": _("充电车棚"),
            "url": "#",
            "text": _("40 个车位，不再飞线充电"),
            "cost_cents": 6400000,
            "photo": PHOTO,
            "progress": 66,
            "tag": {"text": _("余钱补选"), "tone": "lamp", "icon": "plus"},
        },
        "criteria": _criteria(),
        "scores": _scores(),
        "score_key": _score_key(),
        "events": _events(now),
        "marks": _marks(now.date()),
        "money": [
            {"share": 59.5, "colour": "viz-3", "label": _("已花"), "figure": "76,352.40"},
            {"share": 40.5, "colour": "lamp", "label": _("还剩"), "figure": "52,047.60"},
        ],
        "stages": _stages(),
        "trend": sparkline([12, 14, 13, 18, 19, 23, 26], _("六周里从 12 条涨到 26 条")),
        "lines": [
            Line(_("点子"), [3, 8, 14, 22, 31, 40, 47], "viz-1"),
            Line(_("提案"), [0, 0, 2, 3, 5, 7, 8], "viz-2"),
        ],
        "share": {
            "text": _("请投票：20 万元怎么花？\n11月23日 20:00 截止，三分钟就好。"),
            "short_url": "https://mulin.example/v/3y",
            "qr_svg": qr("https://mulin.example/v/3y", _("去投票的码")),
        },
        "acts": [
            {
                "name": "do",
                "value": "pass",
                "label": _("初筛通过"),
                "icon": "check",
                "kind": "primary",
            },
            {"name": "do", "value": "merge", "label": _("合并"), "icon": "merge"},
            {"name": "do", "value": "refer", "label": _("转物业")},
        ],
        "notice_body": render_to_string("web/kit/_notice_body.html", {"scores": _scores()}),
        "ways": [
            "打电话：0000-8888 1234（社工小周，8:30 — 20:00）",
            "到大榕树旁社工站，填一张纸就行",
            "扫右边的码，看完整票表，在线提出",
        ],
        "now": now,
        "later": now + timedelta(days=6),
        "yesterday": now - timedelta(days=1),
        "picture_before": PHOTO | {"alt": _("改造前")},
        "picture_after": PHOTO | {"alt": _("改造后")},
    }


def _steps(now: int) -> list[dict[str, str]]:
    names = [_("调研"), _("动员"), _("征集"), _("筛选"), _("评选"), _("公示"), _("施工"), _("共管")]
    return [
        {"name": name, "state": "done" if at < now else "now" if at == now else "next"}
        for at, name in enumerate(names, start=1)
    ]


def _todos(now: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": _("6 个车位改用途，请您家表态"),
            "url": "#",
            "icon": "clipboard-check",
            "tone": "lamp",
            "sub": _("入户征询"),
            "until": now + timedelta(days=3),
        },
        {
            "title": _("周六清理楼道，还缺 4 人"),
            "url": "#",
            "icon": "hand-heart",
            "sub": _("记 20 积分"),
        },
        {
            "title": _("榕树下议事会纪要，请过目"),
            "url": "#",
            "icon": "file-text",
            "tone": "dian",
            "until": now - timedelta(hours=2),
        },
    ]


def _marks(today: date) -> list[dict[str, Any]]:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    return [
        {"title": _("调研"), "url": "#main", "first_on": ago(160), "last_on": ago(150)},
        {"title": _("还没有人愿意巡灯"), "is_gap": True, "first_on": ago(150), "last_on": ago(60)},
        {"title": _("评选"), "first_on": ago(60)},
    ]


def _ideas() -> list[dict[str, Any]]:
    return [
        {
            "title": _("3 号楼门口装一盏感应灯"),
            "url": "#",
            "text": _("晚上下楼倒垃圾看不见台阶，上个月有位奶奶在这儿崴了脚。"),
            "name": "林**",
            "plate": _("甲9号楼"),
            "wants": 42,
            "photo": PHOTO,
            "tag": {"text": _("已成提案"), "tone": "brand", "icon": "check"},
        },
        {
            "title": _("一楼共享工具箱"),
            "url": "#",
            "text": _("电钻、梯子一年用不了两回，不如大家凑一套放门房，扫码借还。"),
            "name": "何**",
            "plate": _("1号楼"),
            "wants": 23,
            "tag": {"text": _("社工在看"), "tone": "dian", "icon": "eye"},
        },
    ]


def _criteria() -> list[dict[str, str]]:
    return [
        {"name": _("对大家有益"), "state": "yes", "text": _("6 栋楼 186 户都用得上")},
        {"name": _("能长久"), "state": "part", "text": _("电费走公共账，每月约 18 元，待商量")},
        {"name": _("带动大家一起管"), "state": "no", "text": _("还没有人愿意巡灯")},
    ]


def _scores() -> list[dict[str, Any]]:
    rows = [
        ("1", _("榕树下避雨亭和长椅"), "91.76", "91.20", "72.96", "94.00", "18.80", False),
        ("2", _("楼道声控灯换新"), "90.10", "88.50", "70.80", "96.50", "19.30", False),
        ("—", _("花架翻新样板"), "74.00", "70.50", "56.40", "88.00", "17.60", True),
    ]
    return [
        {
            "rank": rank,
            "name": name,
            "url": "#",
            "total": total,
            "out": out,
            "parts": [
                {
                    "points": expert_part,
                    "colour": "viz-1",
                    "words": _("专家 %(mark)s × 80%% = %(part)s")
                    % {"mark": expert, "part": expert_part},
                },
                {
                    "points": public_part,
                    "colour": "viz-2",
                    "words": _("居民 %(mark)s × 20%% = %(part)s")
                    % {"mark": public, "part": public_part},
                },
            ],
        }
        for rank, name, total, expert, expert_part, public, public_part, out in rows
    ]


def _score_key() -> list[dict[str, Any]]:
    return [
        {"label": _("9 位专家占 80%"), "colour": "viz-1"},
        {"label": _("152 位居民占 20%"), "colour": "viz-2"},
        {"label": _("75 分入围线"), "dashed": True},
    ]


def _events(now: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": _("提出"),
            "state": "done",
            "at": now - timedelta(days=40),
            "text": _("42 户想要"),
        },
        {
            "title": _("初筛"),
            "state": "late",
            "at": now - timedelta(days=30),
            "text": _("晚了 2 天"),
        },
        {
            "title": _("邻居投票中"),
            "state": "now",
            "when": _("11月23日截止"),
            "text": _("入选后，11 月底前公示"),
        },
        {"title": _("施工"), "state": "next"},
    ]


def _stages() -> list[dict[str, Any]]:
    return [
        {"label": _("金点子"), "count": 4126, "note": _("平均每社区 24.6 条")},
        {"label": _("提案"), "count": 1284, "note": _("31.1% 成案")},
        {"label": _("入选"), "count": 412, "note": _("32.1% 入选")},
        {"label": _("建成"), "count": 287, "note": _("69.7% 建成")},
    ]

"""What hangs on the board: that owners are asked, and what came of it."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .counting import Count, Ground
from .models import OwnersVote
from .presenting import Panel, amount, panels
from .rules import in_words, stage_of

LONGEST_TITLE = 80


def announcement(vote: OwnersVote) -> dict[str, Any]:
    """Return the announcement with which the roll is frozen."""
    lines = [
        _("%(compound)s全体业主：") % {"compound": vote.compound.name},
        _("现就下面的事项征求业主共同决定，请在表决期间交票。"),
        vote.explanation,
        _("表决时间：%(opens)s 至 %(closes)s")
        % {"opens": moment(vote.opens_at), "closes": moment(vote.closes_at)},
        _("事项：%(matter)s（%(source)s）")
        % {"matter": vote.matter.chinese, "source": vote.threshold_rule.source},
        rule_in_words(vote),
        unreturned_in_words(vote),
        _("业主名册今天封存，业主可以来核对自己这一行。"),
        _("本公告列出的法律条文供参考，不是法律意见。"),
    ]
    if vote.contact:
        lines.append(_("联系：%(contact)s") % {"contact": vote.contact})
    return {
        "kind": "announcement",
        "title": _title(_("%(compound)s业主共同决定公告：%(title)s"), vote),
        "body": "\n".join(filter(None, lines))[:4000],
        "items": {
            "columns": [_("题号"), _("问什么")],
            "rows": [[str(one.number), one.text] for one in vote.questions.all()],
        },
    }


def result_notice(vote: OwnersVote, counts: list[Count]) -> dict[str, Any]:
    """Return the notice of the result, with both tests by area and by head."""
    shown = panels(counts, is_over=True)
    lines = [
        _("%(compound)s业主共同决定已经计票，结果如下。") % {"compound": vote.compound.name},
        *(line for panel in shown for line in _told(panel)),
        _("依据：%(source)s。") % {"source": vote.threshold_rule.source},
        rule_in_words(vote),
        unreturned_in_words(vote),
        _(
            "业主认为决定侵害自己合法权益的，可以在知道决定后一年内请求人民法院撤销。票和送达凭证"
            "至少保存五年。本公告列出的法律条文供参考，不是法律意见。"
        ),
    ]
    return {
        "kind": "announcement",
        "title": _title(_("%(compound)s业主共同决定结果：%(title)s"), vote),
        "body": "\n".join(filter(None, lines))[:4000],
        "items": {
            "columns": [_("题号"), _("两关"), _("按人数"), _("按面积")],
            "rows": [
                [str(panel.count.number), f"{gate.order}（{in_words(gate.threshold)}）"]
                + [f"{bar.now}，{bar.percent}" for bar in gate.bars]
                for panel in shown
                for gate in panel.gates
            ],
        },
    }


def rule_in_words(vote: OwnersVote) -> str:
    rule = vote.threshold_rule
    return _(
        "规则：参加的业主面积和人数都要有%(first)s；参加的里面，同意的面积和人数都要有%(second)s。"
    ) % {
        "first": in_words(stage_of(rule, "participation")),
        "second": in_words(stage_of(rule, "decision")),
    }


def unreturned_in_words(vote: OwnersVote) -> str:
    """Say what a ballot counts that was delivered and did not come back, and who says so."""
    said = _("送到没交回的票：%(how)s。") % {"how": vote.get_unreturned_display()}
    if vote.unreturned_source:
        said += _("依据：%(source)s。") % {"source": vote.unreturned_source}
    return said


def evidence_in_words(ground: Ground, ways: Sequence[tuple[str, int]]) -> str:
    """Say how many ballots reached their owners and came back, and by which way."""
    reached = len(ground.delivered.keys() | ground.answers.keys())
    said = _("票送到 %(delivered)s，交回 %(returned)s。") % {
        "delivered": amount("heads", reached),
        "returned": amount("heads", len(ground.answers)),
    }
    if not ways:
        return said
    came = _("、").join(f"{way} {number}" for way, number in ways)
    return said + _("怎么交回的：%(ways)s。") % {"ways": came}


def moment(when: Any) -> str:
    return timezone.localtime(when).strftime("%Y-%m-%d %H:%M")


def _told(panel: Panel) -> list[str]:
    heading = _("第%(number)s题“%(text)s”：%(verdict)s。") % {
        "number": panel.count.number,
        "text": panel.count.text,
        "verdict": panel.verdict,
    }
    return [heading, *panel.because, *filter(None, [panel.followed])]


def _title(words: str, vote: OwnersVote) -> str:
    said = words % {"compound": vote.compound.name, "title": vote.title}
    return said if len(said) <= LONGEST_TITLE else said[: LONGEST_TITLE - 1] + "…"

from mulin.web.tests.doors import (
    ANYONE,
    GRID_WORKER,
    OFFICE_HERE,
    RESIDENT,
    SIGNED_IN,
    Door,
)

from .. import actions
from ..actions import Help
from .people import make_season

ENTERING = OFFICE_HERE | {GRID_WORKER}
WITH_AUTHOR = OFFICE_HERE | {RESIDENT}


def season_of(town):
    season = make_season(town)
    season.start_screening()
    season.start_preparing()
    return season


def collecting(town):
    return [season_of(town).collecting.pk]


def screening(town):
    return [season_of(town).screening.pk]


def idea(town):
    return [season_of(town).idea().pk]


def merged(town):
    season = season_of(town)
    idea = season.idea("楼道太暗")
    into = season.idea("楼道装灯")
    actions.merge_idea(actor=season.xiaozhou, idea=idea, into=into, reply="一件事。")
    return [idea.pk]


def unread(town):
    return [season_of(town).visitors_idea().pk]


def receipt(town):
    return [season_of(town).visitors_idea().receipt]


def residents_unread(town):
    season = season_of(town)
    idea = season.idea(by=town.people[RESIDENT])
    idea.state = "awaiting_review"
    idea.save()
    return [idea.pk]


def self_help(town):
    season = season_of(town)
    idea = season.idea()
    season.screen(idea, "too_individual", self_help=Help("米奶奶", "一起搬下楼"))
    return [idea.pk]


DOORS = [
    Door("ideas:wall", ANYONE),
    Door("ideas:wall", ANYONE, data={"step": "1' OR 1=1", "community": "x", "page": "-5"}),
    Door("ideas:collecting", ANYONE, collecting),
    Door("ideas:paper", ANYONE, collecting),
    Door("ideas:write", ANYONE),
    Door("ideas:write", ANYONE, method="post", data={"title": ""}),
    Door("ideas:write", ANYONE, method="post", data={"same": "7' OR 1=1"}, shut=404),
    Door("ideas:hint", ANYONE, method="post", data={"title": "楼道的灯晚上不亮"}),
    Door("ideas:alike", ANYONE),
    Door("ideas:sign", ANYONE),
    Door("ideas:receipt", ANYONE, receipt),
    Door("ideas:idea", ANYONE, idea),
    Door("ideas:idea", OFFICE_HERE, unread, hides_from_strangers=True),
    Door("ideas:idea", WITH_AUTHOR, residents_unread, hides_from_strangers=True),
    Door("ideas:mine", SIGNED_IN),
    Door("ideas:support", frozenset({RESIDENT}), idea, "post", shut=403),
    Door("ideas:screening", ANYONE, screening),
    Door("ideas:review", ENTERING, collecting),
    Door("ideas:enter", ENTERING, collecting),
    Door("ideas:enter", ENTERING, collecting, "post", {"title": ""}),
    Door("ideas:type_in", ENTERING, collecting),
    Door("ideas:type_in", ENTERING, collecting, "post", {"file": "x"}),
    Door("ideas:empty_sheet", ENTERING, collecting),
    Door("ideas:sheet", OFFICE_HERE, collecting),
    Door("ideas:show", OFFICE_HERE, unread, "post"),
    Door("ideas:bring_up", OFFICE_HERE, idea, "post"),
    Door("ideas:hide", OFFICE_HERE, unread),
    Door("ideas:hide", OFFICE_HERE, unread, "post", {"reason": "广告"}),
    Door("ideas:queue", OFFICE_HERE, screening),
    Door("ideas:screen", OFFICE_HERE, idea),
    Door("ideas:screen", OFFICE_HERE, idea, "post", {"verdict": "proposal"}),
    Door("ideas:merge", OFFICE_HERE, idea),
    Door("ideas:merge", OFFICE_HERE, idea, "post"),
    Door("ideas:unmerge", OFFICE_HERE, merged),
    Door("ideas:unmerge", OFFICE_HERE, merged, "post", {"reason": "不是一件事"}),
    Door("ideas:together", OFFICE_HERE, screening),
    Door("ideas:together", OFFICE_HERE, screening, "post", {"verdict": "proposal"}),
    Door("ideas:settle", OFFICE_HERE, self_help),
    Door("ideas:settle", OFFICE_HERE, self_help, "post", {"is_done": "yes"}),
]

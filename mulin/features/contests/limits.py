"""What a contest leaves to one category and one community at most, and keeps for each at least."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.decisions import Limit

SETTINGS = ("most_per_category", "most_per_community", "least_per_community")


def limits_of(plan: Mapping[str, Any]) -> list[Limit]:
    """Return the limits of a plan; results that were stored before there were any have none."""
    most_category, most_community, least = (plan.get(name) for name in SETTINGS)
    limits = [Limit("category", most_category), Limit("community", most_community, least or 0)]
    return [limit for limit in limits if limit.at_most is not None or limit.at_least]


def groups_of(proposals: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the category and the community of each proposal, as they are stored with a result."""
    return {
        "category": {key: about["category"] for key, about in proposals.items()},
        "community": {key: str(about["community_id"]) for key, about in proposals.items()},
    }


def limits_in_words(plan: Mapping[str, Any]) -> list[str]:
    """Return the limits of a contest, one sentence each, as they are told before the vote."""
    most_category, most_community, least = (plan.get(name) for name in SETTINGS)
    rules = []
    if least:
        rules.append(
            ngettext(
                "每个有提案的社区至少选 %(least)d 个：先选各社区总分最高的，再按总分往下选；"
                "名额、钱或者分数不够的，不硬选",
                "每个有提案的社区至少选 %(least)d 个：先选各社区总分最高的，再按总分往下选；"
                "名额、钱或者分数不够的，不硬选",
                least,
            )
            % {"least": least}
        )
    if most_category:
        rules.append(
            ngettext(
                "一类提案最多选 %(most)d 个，满了就跳过，看下一个",
                "一类提案最多选 %(most)d 个，满了就跳过，看下一个",
                most_category,
            )
            % {"most": most_category}
        )
    if most_community:
        rules.append(
            ngettext(
                "一个社区最多选 %(most)d 个，满了就跳过，看下一个",
                "一个社区最多选 %(most)d 个，满了就跳过，看下一个",
                most_community,
            )
            % {"most": most_community}
        )
    return rules


def limit_reason(
    pick: Mapping[str, Any],
    plan: Mapping[str, Any],
    names: Mapping[str, str],
    marked: Callable[[str], str],
) -> str:
    """
    Return why a limit took or passed over a proposal; empty when none did.

    `names` are the communities by their stored key, `marked` writes a proposal's number.
    """
    facts = {"count": pick.get("count"), "limit": pick.get("limit")}
    if pick["because"] == "group_full" and pick["grouping"] == "category":
        return _("“%(group)s”这一类已经选了 %(count)d 个，满了，跳过") % (
            facts | {"group": _(pick["group"])}
        )
    if pick["because"] == "group_full":
        return _("%(group)s已经选了 %(count)d 个，满了，跳过") % (
            facts | {"group": names[pick["group"]]}
        )
    if pick["because"] == "taken_for_minimum":
        others = _("、").join(map(marked, pick["displaced"]))
        words = (
            _("%(group)s至少要选 %(limit)d 个，先选它；按总分本来是 %(others)s")
            if others
            else _("%(group)s至少要选 %(limit)d 个，先选它")
        )
        return words % (facts | {"group": names[pick["group"]], "others": others})
    if pick["because"] == "gave_way":
        return _("按总分本来选它，先让给了 %(others)s：每个社区至少要选 %(least)d 个") % {
            "others": _("、").join(map(marked, pick["gave_way_to"])),
            "least": plan["least_per_community"],
        }
    return ""


def unmet_in_words(unmet: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return which community came to fewer than it should have, and by how many."""
    return _("%(group)s应选 %(limit)d 个，选出 %(count)d 个") % {
        "group": names[unmet["group"]],
        "limit": unmet["limit"],
        "count": unmet["count"],
    }

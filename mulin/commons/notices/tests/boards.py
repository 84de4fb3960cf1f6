"""A notice on a board, for tests that need one."""

from itertools import count

from mulin.commons.places.tests.people import Town

from ..actions import post_notice
from ..models import PublicNotice

_numbers = count(1)


def post_some(town: Town, who: str, **how) -> PublicNotice:
    """Let somebody post the result of a budget on the first community's board."""
    facts = {
        "unit": town.community,
        "kind": PublicNotice.Kind.PUBLICITY,
        "title": "望禾北里社区微预算入选项目公示",
        "body": f"各位邻居：下列 2 个项目入选。\n共用 86,600.00 元。\n第 {next(_numbers)} 次公示。",
        "items": {
            "columns": ["项目", "造价（元）"],
            "rows": [["避雨亭和长椅", "68,000.00"], ["声控灯换新", "18,600.00"]],
        },
        "objection_contact": "打电话：0000-8888 1234\n到社工站填一张纸",
    }
    return post_notice(actor=town.people[who], **(facts | how))

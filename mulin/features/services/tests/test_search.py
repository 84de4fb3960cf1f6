"""People find an item in their own words, traditional characters too."""

from dataclasses import dataclass

import pytest

from ..search import found_among, words_of


@dataclass
class Item:
    name: str
    said: str


CATALOGUE = [
    Item(name, words_of(name, words))
    for name, words in [
        ("医保卡激活", "医疗本 社保卡看病 刷不了"),
        ("养老金资格认证", "退休认证 刷脸 领养老金"),
        ("老年证", "优待证 坐公交免费"),
        ("物业报修", "灯不亮 漏水 下水道"),
        ("停车月卡", "车位 月租"),
    ]
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("医保卡", "医保卡激活"),
        ("醫保卡怎麼激活", "医保卡激活"),
        ("請問老年證在哪裡辦", "老年证"),
        ("我家漏水了怎么办", "物业报修"),
        ("楼道灯不亮", "物业报修"),
        ("领养老金要带什么材料", "养老金资格认证"),
        ("停　车　月卡", "停车月卡"),
        ("坐公交免费", "老年证"),
        ("月租", "停车月卡"),
    ],
)
def test_plain_words_find_the_item_that_is_meant(asked, found):
    assert [item.name for item in found_among(CATALOGUE, asked)][:1] == [found]


@pytest.mark.parametrize("asked", ["", "  ", "怎么办", "，。？", "火箭发射许可"])
def test_what_means_nothing_here_finds_nothing(asked):
    assert found_among(CATALOGUE, asked) == []

"""Pictures tell the truth, and are small."""

import re

import pytest
from django.template import TemplateSyntaxError

from mulin.web import icons
from mulin.web.pictures import (
    SMALL,
    Block,
    Line,
    facade_windows,
    funnel,
    line_chart,
    qr,
    scene,
    small,
)
from mulin.web.pictures.scene import homes_per_window

YARD = [Block(*pair) for pair in ((36, 28), (36, 27), (30, 20), (30, 22), (30, 19), (24, 15))]


def windows(drawing: str, kind: str) -> int:
    return sum(path.count("h4.8") for path in re.findall(rf'class="{kind}" d="([^"]*)"', drawing))


def test_every_home_of_the_yard_has_a_window_and_is_lit_when_it_took_part() -> None:
    drawing = scene(YARD, seed=11)
    assert windows(drawing, "lit") == 131
    assert windows(drawing, "lit") + windows(drawing, "unlit") == 186
    assert "186" in drawing
    assert "131" in drawing


def test_the_same_yard_is_always_drawn_the_same() -> None:
    assert scene(YARD, seed=11) == scene(YARD, seed=11)
    assert scene(YARD, seed=11) != scene(YARD, seed=12)


def test_a_window_that_is_lit_stays_lit_when_another_joins() -> None:
    def lit(blocks: list[Block]) -> set[str]:
        path = re.search(r'class="lit" d="([^"]*)"', scene(blocks))
        return set(path[1].split("z")) if path else set()

    assert lit([Block(36, 5)]) < lit([Block(36, 6)])


@pytest.mark.parametrize("blocks", [[], [Block(0, 0)], [Block(1, 1)], [Block(1200, 700)] * 20])
def test_any_yard_can_be_drawn_and_stays_small(blocks: list[Block]) -> None:
    assert len(scene(blocks).encode()) < 25_000


def test_many_homes_share_a_window_and_the_share_of_light_stays_true() -> None:
    drawing = scene([Block(1000, 250)] * 3)
    lit, unlit = windows(drawing, "lit"), windows(drawing, "unlit")
    assert lit / (lit + unlit) == pytest.approx(0.25, abs=0.02)
    assert homes_per_window(3000) == 13


def test_nobody_is_left_in_the_dark_and_nobody_is_lit_for_others() -> None:
    one = scene([Block(1000, 1), Block(1000, 999)])
    assert windows(one, "lit") >= 1
    assert windows(one, "unlit") >= 1


def test_a_building_shows_who_answered_and_where_the_reader_lives_but_no_answer() -> None:
    drawing = facade_windows(36, 28, mine=14)
    assert drawing.count('data-state="me"') == 1
    assert drawing.count("facade__win") - drawing.count("facade__wins") == 36
    assert drawing.count('data-state="on"') in (27, 28)


@pytest.mark.parametrize("name", SMALL)
def test_small_drawings_are_decoration(name: str) -> None:
    assert 'aria-hidden="true"' in small(name)


def test_charts_start_at_zero_and_say_what_they_show() -> None:
    drawing = line_chart([Line("点子", [5, 10])], "从 5 到 10 <条>")
    assert 'points="0.0,80.0 600.0,0.0"' in drawing
    assert "从 5 到 10 &lt;条&gt;" in drawing


def test_the_height_of_a_funnel_is_its_count() -> None:
    drawing = funnel([{"count": 100}, {"count": 50}, {"count": 0}], "")
    assert "M0 0.0" in drawing
    assert "M333 25.0" in drawing


@pytest.mark.parametrize("values", [[], [3], [2, 2, 2]])
def test_a_chart_of_little_is_drawn_all_the_same(values: list[int]) -> None:
    assert "<svg" in line_chart([Line("x", values)], "")


def test_a_code_is_one_path_with_its_quiet_border() -> None:
    drawing = qr("https://mulin.example/v/3y", "去投票的码")
    assert drawing.count("<path") == 1
    assert len(drawing) < 6_000


@pytest.mark.parametrize("name", ["house", "ball", "dance", "area"])
def test_an_icon_is_hidden_from_those_who_listen(name: str) -> None:
    assert 'aria-hidden="true"' in icons.drawing(name)


def test_an_icon_that_does_not_exist_is_noticed_at_once() -> None:
    with pytest.raises((TemplateSyntaxError, Exception), match="no-such"):
        icons.drawing("no-such")

"""A neighbour at a board takes its code, says what she thinks, and gets a receipt."""

import pytest
from django.urls import reverse

from mulin.features.designs.models import DesignComment
from mulin.features.designs.tests.shown import hang, shown_display
from tests.town import people_a_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_neighbour_at_the_board_says_what_she_thinks(phone):
    town = people_a_town()
    board = hang(town, shown_display(town), "榕树下")
    phone.open(reverse("designs:board", args=[board.pk]))
    phone.look()
    phone.page.get_by_role("link", name="说说我怎么看").click()
    phone.look()
    phone.page.get_by_role("button", name="交给设计的人").click()
    phone.page.get_by_text("有 1 处请再看看").wait_for()
    phone.page.get_by_label("您怎么看").fill("椅子离垃圾桶太近，夏天坐不住")
    phone.page.get_by_role("button", name="交给设计的人").click()
    phone.page.get_by_role("heading", name="收到了").wait_for()
    phone.look()
    said = DesignComment.objects.get()
    assert (said.board, said.channel) == (board, "board")
    assert str(said.receipt) in phone.page.url

from datetime import timedelta

import pytest
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.tests.matters import office_of
from mulin.features.designs import actions
from mulin.features.designs.models import DesignComment
from mulin.features.designs.views import public

from .shown import hang, make_display, settle, shown_display, slip

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_counts_stand_beside_the_adoption_rate(client, town):
    display = shown_display(town)
    settle(town, slip(town, display))
    settle(town, slip(town, display, "全改成车位"), "not_adopted")
    page = client.get(reverse("designs:display", args=[display.pk])).text
    assert "50%" in page
    assert "一共 2 条：采纳 1，部分采纳 0，未采纳 1，还没答复 0。" in page
    assert "不是表决" in page


def test_what_is_being_drawn_is_for_the_office_alone(client, town):
    display = make_display(town)
    assert client.get(reverse("designs:display", args=[display.pk])).status_code == 404
    client.force_login(office_of(town))
    assert client.get(reverse("designs:desk", args=[display.pk])).status_code == 200


def test_somebody_at_a_board_says_what_she_thinks_without_an_account(client, town):
    display = shown_display(town)
    board = hang(town, display, "榕树下")
    page = client.get(reverse("designs:board", args=[board.pk])).text
    say = f"{reverse('designs:comment', args=[display.pk])}?board={board.pk}"
    assert f'href="{say}"' in page
    response = client.post(say, {"text": "椅子离垃圾桶太近", "author_name": "阮秀英"})
    said = DesignComment.objects.get()
    assert response.url == reverse("designs:receipt", args=[said.receipt])
    assert (said.board, said.channel, said.author) == (board, "board", None)
    assert "社工看过就会挂出来" in client.get(response.url).text.replace("</span>", "").replace(
        '<span class="ph">', ""
    )
    settle(town, actions.show_comment(actor=office_of(town), comment=said))
    assert "挪到东边" in client.get(response.url).text
    shown = client.get(reverse("designs:comments", args=[display.pk])).text
    assert "阮秀英" not in shown
    assert "榕树下的展板" in shown


def test_one_address_says_only_so_much_without_an_account(client, town):
    display = shown_display(town)
    say = reverse("designs:comment", args=[display.pk])
    answers = [client.post(say, {"text": f"第 {n} 句"}).status_code for n in range(8)]
    assert answers == [303] * 6 + [200] * 2


def test_an_account_says_only_so_much_in_an_hour_too(client, town, monkeypatch):
    monkeypatch.setattr(public, "NEIGHBOURS_MAY", [(2, timedelta(hours=1))])
    display = shown_display(town)
    client.force_login(town.join("米素珍", Role.RESIDENT))
    say = reverse("designs:comment", args=[display.pk])
    answers = [client.post(say, {"text": f"第 {n} 句"}).status_code for n in range(3)]
    assert answers == [303, 303, 200]


def test_what_is_said_at_a_board_of_another_display_belongs_to_none(client, town):
    display, other = shown_display(town), shown_display(town)
    board = hang(town, other)
    for number in (board.pk, "9" * 30, "abc"):
        client.post(
            reverse("designs:comment", args=[display.pk]) + f"?board={number}", {"text": "好"}
        )
    assert set(DesignComment.objects.values_list("board", flat=True)) == {None}


@pytest.mark.parametrize("many", [3, 30])
def test_the_page_of_a_display_asks_the_same_few_questions(
    client, town, many, django_assert_max_num_queries
):
    display = shown_display(town)
    for number in range(many):
        settle(town, slip(town, display, f"第 {number} 句"))
        hang(town, display, f"第 {number} 处")
    client.force_login(town.join("米素珍", Role.RESIDENT))
    for name in ("display", "comments", "versions"):
        url = reverse(f"designs:{name}", args=[display.pk])
        client.get(url)
        with django_assert_max_num_queries(13):
            client.get(url)


def test_the_office_compares_draws_and_publishes_from_its_desk(client, town):
    display = shown_display(town)
    adopted = settle(town, slip(town, display))
    client.force_login(office_of(town))
    desk = reverse("designs:desk", args=[display.pk])
    assert "有 1 条采纳的意见还没画进去" in client.get(desk).text
    client.post(
        reverse("designs:version", args=[display.pk]),
        {"what_changed": "椅子挪到东边", "comments": [adopted.pk]},
    )
    assert "正在画：第 2 版" in client.get(desk).text
    adopted.refresh_from_db()
    assert adopted.built_into.number == 2


def test_a_slip_is_typed_in_under_the_same_board_one_after_the_other(client, town):
    display = shown_display(town)
    board = hang(town, display)
    client.force_login(office_of(town))
    url = reverse("designs:slip", args=[display.pk])
    response = client.post(url, {"text": "灯太暗", "board": board.pk})
    assert response.url == f"{url}?board={board.pk}"
    assert DesignComment.objects.get().channel == "paper"

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from mulin.commons.places.roles import Role
from mulin.programmes.tests.cycles import shift

from ..models import Idea
from .people import make_season

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    return make_season()


def photo(name="a.jpg"):
    file = BytesIO()
    Image.new("RGB", (640, 480), "green").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def first_screen(client, season, **changed):
    written = {
        "title": "楼道的灯晚上不亮",
        "text": "2 号楼二单元三层到五层，天黑以后。",
        "category": "environment",
        "community": season.town.community.pk,
    } | changed
    address = reverse("ideas:write") + f"?step={season.collecting.pk}"
    return client.post(address, written)


def second_screen(client, season, **written):
    return client.post(reverse("ideas:sign") + f"?step={season.collecting.pk}", written)


def test_a_visitor_gives_an_idea_in_two_screens_and_follows_it(client, season):
    response = first_screen(client, season)
    assert response.status_code == 303
    assert "楼道的灯晚上不亮" in client.get(response["Location"]).content.decode()
    response = second_screen(
        client, season, author_name="何师傅", author_door="2号楼", place="楼梯间"
    )
    idea = Idea.objects.get()
    assert idea.awaits_review
    assert (idea.author_name, idea.author_door) == ("何师傅", "2号楼")
    followed = client.get(response["Location"])
    assert "收到了" in followed.content.decode()
    assert "社工看过就会挂出来" in followed.content.decode()
    assert followed["Cache-Control"] == "private, no-store"


def test_going_back_finds_what_was_written(client, season):
    first_screen(client, season)
    address = reverse("ideas:write") + f"?step={season.collecting.pk}"
    assert 'value="楼道的灯晚上不亮"' in client.get(address).content.decode()


def test_a_resident_gives_an_idea_with_photos_that_all_can_see(client, season):
    client.force_login(season.lin)
    first_screen(client, season)
    second_screen(client, season, is_anonymous="no", photos=[photo("a.jpg"), photo("b.jpg")])
    idea = Idea.objects.get()
    assert idea.is_visible
    assert [one.is_public for one in idea.photos.all()] == [True, True]
    client.logout()
    assert client.get(idea.photos.first().thumb_url).status_code == 200


def test_a_visitors_photos_wait_with_the_idea(client, season):
    first_screen(client, season)
    second_screen(client, season, photos=[photo()])
    kept = Idea.objects.get().photos.get()
    assert client.get(kept.url).status_code == 404
    client.force_login(season.xiaozhou)
    assert client.get(kept.url).status_code == 200
    client.post(reverse("ideas:show", args=[Idea.objects.get().pk]))
    client.logout()
    assert client.get(kept.url).status_code == 200


def test_what_is_no_photo_is_refused_and_the_words_stay(client, season):
    first_screen(client, season)
    response = second_screen(
        client, season, author_name="何师傅", photos=[SimpleUploadedFile("a.jpg", b"<script>")]
    )
    assert response.status_code == 200
    assert 'value="何师傅"' in response.content.decode()
    assert not Idea.objects.exists()


def test_the_second_screen_without_the_first_goes_back_to_it(client, season):
    response = second_screen(client, season)
    assert response.status_code == 303
    assert reverse("ideas:write") in response["Location"]


def test_the_last_press_twice_is_one_idea(client, season):
    first_screen(client, season)
    kept = client.session["idea_draft"]
    second_screen(client, season)
    session = client.session
    session["idea_draft"] = kept
    session.save()
    second_screen(client, season)
    assert Idea.objects.count() == 1


def test_a_step_that_closed_meanwhile_says_so_and_keeps_the_words(client, season):
    first_screen(client, season)
    shift(season.collecting, opens_in=-3, closes_in=-1)
    response = second_screen(client, season, author_name="何师傅")
    assert "时间已经过了" in response.content.decode()
    assert 'value="何师傅"' in response.content.decode()


def test_from_one_address_only_so_many_ideas_come_without_an_account(client, season):
    for _n in range(6):
        first_screen(client, season)
        assert second_screen(client, season).status_code == 303
    first_screen(client, season)
    response = second_screen(client, season, author_name="何师傅")
    assert "试得太多了" in response.content.decode()
    assert 'value="何师傅"' in response.content.decode()
    assert Idea.objects.count() == 6


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "formula": '=HYPERLINK("http://bad")',
    "emoji": "灯💡👨‍👩‍👧坏了",
    "quotes": "'; DROP TABLE ideas_idea; --",
    "rtl": "\u202egnp.灯坏了",
    "zero width": "灯\u200b\u200d坏\ufeff了",
    "null": "灯\x00坏了",
    "traditional": "樓道的燈壞了",
    "one sign": "灯",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_is_typed_hangs_as_plain_words(client, season, kind):
    client.force_login(season.lin)
    assert first_screen(client, season, title=HOSTILE[kind]).status_code == 303
    second_screen(client, season, is_anonymous="no")
    idea = Idea.objects.get()
    assert not set(idea.title) & set("\x00\u202e\u200b\u200d\ufeff")
    shown = client.get(reverse("ideas:idea", args=[idea.pk])).content.decode()
    assert "<script>alert" not in shown


REFUSED = {
    "empty": {"title": ""},
    "only spaces": {"title": " \u3000 "},
    "only what nobody sees": {"title": "\u200b\u200d\x00"},
    "a long title": {"title": "灯" * 61},
    "a million signs": {"text": "a" * 1_000_000},
    "no category": {"category": ""},
    "a category of elsewhere": {"category": "spaceflight"},
    "a community of elsewhere": {"community": "999999999"},
    "a community that is no number": {"community": "1 OR 1=1"},
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_taken_is_said_and_kept(client, season, kind):
    client.force_login(season.lin)
    response = first_screen(client, season, **REFUSED[kind])
    assert response.status_code == 200
    assert "您写的都还在" in response.content.decode()
    assert not Idea.objects.exists()


def test_more_than_two_million_signs_are_too_much_for_any_page(client, season):
    assert first_screen(client, season, text="灯" * 1_000_000).status_code == 413


@pytest.mark.parametrize("step", ["0", "-1", "9" * 30, "abc", "１２", "1;1"])
def test_a_forged_step_finds_nothing_or_what_is_open(client, season, step):
    assert client.get(reverse("ideas:write") + f"?step={step}").status_code in (200, 404)
    assert client.get(reverse("ideas:wall") + f"?step={step}").status_code in (200, 404)


def test_a_receipt_cannot_be_guessed(client, season):
    season.visitors_idea()
    nobodys = "00000000-0000-4000-8000-000000000000"
    assert client.get(reverse("ideas:receipt", args=[nobodys])).status_code == 404


def test_before_and_after_its_time_the_page_says_when(client, season):
    address = reverse("ideas:write") + f"?step={season.collecting.pk}"
    shift(season.collecting, opens_in=2, closes_in=5)
    assert "还没开始收点子" in client.get(address).content.decode()
    shift(season.collecting, opens_in=-5, closes_in=-2)
    assert "现在没有在收点子" in client.get(address).content.decode()


def test_where_an_account_is_needed_the_page_leads_to_signing_in(client):
    season = make_season(needs_account=True)
    response = client.get(reverse("ideas:write") + f"?step={season.collecting.pk}")
    assert "这次提点子要先登录" in response.content.decode()


def test_a_member_of_staff_writes_one_down_and_prints_the_receipt(client, season):
    client.force_login(season.town.join("网格员", Role.GRID_WORKER))
    response = client.post(
        reverse("ideas:enter", args=[season.collecting.pk]),
        {
            "title": "楼道里的小卡片",
            "category": "environment",
            "community": season.town.community.pk,
            "channel": "paper",
            "author_name": "冯桂花",
            "author_door": "3号楼201",
        },
    )
    assert response.status_code == 303
    assert "回执" in client.get(response["Location"]).content.decode()
    assert "3号楼201" not in client.get(response["Location"]).content.decode()


def test_staff_pressing_twice_write_one_idea_down(client, season):
    client.force_login(season.xiaozhou)
    address = reverse("ideas:enter", args=[season.collecting.pk])
    typed = {
        "title": "楼道里的小卡片",
        "category": "environment",
        "community": season.town.community.pk,
        "channel": "phone",
        "receipt": str(client.get(address).context["form"]["receipt"].initial),
    }
    first, second = client.post(address, typed), client.post(address, typed)
    assert first["Location"] == second["Location"]
    assert Idea.objects.count() == 1


def test_a_grid_worker_cannot_write_down_for_another_community(client, season):
    client.force_login(season.town.join("网格员", Role.GRID_WORKER))
    response = client.post(
        reverse("ideas:enter", args=[season.collecting.pk]),
        {
            "title": "隔壁的事",
            "category": "environment",
            "community": season.town.next_community.pk,
            "channel": "paper",
        },
    )
    assert response.status_code == 200
    assert not Idea.objects.exists()

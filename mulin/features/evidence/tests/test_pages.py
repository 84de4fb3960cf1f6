from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from mulin.commons.places.roles import Role
from mulin.web.sheets import sheet

from ..models import Evidence
from ..tables import columns_of
from .shown import AFTERWARDS, ANSWERS, WHAT, make_step, note, selected

pytestmark = pytest.mark.django_db


def office(town) -> Client:
    client = Client()
    client.force_login(town.people["street_operator"])
    return client


def photo() -> SimpleUploadedFile:
    target = BytesIO()
    Image.new("RGB", (640, 480), "green").save(target, "JPEG")
    return SimpleUploadedFile("now.jpg", target.getvalue(), "image/jpeg")


def test_something_done_is_written_down_with_a_photo_and_seen_by_everybody():
    town, step = make_step(settings=WHAT | {"counts": "场"})
    response = office(town).post(
        reverse("evidence:note", args=[step.pk]),
        {
            "about": town.community.pk,
            "text": "开了三场坊间会",
            "number": "3",
            "happened_on": timezone.localdate().isoformat(),
            "photos": photo(),
        },
    )
    assert response.status_code == 303
    one = Evidence.objects.get()
    seen = Client().get(reverse("evidence:community", args=[step.pk, town.community.pk]))
    assert "开了三场坊间会" in seen.content.decode()
    assert Client().get(one.photos.get().thumb_url).status_code == 200
    assert "3</b> 场" in Client().get(reverse("evidence:step", args=[step.pk])).content.decode()


def test_what_is_counted_is_named_in_the_readers_language():
    town, step = make_step(settings=WHAT | {"what": "宣传活动的照片", "counts": "场"})
    note(town, step, number=3)
    there = [reverse("evidence:step", args=[step.pk])]
    there.append(reverse("evidence:community", args=[step.pk, town.community.pk]))
    for address in there:
        seen = Client().get(address, headers={"accept-language": "en"}).content.decode()
        assert "3</b> events" in seen
    desk = office(town)
    desk.cookies["django_language"] = "en"
    for name in ("evidence:desk", "evidence:note"):
        seen = desk.get(reverse(name, args=[step.pk])).content.decode()
        assert "events" in seen
        assert "场" not in seen
    steered = desk.get(reverse("programmes:steer", args=[step.cycle_id])).content.decode()
    assert "events" in steered


def test_what_was_typed_stays_when_something_is_wrong():
    town, step = make_step()
    response = office(town).post(
        reverse("evidence:note", args=[step.pk]),
        {"about": town.community.pk, "text": "开了三场坊间会", "happened_on": "2999-01-01"},
    )
    assert "开了三场坊间会" in response.content.decode()
    assert "还没到这一天" in response.content.decode()
    assert not Evidence.objects.exists()


def test_before_and_after_stand_side_by_side():
    town, step = make_step(settings=AFTERWARDS)
    bench = selected(step, town)
    for shows, state in (("before", "planned"), ("after", "done")):
        office(town).post(
            reverse("evidence:note", args=[step.pk]),
            {
                "about": bench.pk,
                "state": state,
                "text": shows,
                "shows": shows,
                "happened_on": timezone.localdate().isoformat(),
                "photos": photo(),
            },
        )
    seen = Client().get(reverse("evidence:proposal", args=[step.pk, bench.pk])).content.decode()
    assert 'class="compare"' in seen


def test_the_final_review_is_public_and_prefilled_for_a_correction():
    town, step = make_step(settings=AFTERWARDS)
    bench = selected(step, town)
    note(town, step, proposal=bench, state="done")
    address = reverse("evidence:review", args=[step.pk, bench.pk])
    assert office(town).post(address, ANSWERS).status_code == 303
    seen = Client().get(reverse("evidence:proposal", args=[step.pk, bench.pk])).content.decode()
    assert "老人说坐得住了" in seen
    assert "为什么改评估" in office(town).get(address).content.decode()


def test_withdrawing_asks_why_and_says_so_in_public():
    town, step = make_step()
    one = note(town, step)
    address = reverse("evidence:withdraw", args=[one.pk])
    assert office(town).post(address, {"reason": ""}).status_code == 200
    assert office(town).post(address, {"reason": "记错了日子"}).status_code == 303
    page = Client().get(reverse("evidence:community", args=[step.pk, town.community.pk]))
    assert "撤回的原因：记错了日子" in page.content.decode()


def upload(town, step, rows) -> str:
    content = sheet("填报表", columns_of(step), rows)
    return (
        office(town)
        .post(
            reverse("evidence:upload", args=[step.pk]),
            {"file": SimpleUploadedFile("list.xlsx", content)},
            follow=True,
        )
        .content.decode()
    )


def test_a_filled_in_list_is_written_down():
    town, step = make_step(settings=WHAT | {"counts": "场"})
    rows = [[town.community.name, "2026-05-10", "坊间会", 3], [town.next_community.name]]
    assert "新记下 1 条" in upload(town, step, rows)
    assert "新记下 0 条" in upload(town, step, rows)
    assert Evidence.objects.get().number == 3


def test_a_wrong_row_is_named_and_nothing_is_written_down():
    town, step = make_step(settings=WHAT | {"counts": "场"})
    name = town.community.name
    said = upload(
        town,
        step,
        [
            [name, "2026-05-10", "坊间会", 3],
            ["桃源社区", "2026-05-10", "会", 1],
            [name, "五月", "会", 1],
            [name, "2026-05-10", "会", "很多"],
        ],
    )
    assert "第 5 行：“桃源社区”不是您能记的社区。" in said
    assert "第 6 行：“五月”看不出是哪天" in said
    assert "第 7 行：数量请写整数。" in said
    assert not Evidence.objects.exists()


def test_a_list_longer_than_any_office_writes_is_refused():
    town, step = make_step()
    rows = [[town.community.name, "2026-05-10", f"坊间会 {n}"] for n in range(1001)]
    assert "一次最多 1000 条" in upload(town, step, rows)
    assert not Evidence.objects.exists()


def test_promises_come_from_a_list_too():
    town, step = make_step(settings=AFTERWARDS)
    bench = selected(step, town)
    wrong = upload(town, step, [[bench.number, "2026-05-10", "装好了", "完了", ""]])
    assert "进展要写：计划中、正在做、做好了、停下了。" in wrong
    upload(town, step, [[bench.number, "2026年5月10日", "装好了", "做好了", "2026/6/1"]])
    assert Evidence.objects.get().is_done


def test_the_list_goes_out_again():
    town, step = make_step()
    note(town, step)
    response = Client().get(reverse("evidence:sheet", args=[step.pk]))
    assert response.content.startswith(b"PK")


def test_a_worker_sees_the_own_community_on_the_desk():
    town, step = make_step()
    client = Client()
    client.force_login(town.join("卞小禾", Role.SOCIAL_WORKER))
    seen = client.get(reverse("evidence:desk", args=[step.pk])).content.decode()
    assert town.community.name in seen
    assert town.next_community.name not in seen


@pytest.mark.parametrize("many", [1, 15])
def test_a_public_page_asks_the_same_however_much_there_is(many, django_assert_max_num_queries):
    town, step = make_step(settings=AFTERWARDS)
    bench = selected(step, town)
    for place in range(many):
        selected(step, town, f"提案{place}")
        note(town, step, proposal=bench, text=f"第 {place} 次")
    for address in (
        reverse("evidence:step", args=[step.pk]),
        reverse("evidence:proposal", args=[step.pk, bench.pk]),
    ):
        Client().get(address)
        with django_assert_max_num_queries(8):
            Client().get(address)

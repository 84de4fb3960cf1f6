import re
import zlib
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.queries import records_about
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from .. import pdf
from ..boards import notices_about, notices_of
from ..forms import NoticeForm
from ..models import PublicNotice
from ..queries import messages_for
from .boards import post_some
from .doors import FORM

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("米素珍", Role.RESIDENT)
    town.join("周念", Role.SOCIAL_WORKER)
    return town


def test_the_day_of_posting_does_not_count(town):
    notice = post_some(town, "周念", posted_on=date(2026, 10, 26))
    assert (notice.first_on, notice.ends_on) == (date(2026, 10, 27), date(2026, 11, 2))
    working = post_some(
        town, "周念", posted_on=date(2026, 9, 30), days=5, day_kind="working", title="补助公示"
    )
    assert working.ends_on == date(2026, 10, 13)


def test_only_kinds_that_wait_for_an_answer_have_a_period(town):
    assert post_some(town, "周念", kind="notice").ends_on is None
    assert post_some(town, "周念", kind="letter").ends_on is not None
    with pytest.raises(Refused, match="至少要贴 1 天"):
        post_some(town, "周念", days=0)


def test_posting_is_written_down_and_everybody_there_is_told(town):
    notice = post_some(town, "周念")
    (entry,) = records_about(notice)
    assert (entry.verb, entry.role, entry.unit_id) == (
        "notices.posted",
        Role.SOCIAL_WORKER,
        town.community.pk,
    )
    (message,) = messages_for(town.people["米素珍"])
    assert message.text == "望禾北里社区贴出公示：望禾北里社区微预算入选项目公示"
    assert message.url == notice.get_absolute_url()


def test_only_the_office_posts_on_its_board(town):
    far = town.join("柳叶", Role.SOCIAL_WORKER, town.far_community)
    for name in ("米素珍", far.full_name):
        with pytest.raises(NotAllowed):
            post_some(town, name)
    assert not PublicNotice.objects.exists()


def test_nothing_is_posted_ahead_of_its_day(town):
    with pytest.raises(Refused, match="今天以后"):
        post_some(town, "周念", posted_on=timezone.localdate() + timedelta(days=1))


def test_numbers_are_counted_for_each_office_kind_and_year(town):
    shen = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    first = post_some(town, "周念", posted_on=date(2025, 12, 31))
    second = post_some(town, "周念", posted_on=date(2026, 1, 1))
    third = post_some(town, "周念", posted_on=date(2026, 1, 2))
    other_kind = post_some(town, "周念", kind="notice", posted_on=date(2026, 1, 2))
    other_place = post_some(town, shen.full_name, unit=town.street, posted_on=date(2026, 1, 2))
    numbers = [n.number for n in (first, second, third, other_kind, other_place)]
    assert numbers == [1, 1, 2, 1, 1]
    assert third.file_number == "望禾北里社区公示〔2026〕2号"


@pytest.mark.django_db(transaction=True)
def test_notices_posted_at_the_same_moment_get_different_numbers():
    town = make_town()
    town.join("周念", Role.SOCIAL_WORKER)
    start, failed = Barrier(6), []

    def post():
        start.wait(10)
        try:
            post_some(town, "周念")
        except Exception as error:
            failed.append(error)
        connection.close()

    threads = [Thread(target=post) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failed == []
    numbers = PublicNotice.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_posts_once():
    town = make_town()
    town.join("周念", Role.SOCIAL_WORKER)
    start, refused = Barrier(2), []

    def post():
        start.wait(10)
        try:
            post_some(town, "周念", body="明天停水。")
        except Refused as reason:
            refused.append(str(reason))
        connection.close()

    threads = [Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert refused == ["同样的一张已经贴出去了，不用再贴。"]
    assert PublicNotice.objects.count() == 1


def test_the_database_itself_keeps_a_publicity_from_having_no_end(town):
    notice = post_some(town, "周念")
    with pytest.raises(IntegrityError, match="publicity"), transaction.atomic():
        PublicNotice.objects.filter(pk=notice.pk).update(days=None, ends_on=None)


def test_a_board_shows_the_places_own_notices_and_those_from_above(town):
    shen = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    mine = post_some(town, "周念", about=town.district)
    above = post_some(town, shen.full_name, unit=town.street)
    assert set(notices_of(town.community)) == {mine, above}
    assert set(notices_of(town.next_community)) == {above}
    assert list(notices_about(town.district)) == [mine]


def test_pages_cost_the_same_for_few_and_many(client, town):
    mi = town.people["米素珍"]
    client.force_login(mi)
    address = reverse("notices:board", args=[town.community.pk])
    client.get(address)
    costs = []
    for number in (2, 15):
        for _ in range(number):
            post_some(town, "周念")
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 12
    notice = PublicNotice.objects.first()
    with CaptureQueriesContext(connection) as asked:
        client.get(notice.get_absolute_url())
    assert len(asked) <= 12


def test_the_sheet_is_official_in_whatever_language_it_is_read(client, town):
    notice = post_some(town, "周念")
    address = reverse("notices:paper", args=[notice.pk])
    html = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "澜川市青禾区望禾街道望禾北里社区居民委员会" in html
    assert "公示期：" in html
    assert "68,000.00" in html
    assert "Print" in html


def test_a_pdf_is_one_page_with_the_notice_on_it(client, town):
    cache.clear()
    notice = post_some(town, "周念")
    response = client.get(reverse("notices:pdf", args=[notice.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type ?/Page\b", unpacked(response.content))) == 1


def unpacked(pdf: bytes) -> bytes:
    """Return what the packed parts of a PDF say."""
    packed = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(part) for part in packed)


def test_a_sheet_is_drawn_once_and_a_stranger_has_only_so_many_drawn(client, town, monkeypatch):
    cache.clear()
    drawn = []
    monkeypatch.setattr(pdf, "pdf_of", lambda html, styles: drawn.append(html) or b"%PDF")
    monkeypatch.setattr(pdf, "STRANGERS_MAY", [(2, timedelta(hours=1))])
    notices = [post_some(town, "周念", title=f"第 {n} 张公示") for n in range(3)]
    pages = [reverse("notices:pdf", args=[notice.pk]) for notice in notices]
    for page in (pages[0], pages[0], pages[1], pages[0]):
        assert client.get(page).content == b"%PDF"
    assert len(drawn) == 2
    assert client.get(pages[2]).status_code == 409
    client.force_login(town.people["米素珍"])
    assert client.get(pages[2]).content == b"%PDF"


@pytest.mark.parametrize("lacking", [ImportError, OSError])
def test_without_the_pdf_program_the_print_page_is_offered(client, town, monkeypatch, lacking):
    cache.clear()
    notice = post_some(town, "周念")

    def find_nothing(*args, **kwargs):
        raise lacking("libpango")

    monkeypatch.setattr("builtins.__import__", failing_import(find_nothing))
    response = client.get(reverse("notices:pdf", args=[notice.pk]))
    assert response.status_code == 503
    assert reverse("notices:paper", args=[notice.pk]) in response.content.decode()


def failing_import(fail):
    real = __import__

    def bring(name, *args, **kwargs):
        return fail() if name == "weasyprint" else real(name, *args, **kwargs)

    return bring


def test_a_draft_is_shown_and_not_posted(client, town):
    client.force_login(town.people["周念"])
    address = reverse("notices:post", args=[town.community.pk])
    html = client.post(address, FORM | {"preview": "1"}).content.decode()
    assert "贴出来是这样" in html
    assert "停水通知" in html
    assert not PublicNotice.objects.exists()
    assert client.post(address, FORM).status_code == 303
    assert PublicNotice.objects.get().body == "明天停水。"


def test_a_publicity_that_says_no_way_to_object_comes_back_with_all_words(client, town):
    client.force_login(town.people["周念"])
    address = reverse("notices:post", args=[town.community.pk])
    html = client.post(address, FORM | {"kind": "publicity"}).content.decode()
    assert "有意见找谁" in html
    assert "明天停水。" in html
    assert not PublicNotice.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("项目|造价", "只有表头"),
        ("项目|造价\n亭子|1|2", "第 2 行"),
        ("|".join("一二三四五六七八九") + "\n1", "太大"),
        ("项目\n" + "1\n" * 201, "太大"),
        ("项目\n" + "长" * 201, "太长"),
    ],
)
def test_a_table_nobody_can_read_is_refused(words, sentence):
    form = NoticeForm(FORM | {"items": words})
    assert sentence in form.errors["items"][0]


def test_a_table_is_read_from_excel_or_from_strokes():
    for words in ("项目\t造价\n亭子\t68,000.00\n\n长椅", "项目|造价\n亭子 ｜ 68,000.00\n长椅"):
        form = NoticeForm(FORM | {"items": words})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["items"] == {
            "columns": ["项目", "造价"],
            "rows": [["亭子", "68,000.00"], ["长椅", ""]],
        }


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "凭空"},
        {"title": ""},
        {"title": "长" * 81},
        {"body": "长" * 4001},
        {"days": "0"},
        {"days": "91"},
        {"days": "七"},
        {"day_kind": "x"},
        {"style": "gold"},
        {"title": "a\x00b"},
    ],
)
def test_wrong_input_is_a_sentence_at_its_field(client, town, wrong):
    client.force_login(town.people["周念"])
    response = client.post(reverse("notices:post", args=[town.community.pk]), FORM | wrong)
    assert response.status_code == 200
    assert "field__error" in response.content.decode()
    assert not PublicNotice.objects.exists()

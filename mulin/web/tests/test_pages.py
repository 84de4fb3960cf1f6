"""The frame of every page, and what is said when something goes wrong."""

import gzip
import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from mulin.errors import NotAllowed, Refused
from mulin.web.middleware import PagesTravelLight
from mulin.web.pages import page

TEMPLATES = Path(__file__).parents[1] / "templates"
HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.django_db


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused("投票已经截止。")


def forbid(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("这件事要社工来办。")


def break_down(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def swallow(request: HttpRequest) -> HttpResponse:
    return page(request, "web/look.html", {"given": request.POST})


@pytest.fixture
def odd_doors() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=_doors()):
        yield


def _doors() -> type:
    urls = import_module(settings.ROOT_URLCONF)

    class Doors:
        urlpatterns = [
            path("refuse/", refuse),
            path("forbid/", forbid),
            path("break/", break_down),
            path("swallow/", swallow),
            *urls.urlpatterns,
        ]
        handler400 = urls.handler400

    return Doors


@pytest.mark.usefixtures("odd_doors")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/refuse/", 409, "投票已经截止。"),
        ("/forbid/", 403, "这件事要社工来办。"),
        ("/nothing/", 404, "没找到这一页"),
        ("/break/", 500, "我们这边出错了"),
        ("/look/", 200, "字的大小"),
    ],
)
def test_every_answer_is_a_page_in_words_with_a_way_on(client, address, status, words) -> None:
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert 'href="/"' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.usefixtures("odd_doors")
def test_a_refusal_that_htmx_hears_is_said_in_place(client) -> None:
    answer = client.post("/refuse/", headers=HTMX)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#messages"
    assert "投票已经截止。" in answer.text
    assert "<html" not in answer.text


@pytest.mark.usefixtures("odd_doors")
@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_what_is_too_big_is_refused_by_name(client) -> None:
    answer = client.post("/swallow/", {"text": "x" * 100})
    assert answer.status_code == 413
    assert "太大" in answer.text


def test_a_form_that_is_too_old_says_so() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/look/", {"mode": "care"})
    assert answer.status_code == 403
    assert "这一页放太久了" in answer.text


def test_an_address_that_only_takes_things_says_so(client) -> None:
    answer = client.put("/look/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "从按钮进来" in answer.text


@pytest.mark.parametrize("address", ["/look/?next=%00", "/communities/?q=a%00b", "/s/%00/"])
def test_a_nul_in_an_address_is_not_understood(client, address) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "没看懂这次请求" in answer.text


def test_a_nul_in_a_cookie_is_not_understood(client) -> None:
    answer = client.get("/me/", headers={"Cookie": r'sessionid="\000aaaaaaaa"'})
    assert answer.status_code == 400
    answer = client.get("/me/", headers={"Cookie": r'sessionid="\000a"', "Accept-Language": "en"})
    assert "没看懂" not in answer.text


def test_the_page_of_our_own_errors_needs_no_database(
    client, odd_doors, django_assert_num_queries
) -> None:
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        client.get("/break/")


def test_nothing_on_a_page_runs_or_styles_from_within(client) -> None:
    html = client.get("/kit/").text
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert "<style" not in html
    assert not re.search(r"\son\w+=", html)


def test_a_page_is_sent_compressed_to_whom_can_read_it(client) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert "</html>" in gzip.decompress(packed.content).decode()


@pytest.mark.parametrize(
    "sent",
    [
        HttpResponse(b"x" * 5000, content_type="image/jpeg"),
        HttpResponse(b"x" * 5000, content_type="application/zip"),
        FileResponse(BytesIO(b"x" * 5000), content_type="text/plain"),
    ],
    ids=["photo", "bundle", "file"],
)
def test_what_is_packed_already_is_sent_as_it_is(rf, sent) -> None:
    request = rf.get("/", headers={"Accept-Encoding": "gzip"})
    answer = PagesTravelLight(lambda request: sent)(request)
    assert "Content-Encoding" not in answer.headers
    assert b"".join(answer) == b"x" * 5000


def test_the_first_view_is_light(client) -> None:
    """All that a phone must fetch to show the home page and to work."""
    html = client.get("/").content
    files = ["web/tokens.css", "web/mulin.css", "web/mulin.js", "django_htmx/htmx-2.min.js"]
    sizes = [len(gzip.compress(html))]
    sizes += [len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in files]
    assert sum(sizes) < 60_000


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("sheet", ["", "desk/", "notice/", "poster/", "confirm/"])
def test_the_kit_is_drawn_in_both_languages(client, language, sheet) -> None:
    answer = client.get(f"/kit/{sheet}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert "{{" not in answer.text
    assert "{%" not in answer.text


def test_every_component_is_on_the_kit_page() -> None:
    everywhere = "".join(file.read_text() for file in TEMPLATES.rglob("*.html"))
    used = set(re.findall(r'include "(web/_\w+\.html)"', everywhere))
    there = {f"web/{file.name}" for file in (TEMPLATES / "web").glob("_*.html")}
    drawn_elsewhere = {"web/_form.html", "web/_field.html", "web/_refused.html"}
    assert there - used - drawn_elsewhere == set()


def test_every_component_says_what_it_takes() -> None:
    for file in (TEMPLATES / "web").glob("_*.html"):
        text = file.read_text()
        if "{{" in re.sub(r"\{\{ _\(.*?\}\}", "", text):
            assert "{% comment %}" in text, file.name


def test_a_part_is_all_that_htmx_gets(rf) -> None:
    request = rf.get("/", headers=HTMX)
    answer = page(request, "web/look.html", {"strong": "收到了"}, part="web/_hint.html")
    assert "<html" not in answer.text
    assert "收到了" in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_what_there_is_to_say_comes_along_with_a_part(rf) -> None:
    request = rf.get("/", headers=HTMX)
    request.session = {}
    request._messages = CookieStorage(request)
    messages.success(request, "收到了，截止前还能改。")
    answer = page(request, "web/look.html", {"strong": "x"}, part="web/_hint.html")
    assert 'id="messages" hx-swap-oob="true"' in answer.text
    assert "收到了，截止前还能改。" in answer.text

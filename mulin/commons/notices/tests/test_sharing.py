from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ..actions import CODE_SIGNS, shorten
from ..models import ShortLink
from ..sharing import LONGEST, share

pytestmark = pytest.mark.django_db


def a_share(text="来提一个金点子\n朱槿巷社区", path="/messages/"):
    return share(RequestFactory().get("/"), path, text=text)


def test_a_page_has_one_short_address_for_ever():
    assert shorten("/messages/") == shorten("/messages/")
    assert shorten("/messages/").code != shorten("/").code


def test_a_code_can_be_read_from_paper():
    for number in range(200):
        code = shorten(f"/notices/{number}/").code
        assert len(code) == 4
        assert set(code) <= set(CODE_SIGNS)
    assert not set("01ilo") & set(CODE_SIGNS)


def test_two_codes_that_fall_together_are_thrown_again(monkeypatch):
    thrown = iter("aaaa" + "aaaa" + "bbbb")
    monkeypatch.setattr("secrets.choice", lambda signs: next(thrown))
    assert shorten("/a/").code == "aaaa"
    assert shorten("/b/").code == "bbbb"


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "evil", "", "/a b", "/\n/e"],
)
def test_a_short_address_leads_nowhere_but_here(path):
    with pytest.raises(IntegrityError), transaction.atomic():
        ShortLink.objects.create(code="zzzz", path=path)


def test_a_short_address_leads_to_its_page_in_small_or_capital_letters(client):
    code = shorten("/messages/").code
    for typed in (code, code.upper()):
        response = client.get(reverse("notices:short_link", args=[typed]))
        assert (response.status_code, response["Location"]) == (302, "/messages/")


@pytest.mark.parametrize("code", ["0000", "nope", "x" * 300, "a-b"])
def test_a_code_nobody_gave_is_not_found(client, code):
    assert client.get(f"/s/{code}/").status_code == 404
    assert client.get(f"/s/{code}/poster/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_the_same_short_address():
    start, codes = Barrier(8), []

    def ask():
        start.wait(10)
        codes.append(shorten("/notices/7/").code)
        connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(codes) == 8
    assert len(set(codes)) == 1
    assert ShortLink.objects.filter(path="/notices/7/").count() == 1


def test_share_text_starts_with_what_to_do_and_ends_with_the_address():
    passed_on = a_share()
    first, *_, last = passed_on.text.splitlines()
    assert first == "来提一个金点子"
    assert last == passed_on.short_url
    assert passed_on.url == "http://testserver/messages/"


@pytest.mark.parametrize("length", [10, 150, 199, 200, 5000])
def test_share_text_fits_a_group_and_keeps_its_address(length):
    passed_on = a_share("点" * length)
    assert len(passed_on.text) <= LONGEST
    assert passed_on.text.endswith("\n" + passed_on.short_url)


def test_share_text_says_something():
    with pytest.raises(ValueError, match="what to do"):
        a_share(" \n ")


def test_the_sites_own_address_is_used_when_it_is_known(settings):
    settings.PUBLIC_ADDRESS = "https://mulin.example.cn/"
    passed_on = a_share()
    assert passed_on.url == "https://mulin.example.cn/messages/"
    assert passed_on.short_url.startswith("https://mulin.example.cn/s/")


def test_a_known_page_is_shared_for_one_query():
    a_share()
    with CaptureQueriesContext(connection) as asked:
        a_share()
    assert len(asked) == 1


def test_a_poster_says_what_its_page_said(client):
    html = client.get(a_share().poster_url).content.decode()
    assert "来提一个金点子" in html
    assert "朱槿巷社区" in html
    assert 'class="qr"' in html


def test_nobody_can_print_other_words_on_our_paper(client):
    address, _, words = a_share().poster_url.partition("?words=")
    html = client.get(address, {"words": words[:-3] + "abc"}).content.decode()
    assert "来提一个金点子" not in html
    assert "扫一扫，来看看" in html
    assert client.get(address, {"words": "假的"}).status_code == 200

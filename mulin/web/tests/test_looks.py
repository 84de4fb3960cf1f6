"""How pages look is the reader's choice."""

import pytest
from django.http import SimpleCookie

pytestmark = pytest.mark.django_db


def test_one_press_makes_the_type_large_and_another_makes_it_usual_again(client) -> None:
    answer = client.post("/look/", {"mode": "care", "next": "/look/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/look/")
    cookie = answer.cookies["mode"]
    assert (cookie.value, cookie["samesite"], cookie["max-age"]) == ("care", "Lax", 31536000)
    assert 'data-mode="care"' in client.get("/look/").text
    client.post("/look/", {"mode": "", "next": "/look/"})
    assert "data-mode" not in client.get("/look/").text


def test_what_is_not_asked_for_stays_as_it_was(client) -> None:
    client.post("/look/", {"theme": "dark"})
    client.post("/look/", {"mode": "care"})
    page = client.get("/look/").text
    assert 'data-theme="dark"' in page
    assert 'data-mode="care"' in page


def test_the_language_is_kept_too(client) -> None:
    client.post("/look/", {"language": "en"})
    assert '<html lang="en"' in client.get("/look/").text


@pytest.mark.parametrize("junk", ['"><script>', "huge", "x" * 5000])
def test_junk_in_a_cookie_never_reaches_the_page(client, junk) -> None:
    client.cookies = SimpleCookie({"mode": junk, "theme": junk, "contrast": junk})
    page = client.get("/look/").text
    assert "<script>" not in page
    assert "data-mode" not in page


@pytest.mark.parametrize("name", ["mode", "theme", "contrast", "language"])
def test_junk_that_is_posted_is_refused_in_words_and_not_kept(client, name) -> None:
    answer = client.post("/look/", {name: "junk"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert not answer.cookies.get(name)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "\\\\evil",
        "evil",
        "/" * 3000,
    ],
)
def test_nobody_is_sent_to_another_site(client, elsewhere) -> None:
    answer = client.post("/look/", {"mode": "care", "next": elsewhere})
    assert answer.headers["Location"] == "/"

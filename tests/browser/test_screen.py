"""What looks at pages sees what it should."""

import pytest

from tests.browser.screen import Screen
from tests.browser.test_every_page import untranslated

FRAME = (
    "<!doctype html><html lang=zh-Hans><title>花园 · 睦邻</title>"
    "<meta name=viewport content='width=device-width, initial-scale=1'>"
    "<style>body{{margin:0;font-size:17px}}</style><main><h1>花园</h1>{}</main>"
)


def shown(screen: Screen, html: str) -> Screen:
    screen.page.set_content(FRAME.format(html))
    return screen


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<div style='width:500px'>花</div>", "scrolls sideways"),
        ("<div style='position:absolute;left:-9px;width:50px'>花</div>", "leaves the screen"),
        ("<p style='font-size:11px'>花</p>", "too small to read"),
        ("<p style='overflow:hidden;width:40px;white-space:nowrap'>很长的花园</p>", "is cut off"),
        ("<p style='overflow:hidden;height:9px'>花</p>", "cut off below"),
        ("<p style='width:20px;white-space:nowrap'>很长的花园</p>", "wider than its box"),
        ("<button style='width:40px;height:40px'>花</button>", "hard to hit"),
        ("<label><input type=checkbox>花</label>", "hard to hit"),
        ("<a href='/'>花</a>", "hard to hit"),
        ("<h1>树</h1>", "2 h1"),
        ("<script>document.title = ' · 睦邻'</script>", "no title"),
        ("<img src='data:image/png;base64,AAAA' alt=花 width=50 height=50>", "did not load"),
        ("<script>seed()</script>", "seed is not defined"),
        ("<script>console.error('weeds')</script>", "weeds"),
    ],
)
def test_a_fault_is_seen(phone, html, fault):
    assert fault in "\n".join(shown(phone, html).faults())


@pytest.mark.parametrize(
    "html",
    [
        "<p>去<a href='/'>看花</a>吧。</p>",
        "<button style='width:44px;height:44px'>花</button>",
        "<label style='display:block;padding:16px'><input type=checkbox>花</label>",
        "<div style='overflow-x:auto'><table style='width:900px'><tr><td>花</td></table></div>",
        "<p style='position:absolute;width:1px;height:1px;overflow:hidden'>给读屏软件听的</p>",
        "<p hidden style='width:900px'>花</p>",
    ],
)
def test_what_is_well_is_left_alone(phone, html):
    assert shown(phone, html).faults() == []


def test_a_missing_file_is_seen(phone):
    phone.open("/")
    phone.page.evaluate("fetch('/static/web/no-such.css')")
    phone.page.wait_for_load_state("networkidle")
    assert "answered 404" in "\n".join(phone.faults())


def test_grave_barriers_are_seen(phone):
    page = "<img src='data:,' width=9 height=9><p style='color:#ccc'>看不清</p>"
    assert {"image-alt", "color-contrast"} <= {
        barrier.split(": ")[1] for barrier in shown(phone, page).barriers()
    }


def test_chinese_is_found_where_people_read_or_hear_it(phone):
    page = "<b aria-label=树>花</b><i lang=zh-Hans>中文</i><template>草</template>"
    shown(phone, page)
    phone.page.evaluate("document.documentElement.lang = 'en'")
    assert set(phone.chinese()) == {"花园 · 睦邻", "花园", "花", "树"}


def test_in_english_our_words_are_faults_and_those_of_people_are_not():
    assert untranslated(["跳到正文", "、", "望禾北里社区", "花要大家一起种。"]) == [
        "not in English: '跳到正文'",
        "not in English: '、'",
    ]


def test_a_person_is_signed_in_without_a_page(phone, town):
    phone.sign_in(town.people["resident"])
    cookies = {cookie["name"] for cookie in phone.context.cookies()}
    assert cookies == {"sessionid"}

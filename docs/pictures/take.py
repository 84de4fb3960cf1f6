"""
Take every picture of the documents anew: `python docs/pictures/take.py http://localhost:8000`.

A fresh demo has to be running there (`make demo RESET=1`); the pictures show it as it is loaded.
Nothing is written into it, so this can be run again and again.
"""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent
MOST_BYTES = 120_000
PHONE = {"width": 390, "height": 780}
DESK = {"width": 1180, "height": 780}


def start_page(page: Page) -> None:
    page.goto("/")


def be(page: Page, ref: str) -> None:
    """Sign in as one of the demo's people, as the tour's buttons do."""
    start_page(page)
    with page.expect_navigation():
        page.evaluate(
            "ref => { const form = document.querySelector('form[action^=\"/demo/as/\"]');"
            " form.action = `/demo/as/${ref}/`; form.submit() }",
            ref,
        )


def stop(page: Page, number: int) -> None:
    """Go to a stop of the tour."""
    start_page(page)
    with page.expect_navigation():
        page.locator("form[action^='/demo/as/'] button").nth(number - 1).click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def show(page: Page, what: str) -> None:
    """Bring some words to the top of the picture."""
    page.get_by_text(what).first.evaluate(
        "node => window.scrollTo(0, node.getBoundingClientRect().top + scrollY - 80)"
    )


def home(page: Page) -> None:
    be(page, "r-mi")
    start_page(page)


def idea(page: Page) -> None:
    be(page, "r-mi")
    page.goto("/ideas/mine/")
    follow(page, "墙上的小广告能不能有人管到底")


def result(page: Page) -> None:
    stop(page, 8)
    show(page, "每一分怎么来的")


def an_idea_like_another(page: Page) -> None:
    stop(page, 2)
    follow(page, "我有金点子")
    page.get_by_label("一句话说清楚").press_sequentially("楼门口挂个厚门帘挡挡风", delay=20)
    page.get_by_text("有邻居提过差不多的").wait_for()


def story(page: Page) -> None:
    idea(page)
    show(page, "走到哪一步了")


def vote(page: Page) -> None:
    stop(page, 5)
    page.locator("main input[type=checkbox]").first.check(force=True)


def queue(page: Page) -> None:
    stop(page, 3)
    for box in page.locator("main table input[type=checkbox]").all()[1:]:
        box.check(force=True)


def screening(page: Page) -> None:
    stop(page, 3)
    follow(page, "楼门口挂一道厚门帘")


def typing_in(page: Page) -> None:
    be(page, "p-pan")
    page.goto("/desk/")
    follow(page, "征集点子")
    follow(page, "代居民录入")


def board(page: Page) -> None:
    stop(page, 7)


def blocked(page: Page) -> None:
    stop(page, 6)


def launch(page: Page) -> None:
    be(page, "p-shen")
    page.goto("/desk/programmes/launch/")


def scoring(page: Page) -> None:
    be(page, "p-shen")
    page.goto("/desk/")
    follow(page, "评选")


def budget(page: Page) -> None:
    be(page, "p-zhou")
    page.goto("/desk/budgets/")
    follow(page, "红砖苑微预算投票")
    follow(page, "票多的先买")
    show(page, "人人一份（等额份额）")


Scene = Callable[[Page], None]
PICTURES: dict[str, tuple[Scene, dict[str, int]]] = {
    "home": (home, PHONE),
    "idea": (idea, PHONE),
    "result": (result, PHONE),
    "resident-alike": (an_idea_like_another, PHONE),
    "resident-story": (story, PHONE),
    "resident-vote": (vote, PHONE),
    "social-worker-queue": (queue, DESK),
    "social-worker-screening": (screening, DESK),
    "social-worker-typing-in": (typing_in, DESK),
    "budget-result": (budget, DESK),
    "street-operator-launch": (launch, DESK),
    "street-operator-board": (board, DESK),
    "street-operator-scoring": (scoring, DESK),
    "street-operator-blocked": (blocked, DESK),
}


def take(browser: Browser, address: str, name: str) -> int:
    """Take one picture and return how many bytes it has."""
    scene, size = PICTURES[name]
    context = browser.new_context(
        base_url=address,
        viewport=size,
        device_scale_factor=1.5 if size is PHONE else 1,
        is_mobile=size is PHONE,
        has_touch=size is PHONE,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    page.set_default_timeout(8000)
    scene(page)
    page.wait_for_timeout(300)
    seen = page.evaluate("document.body.innerText") if size is DESK else ""
    if address.partition("//")[2] in seen:
        raise SystemExit(f"{name} shows the address it was taken at")
    kept = small(page.screenshot())
    (FOLDER / f"{name}.png").write_bytes(kept)
    context.close()
    return len(kept)


def small(picture: bytes) -> bytes:
    """Return a picture in as few colours as it needs to be light."""
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        drawn = Image.open(io.BytesIO(picture)).convert("RGB")
        drawn.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


def main(address: str, *names: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--hide-scrollbars", "--lang=zh-CN"],
        )
        for name in names or PICTURES:
            sys.stdout.write(f"{name}.png {take(browser, address, name) / 1000:.0f} kB\n")
        browser.close()


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8000"]))

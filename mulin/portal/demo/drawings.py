"""Small drawings that stand in the place of renderings in the demo."""

from collections.abc import Callable, Iterable
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from mulin.commons.files.pictures import Picture, redraw

SIZE = (960, 640)
SKY, GROUND, WALL, ROOF = "#dcecf2", "#e8dfcd", "#f4e4cf", "#c2613c"
GLASS, TRUNK, CROWN, WOOD = "#8fb6cf", "#7a5a3a", "#3f8a63", "#a8743d"
GREEN, LIGHT, CAR, IRON = "#6fa85a", "#f5b04a", "#5b7f9e", "#55504c"

Draw = ImageDraw.ImageDraw


def rendering(words: Iterable[str]) -> Picture:
    """Draw a yard with a banyan, and on its ground what the words name."""
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    _houses(draw)
    draw.rectangle((0, 360, *SIZE), fill=GROUND)
    _banyan(draw)
    for word in words:
        DRAWN[word](draw)
    return _as_photo(image)


def site_plan() -> Picture:
    """Draw a compound from above: rows of houses, a lawn with its banyan, gates and a road."""
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 540, *SIZE), fill="#cfcac0")
    draw.rectangle((430, 0, 490, 540), fill="#ded8cc")
    for left in (60, 250, 530, 720):
        for top in (50, 380):
            draw.rectangle((left, top, left + 150, top + 90), fill=WALL, outline=ROOF, width=6)
    draw.rectangle((60, 200, 400, 330), fill="#cfe3c4")
    draw.ellipse((180, 215, 280, 315), fill=CROWN)
    draw.rectangle((560, 210, 860, 320), fill="#cfe3c4")
    for left in (420, 900):
        draw.rectangle((left, 528, left + 80, 552), fill=IRON)
    draw.line((0, 590, 960, 590), fill="#ffffff", width=6)
    return _as_photo(image)


def _as_photo(image: Image.Image) -> Picture:
    content = BytesIO()
    image.save(content, "JPEG", quality=88)
    return redraw(SimpleUploadedFile("demo.jpg", content.getvalue(), "image/jpeg"))


def _houses(draw: Draw) -> None:
    for left, top, width in ((30, 130, 260), (330, 90, 240), (640, 150, 290)):
        draw.rectangle((left, top, left + width, 360), fill=WALL)
        draw.rectangle((left - 8, top - 14, left + width + 8, top), fill=ROOF)
        for x in range(left + 24, left + width - 30, 56):
            for y in range(top + 22, 330, 58):
                draw.rectangle((x, y, x + 30, y + 34), fill=GLASS)


def _banyan(draw: Draw) -> None:
    draw.rectangle((456, 300, 500, 430), fill=TRUNK)
    for x, y, r in ((410, 250, 90), (480, 200, 105), (560, 255, 92)):
        draw.ellipse((x - r, y - r, x + r, y + r), fill=CROWN)


def _ring(draw: Draw) -> None:
    draw.ellipse((330, 400, 630, 500), outline=WOOD, width=18)


def _bench(draw: Draw) -> None:
    for left in (250, 430, 610):
        draw.rectangle((left, 480, left + 120, 496), fill=WOOD)
        draw.rectangle((left, 450, left + 120, 460), fill=WOOD)
        for leg in (left + 10, left + 100):
            draw.rectangle((leg, 460, leg + 8, 516), fill=IRON)


def _cars(draw: Draw) -> None:
    for number in range(6):
        left = 60 + number * 148
        draw.line((left - 14, 540, left - 14, 630), fill="white", width=5)
        draw.rounded_rectangle((left, 560, left + 104, 610), 14, fill=CAR)
        draw.rounded_rectangle((left + 20, 540, left + 80, 566), 10, fill=GLASS)


def _lamps(draw: Draw) -> None:
    for left in (200, 740, 860):
        draw.rectangle((left, 330, left + 8, 520), fill=IRON)
        draw.ellipse((left - 16, 306, left + 24, 346), fill=LIGHT)


def _pot(draw: Draw) -> None:
    draw.rectangle((90, 470, 210, 516), fill="#d9cbb2")
    draw.chord((96, 400, 204, 520), 0, 180, fill=IRON)


def _rows(draw: Draw) -> None:
    for number in range(8):
        top = 400 + number * 28
        draw.rounded_rectangle((120, top, 840, top + 16), 8, fill=GREEN)


def _hut(draw: Draw) -> None:
    draw.rectangle((430, 430, 530, 480), fill=WOOD)
    draw.polygon(((410, 432), (480, 384), (550, 432)), fill=ROOF)


def _boxes(draw: Draw) -> None:
    for row in range(3):
        for column in range(5):
            left, top = 110 + column * 152, 402 + row * 76
            draw.rectangle((left, top, left + 118, top + 46), fill=WOOD)
            draw.rectangle((left + 6, top - 8, left + 112, top + 12), fill=GREEN)


DRAWN: dict[str, Callable[[Draw], None]] = {
    "ring": _ring,
    "bench": _bench,
    "cars": _cars,
    "lamps": _lamps,
    "pot": _pot,
    "rows": _rows,
    "hut": _hut,
    "boxes": _boxes,
}
"""What can stand in the yard, by the words of the demo's files."""

import zlib
from struct import pack
from zipfile import ZipFile

import pytest
from django.utils import translation
from PIL import Image, ImageFile

from mulin.errors import Refused

from ..pictures import MAX_BYTES, redraw
from .pictures import a_photo, exif_of_a_phone, opened, painted, saved, sent


def is_orange(pixel) -> bool:
    red, green, blue = pixel[:3]
    return red > 200 and 100 < green < 200 and blue < 80


def test_a_large_photo_becomes_small_and_keeps_its_shape():
    picture = redraw(a_photo((4000, 3000)))
    assert (picture.width, picture.height) == (1600, 1200)
    assert opened(picture.full).size == (1600, 1200)
    assert opened(picture.thumb).size == (400, 300)


def test_a_small_photo_is_not_blown_up():
    picture = redraw(a_photo((300, 200)))
    assert (picture.width, picture.height) == (300, 200)


def test_where_and_with_what_it_was_taken_is_gone():
    content = saved(painted(), exif=exif_of_a_phone())
    assert opened(content).getexif().get_ifd(0x8825)
    picture = redraw(sent(content))
    for drawn in (picture.full, picture.thumb):
        assert not opened(drawn).getexif()
        assert b"Huawei" not in drawn
        assert b"Exif" not in drawn


def test_a_photo_taken_sideways_stands_upright():
    picture = redraw(sent(saved(painted((800, 600)), exif=exif_of_a_phone(orientation=6))))
    assert (picture.width, picture.height) == (600, 800)
    upright = opened(picture.full)
    assert is_orange(upright.getpixel((590, 10)))
    assert not is_orange(upright.getpixel((10, 10)))


def test_what_is_transparent_becomes_white():
    ghost = Image.new("RGBA", (200, 200), (255, 0, 0, 0))
    picture = redraw(sent(saved(ghost, "PNG"), "a.png"))
    assert min(opened(picture.full).getpixel((100, 100))) > 250


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("RGB", "WEBP")],
)
def test_photos_of_every_colour_space_are_read(mode, kind):
    picture = redraw(sent(saved(painted((200, 200)).convert(mode), kind)))
    assert opened(picture.full).mode == "RGB"


def test_a_phones_photo_with_a_second_picture_in_it_is_read():
    content = saved(painted(), "MPO", save_all=True, append_images=[painted((80, 60))])
    assert opened(content).format == "MPO"
    assert redraw(sent(content)).width == 800


def test_sixteen_bits_of_grey_stay_grey():
    grey = Image.new("I;16", (200, 200), 0x8000)
    middle = opened(redraw(sent(saved(grey, "PNG"))).full).getpixel((100, 100))[0]
    assert 120 < middle < 136


def test_what_is_hidden_behind_a_photo_is_gone(tmp_path):
    with ZipFile(tmp_path / "payload.zip", "w") as payload:
        payload.writestr("evil.html", "<script>alert(1)</script>")
    content = saved(painted(), comment=b"<script>alert(2)</script>")
    content += (tmp_path / "payload.zip").read_bytes()
    picture = redraw(sent(content))
    for drawn in (picture.full, picture.thumb):
        assert b"script" not in drawn
        assert b"PK\x03\x04" not in drawn
        assert drawn.endswith(b"\xff\xd9")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def moving(kind: str) -> bytes:
    return saved(painted(), kind, save_all=True, append_images=[painted(colour="navy")])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空的"),
        (SVG, "不是照片"),
        (b"PK\x03\x04" + bytes(500), "不是照片"),
        (b"%PDF-1.7 " + bytes(500), "不是照片"),
        (b"\xff\xd8\xff\xe0" + bytes(500), "请"),
        (HEIC, "HEIC"),
        (moving("GIF"), "动图"),
        (saved(painted(), "GIF"), "动图"),
        (moving("PNG"), "动图"),
        (moving("WEBP"), "动图"),
        (saved(painted(), "BMP"), "不是照片"),
        (saved(painted((1, 1))), "太小"),
        (saved(painted((6000, 70))), "太窄"),
        (png_that_claims(20000, 20000), "尺寸太大"),
        (png_that_claims(60000, 60000), "尺寸太大"),
        (png_that_claims(8000, 8000), "尺寸太大"),
        (png_that_claims(500, 500), "没传完整"),
        (saved(painted())[:2000], "没传完整"),
        (saved(painted(), "PNG")[:900], "没传完整"),
        (saved(painted(), "WEBP")[:400], "请"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_good_photo_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(Refused, match=sentence):
        redraw(sent(content))


def test_half_a_photo_is_refused_also_after_a_pdf_was_made(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(Refused, match="没传完整"):
        redraw(sent(saved(painted())[:2000]))


def test_a_file_above_the_limit_is_not_even_opened():
    too_much = sent(b"")
    too_much.size = MAX_BYTES + 1
    with pytest.raises(Refused, match="12 兆"):
        redraw(too_much)


@pytest.mark.filterwarnings("ignore")
def test_any_broken_photo_is_refused_and_never_an_error():
    whole = saved(painted((300, 300)), exif=exif_of_a_phone())
    for place in range(2, len(whole), 37):
        hurt = bytearray(whole)
        hurt[place] ^= 0xFF
        try:
            redraw(sent(bytes(hurt)))
        except Refused:
            continue


def test_the_sentence_is_in_the_readers_language():
    with translation.override("en"), pytest.raises(Refused, match="not a photo"):
        redraw(sent(SVG))

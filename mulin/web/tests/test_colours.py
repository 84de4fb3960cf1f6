"""Colours: enough contrast for tired eyes, and data that can be told apart without seeing red."""

import itertools
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "static/web"
TOKENS = (STATIC / "tokens.css").read_text().split("/* 关怀版")[0]
PAIRS = [
    ("--ink", "--ground", 7),
    ("--ink", "--card", 7),
    ("--ink-2", "--card", 7),
    ("--ink-2", "--ground", 7),
    ("--ink-3", "--card", 4.5),
    ("--ink-3", "--ground", 4.5),
    ("--ink-3", "--sunken", 4.5),
    ("--brand", "--card", 4.5),
    ("--brand", "--ground", 4.5),
    ("--brand", "--sunken", 4.5),
    ("--on-brand", "--brand", 4.5),
    ("--brand-deep", "--brand-soft", 7),
    ("--ink", "--brand-soft", 7),
    ("--lamp-ink", "--lamp-soft", 4.5),
    ("--ink-2", "--lamp-soft", 4.5),
    ("--on-lamp", "--lamp", 7),
    ("--zhu", "--card", 4.5),
    ("--zhu-ink", "--zhu-soft", 4.5),
    ("--dian", "--card", 4.5),
    ("--dian-ink", "--dian-soft", 4.5),
    ("--line-strong", "--card", 3),
    ("--line-strong", "--ground", 3),
    ("--focus", "--ground", 3),
    ("--focus", "--card", 3),
    ("--viz-1", "--card", 3),
    ("--viz-3", "--card", 3),
    ("--viz-4", "--card", 3),
    ("--viz-6", "--card", 3),
    ("--viz-1", "--viz-2", 1.6),
]
EYES = {  # Machado 2009, full severity
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
LEAST_APART = {"day": 20, "night": 17}


def tokens(time: str) -> dict[str, str]:
    both = re.findall(r"(--[\w-]+):\s*var\(--day, (#\w{6})\) var\(--night, (#\w{6})\)", TOKENS)
    found = {name: day if time == "day" else night for name, day, night in both}
    return dict(re.findall(r"(--[\w-]+):\s*(#\w{6});", TOKENS)) | found


def linear(colour: str) -> list[float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    low, high = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (linear(one), linear(other))
    )
    return (high + 0.05) / (low + 0.05)


def as_seen(colour: str, eyes: str) -> tuple[float, float, float]:
    """Return CIE L*a*b* of a colour as these eyes see it."""
    light = linear(colour)
    seen = [
        min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0), 1) for row in EYES[eyes]
    ]
    white = (0.95047, 1, 1.08883)
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116
        for v in (
            sum(a * b for a, b in zip(row, seen, strict=True)) / w
            for row, w in zip(rows, white, strict=True)
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("time", ["day", "night"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_written_can_be_read(time: str, ink: str, ground: str, least: float) -> None:
    colours = tokens(time)
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("time", ["day", "night"])
@pytest.mark.parametrize("eyes", EYES)
def test_every_pair_of_data_colours_can_be_told_apart(time: str, eyes: str) -> None:
    colours = tokens(time)
    seen = [as_seen(colours[f"--viz-{n}"], eyes) for n in range(1, 7)]
    least = min(
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for one, other in itertools.combinations(seen, 2)
    )
    assert least >= LEAST_APART[time]


def test_colours_stand_only_in_the_tokens() -> None:
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "mulin.css").read_text(), flags=re.S)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(", css) == []


def test_the_style_sheet_stays_small_enough_to_be_known_by_heart() -> None:
    assert len((STATIC / "mulin.css").read_text().splitlines()) <= 900

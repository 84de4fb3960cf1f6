"""People and the banyan, drawn once as symbols and placed where they are wanted."""

SKIN, HAIR, TROUSERS = "#f0c8a0", "#3a322e", "#2b3a44"

SHAPES = {
    "sit": (
        '<path d="M-5-4.5h8v1.6h-8zM-4.6-3h1.3v3h-1.3zM1.4-3h1.3v3H1.4z" fill="#8a5a34"/>'
        '<path d="M-3.5-4.5v-5.5a3 3 0 0 1 6 0v3l4 1.2v5" fill="none" stroke="currentColor" '
        'stroke-width="3.4" stroke-linejoin="round" stroke-linecap="round"/>'
        f'<circle cx="-.5" cy="-14.8" r="2.7" fill="{SKIN}"/>'
        '<path d="M-3.3-15a2.8 2.8 0 0 1 5.6-.4z" fill="#d9dcd6"/>'
    ),
    "dance": (
        f'<circle cy="-14.5" r="2.5" fill="{SKIN}"/>'
        f'<path d="M-2.7-15a2.7 2.7 0 0 1 5.4 0z" fill="{HAIR}"/>'
        '<path d="M0-11l-1 5-3 6M-1-6l3 2.5 1 3.5" fill="none" stroke="#3b4a52" '
        'stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>'
        '<g stroke="currentColor" stroke-linecap="round"><path d="M0-10.5v4.5" stroke-width="4.6"/>'
        '<path d="M-1.5-10.5l-5-4M1.5-10.5l5-3.5" stroke-width="1.9"/></g>'
    ),
    "kid": (
        f'<circle cy="-11.5" r="2.6" fill="{SKIN}"/>'
        '<path d="M-2.7-12a2.7 2.7 0 0 1 5.4 0z" fill="#2c2522"/>'
        f'<path d="M-.8-4l-1.7 4M.8-4l3 2.8" stroke="{TROUSERS}" stroke-width="2" '
        'stroke-linecap="round"/><g stroke="currentColor" stroke-linecap="round">'
        '<path d="M0-8v3" stroke-width="4.6"/>'
        '<path d="M-2-8l-3.2 2M2-8l3.2-1.2" stroke-width="1.7"/></g>'
    ),
    "ball": (
        '<circle cy="-3" r="3.2" fill="#fff" stroke="#2b2b2b" stroke-width=".9"/>'
        '<path d="M-1-4l2-1 1 2-2 1z" fill="#2b2b2b"/>'
    ),
}

EVENING = (
    ("sit", 160, 158, 1.06, "#b9503c"),
    ("sit", 176, 160, 1, "#7c5b8f"),
    ("sit", 242, 158, 1.06, "#2f6fa3"),
    ("dance", 42, 161, 1.18, "#7c5b8f"),
    ("dance", 64, 160, 1.18, "#c2503f"),
    ("dance", 86, 161, 1.18, "#d98b2b"),
    ("kid", 300, 160, 1.12, "#2f7fb0"),
    ("kid", 338, 161, 1.12, "#d98b2b"),
    ("ball", 316, 161, 1, "#fff"),
)
"""Who is out in the yard of an evening: what they do, where, how big, in which colour."""


def people() -> str:
    """Draw the neighbours who are out."""
    return "".join(
        f'<g transform="translate({x} {y}) scale({size})" color="{colour}">{SHAPES[kind]}</g>'
        for kind, x, y, size, colour in EVENING
    )


def banyan(x: float, y: float, size: float) -> str:
    """Draw the tree everybody meets under."""
    return (
        f'<g transform="translate({x} {y}) scale({size})"><g style="fill:var(--tree)">'
        '<path d="M-7 0C-5-14-6-24-12-34l5 2c3 5 4 8 5 12 0-8 1-14 3-18l4 1c-2 6-2 11-2 16 3-6 '
        '6-10 11-13l2 3C8-24 7-12 10 0z"/><ellipse cx="-26" cy="-42" rx="26" ry="17"/>'
        '<ellipse cx="4" cy="-56" rx="30" ry="21"/><ellipse cx="32" cy="-43" rx="25" ry="16"/>'
        '<ellipse cx="2" cy="-40" rx="36" ry="14"/></g>'
        '<path d="M-24-30v10M-14-28v15M18-28v13M30-30v8" style="stroke:var(--tree)" '
        'stroke-width="1.5"/><g fill="#fff" opacity=".1">'
        '<ellipse cx="-4" cy="-64" rx="18" ry="8"/><ellipse cx="-32" cy="-48" rx="14" ry="7"/>'
        '<ellipse cx="34" cy="-49" rx="13" ry="6"/></g></g>'
    )

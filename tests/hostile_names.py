"""Names that nobody would bear, made up at random: what breaks a file format, within whatever Unicode has."""

from __future__ import annotations

import random

from hypothesis import strategies as st

#: Pieces that mean something to one format or another.
PIECES = (
    *"\"'\\`,;|:#/<>&{}[]()=+-@$%^~*?!",
    *"\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x01\x7f\x85\xa0\u2028\u2029\u200b\u200d\u202e\ufeff\ufffe\ufffd",
    *"＝＋－＠　“”《》王县局",
    *"𠮷😀👨‍👩‍👧🏘\U000e0001",
    '"""',
    "\\u0041",
    "\\U",
    "\\n",
    "\r\n",
    "]]>",
    "&amp;",
    "<b>",
    "||",
    "/* x */",
    "=HYPERLINK(",
    "://",
    "_:b",
    "@zh",
    "^^",
    "; DROP",
    "e\u0301",
    "null",
    "true",
    "0",
    "-1.5",
)
_ANY = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
#: One name, for hypothesis.
NAMES = st.lists(st.one_of(st.sampled_from(PIECES), _ANY), min_size=1, max_size=8).map("".join)


def names(count: int, seed: int = 0) -> list[str]:
    """So many different names, the same for the same seed: quickly, for tests of thousands."""
    draw = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(_piece(draw) for _ in range(draw.randint(1, 8)))] = None
    return list(found)


def _piece(draw: random.Random) -> str:
    """Half of them mean something to a format; the others are any character, the rarest blocks as often as ASCII."""
    if draw.random() < 0.5:
        return draw.choice(PIECES)
    first, last = draw.choice(_RANGES)
    return chr(draw.randint(first, last))


_RANGES = (
    (0x01, 0x7F),
    (0x80, 0x2FFF),
    (0x3000, 0x33FF),
    (0x3400, 0x9FFF),
    (0xA000, 0xD7FF),
    (0xE000, 0xFFFF),
    (0x10000, 0x1FFFF),
    (0x20000, 0x323AF),
    (0xE0000, 0x10FFFF),
)


def batched(found: list[str], size: int) -> list[list[str]]:
    """The names in lists of at most ``size``."""
    return [found[start : start + size] for start in range(0, len(found), size)]


#: More than two thousand names, as many at once as are enough for a file.
THOUSANDS = tuple(batched(names(2250), 250))

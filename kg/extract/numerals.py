"""What numerals say, Arabic and Chinese ones: 1.2万, 二十三, 三百四, 一亿零五万, 二〇二三, 三四 (about three)."""

from __future__ import annotations

import re
from functools import lru_cache

DIGITS = "〇零一二两三四五六七八九"
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}

_WORTH = dict.fromkeys("〇零", 0) | {char: at for at, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_NINE = "一二两三四五六七八九"
_ARABIC = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿]*)")
_PAIR = re.compile(rf"(.*十)?([{DIGITS}])([{DIGITS}])([十百千万亿]*)")
#: What is below ten thousand, its zeros left out.
_SECTION = re.compile(rf"(?:([{_NINE}])千)?(?:([{_NINE}])百)?(?:([{_NINE}]?)(十))?([{_NINE}])?")
_ZEROS = re.compile("[〇零]")


@lru_cache(maxsize=4096)
def number(text: str) -> float | None:
    """The value of a numeral, Arabic or Chinese (二十三, 1.2万, 三四 as 3), or None."""
    plain = text.replace(",", "").replace("，", "")
    arabic = _ARABIC.fullmatch(plain)
    return times_scales(float(arabic[1]), arabic[2]) if arabic else _chinese(plain)


def times_scales(value: float, scales: str) -> float:
    """``value`` times each of these: 3, 百万."""
    for char in scales:
        value *= SCALES[char]
    return round(value, 6)


def is_pair(text: str) -> bool:
    """Whether a Chinese numeral names two neighbouring digits (三四, 十七八), which is always approximate."""
    return re.search(rf"[{DIGITS}]{{2}}[十百千万亿]*$", text) is not None


def _chinese(text: str) -> float | None:
    if text and text[0] in SCALES and text[0] != "十":
        text = "一" + text  # 百, 千万: one of it
    pair = _PAIR.fullmatch(text)
    if pair:  # 三四米, 十七八岁: the lower one
        if not _neighbours(pair[2], pair[3]):
            return None
        text = (pair[1] or "") + pair[2] + pair[4]
    if text and all(char in _WORTH for char in text):  # 二〇二三
        return float("".join(str(_WORTH[char]) for char in text))
    value = None if text[:1] in ("〇", "零") else _scaled(text)
    return None if value is None else float(value)


def _neighbours(low: str, high: str) -> bool:
    order = DIGITS.replace("两", "").replace("〇", "")
    return order.find(high) == order.find(low.replace("两", "二")) + 1


def _scaled(text: str) -> int | None:
    """The value of 一亿二千万, 三万零五十; one digit behind a scale counts a tenth of it: 一万二."""
    for char in "亿万":
        high, scale, low = text.rpartition(char)
        if not scale:
            continue
        worth = SCALES[scale]
        upper = _scaled(high)
        lower = worth // 10 * _WORTH[low] if low in _WORTH else _scaled(low) if low else 0
        return upper * worth + lower if upper and upper < worth and lower is not None else None
    return _section(text)


def _section(text: str) -> int | None:
    """The value of a numeral below ten thousand; one digit behind 百 or 千 counts a tenth of it: 三百四, but 三百零四."""
    found = _SECTION.fullmatch(_ZEROS.sub("", text))
    if not text or found is None:
        return None
    thousands, hundreds, tens, ten, ones = found.groups()
    value = 1_000 * _WORTH[thousands or "零"] + 100 * _WORTH[hundreds or "零"]
    value += 10 * _WORTH[tens or "一"] if ten else 0
    spoken = not (ten or text[-2:-1] in ("〇", "零"))
    place = (10 if hundreds else 100 if thousands else 1) if spoken else 1
    return value + place * _WORTH[ones or "零"]

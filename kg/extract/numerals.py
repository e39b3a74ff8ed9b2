"""What numerals say, Arabic and Chinese ones: 1.2万, 二十三, 三百四, 一亿零五万, 二〇二三, 三四 (about three)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

DIGITS = "〇零一二两三四五六七八九"
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}

_WORTH = dict.fromkeys("〇零", 0) | {char: at for at, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_ARABIC = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿]*)")
_PAIR = re.compile(rf"(.*十)?([{DIGITS}])([{DIGITS}])([十百千万亿]*)")
#: One digit behind a scale counts a tenth of it: 三百四 is 三百四十, but 三百零四 is not.
_SPOKEN = re.compile(r"(.*[百千万亿])([一二两三四五六七八九])")
_TENTH = {"百": "十", "千": "百", "万": "千", "亿": "千万"}


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
    small = _small().get(text)
    return small if small is not None else _large(text)


@cache
def _small() -> dict[str, float]:
    """The numerals from ten to ninety-nine: 十, 十二, 三十, 三十五."""
    digits = {"": 0, **{char: value for char, value in _WORTH.items() if value > 0 and char != "两"}}
    tens = {"十": 10, **{f"{char}十": 10 * value for char, value in digits.items() if char}}
    return {ten + one: float(tens[ten] + digits[one]) for ten in tens for one in digits}


def _large(text: str) -> float | None:
    spoken = _SPOKEN.fullmatch(text)
    if spoken:
        text += _TENTH[spoken[1][-1]]
    import cn2an  # costs a seventh of a second, and few numerals need it

    try:
        return float(cn2an.cn2an(text, "normal"))
    except (ValueError, KeyError):  # cn2an raises either on what is no numeral
        return None


def _neighbours(low: str, high: str) -> bool:
    order = DIGITS.replace("两", "").replace("〇", "")
    return order.find(high) == order.find(low.replace("两", "二")) + 1

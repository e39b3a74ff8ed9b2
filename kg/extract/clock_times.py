"""Stretches of time in more than one unit, or in halves and seconds: 1小时06分38秒, 2分45秒, 一个半小时, 不到半分钟."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.numerals import DIGITS, number

_MINUTE, _HOUR = 60, 3600
_NUMBER = rf"\d{{1,4}}|[{DIGITS}十]{{1,3}}"
_SECONDS = r"\d{1,2}(?:\.\d{1,3})?"
#: 1小时06分38秒, 1小时50分钟, 2分45秒, 用时58秒.
_SEVERAL = re.compile(
    rf"(?<![\d.第])(?:(?P<hours>{_NUMBER})个?小时零?(?P<of_hour>\d{{1,2}}|[{DIGITS}十]{{1,3}})分钟?(?:(?P<of_both>{_SECONDS})秒)?|"
    rf"(?P<minutes>{_NUMBER})分钟?零?(?P<of_minute>{_SECONDS})秒|"
    rf"(?<=用时|耗时|历时)(?:仅|约|近|不到)?(?P<seconds>\d{{1,3}}(?:\.\d{{1,3}})?)秒)(?![\d杀懂])"
)
#: 半小时, 一个半小时, 半分钟.
_HALF = re.compile(
    rf"(?<![\d.第一大小])(?:(?P<whole>{_NUMBER})个)?半个?(?:多)?(?P<unit>小时|分钟|钟头)(?!制)"
)
_ABOUT = "多"


@dataclass(frozen=True, slots=True)
class Stretch:
    """So much time at [start, end) of a text; ``unit`` is hour, minute or second."""

    start: int
    end: int
    value: float
    unit: str
    about: bool


def stretches(text: str) -> list[Stretch]:
    """The stretches of ``text`` in order, not overlapping."""
    found = [*filter(None, map(_several, _SEVERAL.finditer(text)))]
    found += filter(None, map(_half, _HALF.finditer(text)))
    return sorted(found, key=lambda stretch: stretch.start)


def _several(match: re.Match[str]) -> Stretch | None:
    if match["seconds"]:
        return Stretch(match.start("seconds"), match.end(), float(match["seconds"]), "second", False)
    hours, minutes = number(match["hours"] or "零"), number(match["of_hour"] or match["minutes"])
    seconds = match["of_both"] or match["of_minute"]
    if hours is None or minutes is None:
        return None
    if seconds is None:
        return Stretch(*match.span(), hours * _HOUR / _MINUTE + minutes, "minute", False)
    return Stretch(*match.span(), hours * _HOUR + minutes * _MINUTE + float(seconds), "second", False)


def _half(match: re.Match[str]) -> Stretch | None:
    whole = number(match["whole"] or "零")
    unit = "minute" if match["unit"] == "分钟" else "hour"
    about = _ABOUT in match[0]
    return None if whole is None else Stretch(*match.span(), whole + 0.5, unit, about)

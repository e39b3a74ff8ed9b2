"""Pages that end their sentences with points: 他来了.大家都很高兴."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.types import Page

_STOP = "。"
#: A point behind a Han character, a closing mark or a percentage that no Latin letter, digit or point goes on with, but for
#: the digits of a new sentence: 种柚4200亩.2019年.
_POINT = re.compile(
    r"(?<=[\u4e00-\u9fff”’\"）)》%％])[.．｡](?=[\"”’）)]*(?:[\u4e00-\u9fff“\"《（(【\s]|\d{1,4}[年月日个名余]|\Z))"
)


def with_stops(page: Page) -> Page:
    """``page`` with full stops where it writes points for them, each in its place; unchanged if it has a full stop: then
    a point is a part of a name (阿依古丽.买买提)."""
    if _STOP in page.text:
        return page
    text = _POINT.sub(_STOP, page.text)
    return page if text == page.text else replace(page, text=text)

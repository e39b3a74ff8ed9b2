"""The boxes in which words of a page stand, one a line, from the anchors of the lines that they touch."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.types import Anchor, Page, Region, Span

#: Boxes of one line overlap by this share of their height.
_ONE_LINE = 0.5


def boxes(page: Page, span: Span, under: Iterable[Anchor]) -> tuple[Region, ...]:
    """The boxes of ``page.text[span.start:span.end]``; ``under`` are the anchors that the span touches."""
    found: list[Region] = []
    for anchor in under:
        if not isinstance(anchor.locator, Region):
            continue
        part = _part(page.text, anchor, anchor.locator, span)
        if part is None:
            continue
        if found and _one_line(found[-1], part):
            found[-1] = _around(found[-1], part)
        else:
            found.append(part)
    return tuple(found)


def _part(text: str, anchor: Anchor, region: Region, span: Span) -> Region | None:
    """What of an anchor's box the characters of a span take: as wide as their share of it."""
    start, end = max(anchor.start, span.start), min(anchor.end, span.end)
    if start >= end:
        return None
    before, within, all_of_it = (
        _width(text[left:right])
        for left, right in ((anchor.start, start), (start, end), (anchor.start, anchor.end))
    )
    unit = region.width / all_of_it
    return _rounded(replace(region, x=region.x + unit * before, width=unit * within))


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _one_line(left: Region, right: Region) -> bool:
    shared = min(left.y + left.height, right.y + right.height) - max(left.y, right.y)
    level = shared > _ONE_LINE * min(left.height, right.height)
    # side by side, not in the next column
    return left.page == right.page and level and right.x - (left.x + left.width) < 3 * right.height


def _around(one: Region, other: Region) -> Region:
    x, y = min(one.x, other.x), min(one.y, other.y)
    width = max(one.x + one.width, other.x + other.width) - x
    height = max(one.y + one.height, other.y + other.height) - y
    return _rounded(replace(one, x=x, y=y, width=width, height=height))


def _rounded(region: Region) -> Region:
    digits = 0 if region.unit == "pixel" else 2
    least = 1.0 if region.unit == "pixel" else 0.01
    x, y = round(region.x, digits), round(region.y, digits)
    return replace(
        region,
        x=x,
        y=y,
        width=max(least, round(region.width, digits)),
        height=max(least, round(region.height, digits)),
    )


def fragment(region: Region) -> str:
    """A box as a fragment of a file: ``page=2&xywh=percent:8.77,12.95,7.99,2.02``, ``page=1&xywh=131,234,44,35``."""
    values = ",".join(f"{value:g}" if value < 1e5 else str(int(value)) for value in _numbers(region))
    unit = "percent:" if region.unit == "percent" else ""
    return f"page={region.page}&xywh={unit}{values}"


def _numbers(region: Region) -> Sequence[float]:
    return (region.x, region.y, region.width, region.height)


def fragments(found: Iterable[Region]) -> Iterator[str]:
    """Each box once, as a fragment."""
    yield from dict.fromkeys(map(fragment, found))

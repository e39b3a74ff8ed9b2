"""Text that goes on on another page: from a report's page to the next, from a newspaper's by （下转第3版）."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.reader.layout.blocks import Block
from kg.reader.layout.geometry import Box, Line
from kg.types import Region

_NUMBER = r"[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3}"
_ON = re.compile(rf"[（(【]?\s*(?:下转|转)\s?第?\s?({_NUMBER})\s?版\s*[）)】]?\s*$")
_FROM = re.compile(rf"^\s*[（(【]?\s*(?:上接|紧接|接)\s?第?\s?({_NUMBER})\s?版\s*[）)】]?\s*")
#: No more text is put on one page than this: a book is not read as one article.
_LONGEST = 30_000
_HAN_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, and the way from its boxes back to the file."""

    block: Block
    locate: Callable[[Box], Region]

    @property
    def words(self) -> str:
        return "".join(line.text for line in self.block.lines)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a file: its blocks in reading order; ``printed`` is the number that it bears as a page of a newspaper
    (02, A3), None if it bears none; ``number`` counts the pages of the file."""

    number: int
    blocks: tuple[Placed, ...]
    printed: str | None = None

    @property
    def length(self) -> int:
        return sum(len(line.text) for placed in self.blocks for line in placed.block.lines)


def flowed(leaves: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """The pages of a file, text put with what it continues; a page of which nothing is left is left out."""
    return tuple(_run_on(_jumped(list(leaves))))


def _run_on(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    """Pages of reports: one that begins with text goes on with the one before it."""
    held: Leaf | None = None
    for leaf in leaves:
        if not leaf.blocks:
            continue
        if held is not None and _goes_on(held, leaf):
            held = replace(held, blocks=(*held.blocks, *leaf.blocks))
            continue
        if held is not None:
            yield held
        held = leaf
    if held is not None:
        yield held


def _goes_on(before: Leaf, leaf: Leaf) -> bool:
    kinds = [placed.block.kind for placed in leaf.blocks if placed.block.kind != "caption"]
    report = before.printed is None and leaf.printed is None
    return report and kinds[:1] == ["text"] and before.length + leaf.length <= _LONGEST


def _jumped(leaves: list[Leaf]) -> list[Leaf]:
    """Stories that a newspaper continues on a later page, put together where they begin."""
    for at, leaf in enumerate(leaves):
        for i in reversed(range(len(leaf.blocks))):
            sent = _ON.search(leaf.blocks[i].words)
            if sent is None:
                continue
            for to, other in enumerate(leaves):
                taken = _continuation(other, leaf, sent.group(1)) if to != at else None
                if taken is None:
                    continue
                start, end, rest = taken
                before = (*leaves[at].blocks[:i], _cut_end(leaves[at].blocks[i], len(sent.group())))
                leaves[at] = replace(leaves[at], blocks=(*before, *rest, *leaves[at].blocks[i + 1 :]))
                leaves[to] = replace(other, blocks=(*other.blocks[:start], *other.blocks[end:]))
                break
    return leaves


def _continuation(other: Leaf, leaf: Leaf, named: str) -> tuple[int, int, tuple[Placed, ...]] | None:
    """Where on a page the story from ``leaf`` goes on (its headline there included), and its blocks."""
    if not _is_number(other, named):
        return None
    for i, placed in enumerate(other.blocks):
        came = _FROM.match(placed.words)
        if came is None or not _is_number(leaf, came.group(1)):
            continue
        end = next((j for j in range(i + 1, len(other.blocks)) if _opens(other.blocks[j])), len(other.blocks))
        start = i
        while start and other.blocks[start - 1].block.kind in ("title", "side"):
            start -= 1
        first = _cut_start(placed, came.end())
        return start, end, (*((first,) if first.block.lines else ()), *other.blocks[i + 1 : end])
    return None


def _opens(placed: Placed) -> bool:
    return placed.block.kind in ("title", "side")


def _is_number(leaf: Leaf, named: str) -> bool:
    return _plain(named) == _plain(leaf.printed or str(leaf.number))


def _plain(number: str) -> str:
    """A page's number without leading zeros, in figures."""
    if set(number) <= set(_HAN_DIGITS + "十"):
        tens, ten, ones = number.partition("十")
        figures = (_HAN_DIGITS.find(tens or "一") * 10 if ten else 0) + max(
            0, _HAN_DIGITS.find(ones if ten else number)
        )
        return str(figures)
    return re.sub(r"(?<!\d)0+(?=\d)", "", number)


def _cut_end(placed: Placed, count: int) -> Placed:
    """The block without its last ``count`` characters."""
    lines = list(placed.block.lines)
    while lines and count:
        drop = min(count, len(lines[-1].text))
        lines[-1:] = [_part(lines[-1], 0, len(lines[-1].text) - drop)] if drop < len(lines[-1].text) else []
        count -= drop
    return replace(placed, block=_of(placed.block, lines))


def _cut_start(placed: Placed, count: int) -> Placed:
    """The block without its first ``count`` characters."""
    lines = list(placed.block.lines)
    while lines and count:
        drop = min(count, len(lines[0].text))
        lines[:1] = [_part(lines[0], drop, len(lines[0].text))] if drop < len(lines[0].text) else []
        count -= drop
    return replace(placed, block=_of(placed.block, lines))


def _of(block: Block, lines: Sequence[Line]) -> Block:
    return replace(block, lines=tuple(lines), gaps=tuple("" for _ in pairwise(lines)))


def _part(line: Line, start: int, end: int) -> Line:
    left = line.box.x0 if start == 0 else line.middles[start] - line.size / 2
    right = line.box.x1 if end == len(line.text) else line.middles[end - 1] + line.size / 2
    box = Box(left, line.box.y0, max(left, right), line.box.y1)
    return replace(line, text=line.text[start:end], middles=line.middles[start:end], box=box)

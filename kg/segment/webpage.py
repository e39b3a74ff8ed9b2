"""The title line of a web page: the name of its site apart, its second copy dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from kg.knowledge.nationwide import full_name
from kg.knowledge.segmenting import head_words
from kg.segment.lines import Line, narrowed

_TAIL = re.compile(r"[_|]|\s*[-－–—]\s*(?=[^-－–—_|]{1,24}$)")
_MARKS = re.compile(r"[\W_]+")
#: A title stands on so many lines at most; its copies are alike from this share on.
_LINES, _ALIKE = 3, 0.6
_LONGEST_SITE, _LONGEST_PAPER = 12, 7
#: What a site's name is made of, and ends of a title that is cut off.
_NAME, _CUT_OFF = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{3,}"), ("...", "…", "新闻网页", "号")


def without_site(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page, without the title's repetition; the names of the site behind its title, and of the site or
    newspaper above it, are lines of their own."""
    kept = tuple(lines)
    if len(kept) < 2:
        return kept
    head = tuple(_without_tail(line) for line in kept[: 2 * _LINES])
    sites = {_bare(line.text[len(short.text) :]) for line, short in zip(kept, head, strict=False)} - {""}
    rest = [line for line in (*head, *kept[len(head) :]) if _bare(line.text) not in sites]
    first: list[Line] = []
    while len(rest) > 2 and _is_site_name(rest[0]):
        first.append(replace(rest.pop(0), site=True))
    return (
        *first,
        *_named(_once(rest), [each for each in zip(kept, head, strict=False) if each[0] != each[1]]),
    )


def _named(lines: Sequence[Line], cut: Sequence[tuple[Line, Line]]) -> tuple[Line, ...]:
    """``lines`` with the name of the page's site, which the first of the ``cut`` lines had before that was taken off."""
    site = next((found for line, short in cut if (found := _site(line, len(short.text))) is not None), None)
    if site is None:
        return tuple(lines)
    at = sum(line.start < site.start for line in lines)
    return (*lines[:at], site, *lines[at:])


def _site(line: Line, end: int) -> Line | None:
    """The last name behind a title that ends at ``end``, if it is a site's: 某某搬迁_某人_[新浪博客]."""
    *_, tail = _TAIL.finditer(line.text, end)
    site = replace(narrowed(line, tail.end(), len(line.text)), site=True, level=0)
    own = site.text.endswith(head_words().site_endings) and not site.text.endswith(_CUT_OFF)
    named = own and len(site.text) <= _LONGEST_SITE and _NAME.fullmatch(site.text) is not None
    return site if named or full_name("Organization", site.text) is not None else None


def _without_tail(line: Line) -> Line:
    if not line.text.endswith(head_words().site_endings) or line.text.endswith(("。", "……")):
        return line
    match = _TAIL.search(line.text, 4)
    return narrowed(line, 0, match.start()) if match else line


def _is_site_name(line: Line) -> bool:
    """A first line that names a site or a newspaper, and no more; no headline (织密一张民生保障网)."""
    text = line.text.strip("《》")
    if len(line.text) > _LONGEST_SITE or line.level:
        return False
    paper = len(text) <= _LONGEST_PAPER and text.endswith(head_words().paper_endings)
    kinds = any(text.endswith((f"{kind}网", f"{kind}网站")) for kind in head_words().site_kinds)
    return paper or kinds or text.endswith("客户端") or full_name("Organization", text) is not None


def _once(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The title once: of two equal copies the second, of two similar ones the first."""
    for first, second in sorted(
        product(range(1, _LINES + 1), repeat=2), key=lambda sizes: (-sum(sizes), sizes)
    ):
        if len(lines) <= first + second:
            continue
        one = _bare("".join(line.text for line in lines[:first]))
        two = _bare("".join(line.text for line in lines[first : first + second]))
        if one == two and len(one) > 4:
            return tuple(lines[first:])
        if min(len(one), len(two)) >= max(_ALIKE * max(len(one), len(two)), 8) and (one in two or two in one):
            return (*lines[:first], *lines[first + second :])
    return tuple(lines)


def _bare(text: str) -> str:
    return _MARKS.sub("", text)

"""A tree of elements as blocks: stretches of words between the breaks that a browser would show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.reader.web.parsing import Element

Kind = Literal["heading", "paragraph", "caption", "row", "picture"]

#: Elements without words of the page.
_SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math", "canvas",
        "audio", "video", "select", "button", "input", "textarea", "datalist", "head", "map", "rp", "rt",
    }
)  # fmt: skip
#: Elements whose words stand on a line with those around them.
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
        "kbd", "label", "mark", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "time", "tt", "u", "var", "wbr", "img", "o:p", "st1:chsdate", "marquee",
    }
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {
    "founder-introtitle": 2,
    "founder-title": 1,
    "founder-subtitle": 2,
}
_BOLD = frozenset({"b", "strong"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_SPACE = re.compile(r"[ \t\n\r\f\xa0\u200b\ufeff]+")
_WIDE = re.compile(
    r"(?<=[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef])[^\S\n]*+\n\s*+(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_EDGE = " \u3000\u2002\u2003\u2009"


@dataclass(frozen=True, slots=True)
class Block:
    """Words that stand by themselves. ``element`` is the innermost element that breaks lines around them; ``links``
    counts the characters in links; ``bold``: all of them are. A ``picture`` has no words. ``level`` is that of a heading,
    else 0."""

    element: Element
    text: str
    kind: Kind = "paragraph"
    level: int = 0
    links: int = 0
    bold: bool = False


class _Run:
    """Words on their way into a block."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.linked = self.bold = 0

    def add(self, words: str, linked: bool, bold: bool) -> None:
        self.pieces.append(words)
        size = len(words.strip())
        self.linked += size * linked
        self.bold += size * bold


def blocks(root: Element) -> Iterator[Block]:
    """All blocks below ``root`` in the order of the document."""
    found = list(_all(root))
    inside = Counter(_around(block.element, "td", "th") for block in found if block.kind == "row")
    beside = Counter(_around(cell, "tr") for cell in inside)
    for block in found:
        cell = _around(block.element, "td", "th") if block.kind == "row" else None
        # Old pages are laid out by tables: a cell with several lines, or alone in its row, is no cell of data.
        laid_out = cell is not None and (inside[cell] > 1 or beside[_around(cell, "tr")] < 2)
        yield replace(block, kind="paragraph") if laid_out else block


def _around(element: Element, *tags: str) -> Element:
    """The innermost element of these tags that an element is, or is in."""
    return next((each for each in (element, *element.iterancestors(*tags)) if each.tag in tags), None)


def _all(root: Element) -> Iterator[Block]:
    from lxml import etree

    run, links, bolds = _Run(), 0, 0
    stack: list[Element] = [root]
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped = 0
    for event, element in walk:
        if event in ("comment", "pi"):
            run.add(element.tail or "", links > 0, bolds > 0) if not skipped else None
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped or _is_skipped(element, tag):
                skipped += 1
                walk.skip_subtree()
                continue
            if tag not in _INLINE:
                yield from _closed(run, stack[-1])
                run = _Run()
                if tag != "br":
                    stack.append(element)
            elif tag == "img":
                yield from _closed(run, stack[-1])
                run = _Run()
                yield Block(element, "", "picture")
            links += tag == "a"
            bolds += tag in _BOLD
            run.add(element.text or "", links > 0, bolds > 0)
            continue
        if skipped:
            skipped -= 1
        else:
            links -= tag == "a"
            bolds -= tag in _BOLD
            if tag not in _INLINE and tag != "br":
                yield from _closed(run, stack.pop())
                run = _Run()
        if element is not root:
            run.add(element.tail or "", links > 0, bolds > 0)
    yield from _closed(run, root)


def _is_skipped(element: Element, tag: str) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    return tag in _SKIPPED or not tag or bool(hidden)


def _closed(run: _Run, element: Element) -> Iterator[Block]:
    words = collapsed("".join(run.pieces))
    if not words:
        return
    kind, level = _kind(element)
    size = max(1, sum(len(piece.strip()) for piece in run.pieces))
    yield Block(element, words, kind, level, min(run.linked, len(words)), run.bold >= size)


def _kind(element: Element) -> tuple[Kind, int]:
    for each in (element, *element.iterancestors()):
        tag = each.tag if isinstance(each.tag, str) else ""
        if tag in _HEADINGS:
            return "heading", _HEADINGS[tag]
        if tag in ("figcaption", "caption"):
            return "caption", 0
        if tag in ("td", "th"):
            return "row", 0
        if tag not in ("p", "div", "span", "center"):
            break
    return "paragraph", 0


def collapsed(text: str) -> str:
    """Words as a browser sets them: white space is one space, and none between two lines of Chinese."""
    joined = _WIDE.sub("", text)
    return _SPACE.sub(" ", joined).strip(_EDGE)

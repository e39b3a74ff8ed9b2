"""Which line of a web page is the headline of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.reader.looks import DASHES, may_head
from kg.reader.web.blocks import Block
from kg.reader.web.choosing import Chosen, prose
from kg.reader.web.info import is_info
from kg.reader.web.parsing import Element

_MARKS = re.compile(r"[\W_]+")
_LONGEST, _SHORTEST = 70, 4
#: What an element of a headline is called.
_CALLED = re.compile(r"title|headline|(?:^|[ _-])(?:tit|bt|subject)(?:$|[ _-])", re.I)
#: Without any mark the headline is one of so many lines right above the text.
_NEAR = 5


def headline(choice: Chosen, names: Sequence[str]) -> int | None:
    """The index among ``choice.own`` of the line that says what the page calls itself (``names``, best first); else of the
    highest heading above the text, else of what is called a title, else of what stands right above the byline."""
    first = first_sentence(choice)
    above = choice.own[: first + 1]
    candidates = [at for at, block in enumerate(above) if _may_head(block)]
    for name in names:
        alike = [at for at in candidates if _same(_bare(above[at].text), _bare(name))]
        if alike:
            return max(alike, key=lambda at: (above[at].kind == "heading", -above[at].level, at))
    headings = [at for at in candidates if above[at].kind == "heading"]
    if headings:
        top = min(above[at].level for at in headings)
        return max(at for at in headings if above[at].level == top)
    called = [at for at in candidates if _is_called_title(above[at].element)]
    return called[-1] if called else _nearest(above[:first], candidates, first)


def first_sentence(choice: Chosen) -> int:
    """The index of the first sentence of the article."""
    return next((at for at in range(choice.start, choice.end) if prose(choice.own[at])), choice.start)


def kicker(choice: Chosen, head: int | None) -> int | None:
    """A heading of lower rank right above the headline that stands outside of the article's element."""
    if not head or head > choice.start:
        return None
    block = choice.own[head - 1]
    return head - 1 if block.kind == "heading" and block.level > 1 and _may_head(block) else None


def _may_head(block: Block) -> bool:
    return block.kind != "picture" and _SHORTEST <= len(block.text) <= _LONGEST and not is_info(block.text)


def _nearest(above: Sequence[Block], candidates: Sequence[int], first: int) -> int | None:
    """The last line above the text that is no byline; what stands above a line that begins with a dash."""
    near = [at for at in candidates if first - _NEAR <= at < first and may_head(above[at].text)]
    for before, at in pairwise(near):
        if above[at].text.startswith(DASHES):
            return before
    return near[-1] if near else None


def _same(one: str, two: str) -> bool:
    shorter, longer = sorted((one, two), key=len)
    return len(shorter) >= _SHORTEST and longer.startswith(shorter) and len(shorter) * 2 >= len(longer)


def _is_called_title(element: Element) -> bool:
    return bool(_CALLED.search(f"{element.get('id') or ''} {element.get('class') or ''}"))


def _bare(text: str) -> str:
    return _MARKS.sub("", text)

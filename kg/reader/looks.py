"""What a line of a document looks like: a caption, a heading inside a text, or neither."""

from __future__ import annotations

import re

#: A byline, a caption, a sentence: no heading.
_NO_HEADING = re.compile(
    r"^[□■●▲△（(]|^(?:本报|记者|通讯员|作者|文/|图/|图为|来源|编辑|责编)|[。；：，:;,]$|记者|摄$"
)
_CAPTION = re.compile(r"摄[）)]?$|^图[为①一1]|^[▲△]|资料图|图[/／]")
_STOP = re.compile(r"[。！？；]")
_LONGEST_CAPTION, _LONGEST_INNER, _LONGEST_CELL = 80, 40, 60
#: With these the lines of a headline begin that explain it.
DASHES = ("—", "--", "──", "－")


def may_head(text: str) -> bool:
    """Whether words can be a heading at all."""
    return not _NO_HEADING.search(text)


def is_inner_heading(text: str) -> bool:
    """Whether words set in bold as a whole are a heading inside a text."""
    return len(text) <= _LONGEST_INNER and may_head(text)


def is_caption(text: str) -> bool:
    """Whether words behind a picture belong to it."""
    return len(text) <= _LONGEST_CAPTION and bool(_CAPTION.search(text))


def has_stop(text: str) -> bool:
    """Whether a sentence ends in it."""
    return bool(_STOP.search(text))


def is_cell(text: str) -> bool:
    """Whether words are a cell of a table, and no column of a page's layout."""
    return len(text) <= _LONGEST_CELL or not has_stop(text)

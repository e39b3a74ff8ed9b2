"""What is to be noted of the text of a page, whatever it was read from."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from kg.reader.metadata import STATED
from kg.reader.records import NO_TEXT
from kg.types import Notice, Page, Skipped, Span

#: Marks that turn the direction of writing, and invisible tags: they can make a text look like another one.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def with_notices(item: Page | Skipped) -> Page | Skipped:
    """``item``; a page with what is to be noted of it. One with what no text may hold, wherever it came from, is skipped: it
    would spoil the files that the others are in."""
    if isinstance(item, Skipped):
        return item
    if (
        found := NO_TEXT.search("\n".join(filter(None, (item.text, *map(partial(getattr, item), STATED)))))
    ) is not None:
        reason = f"it holds U+{ord(found[0]):04X}, which no text may hold"
        return Skipped(item.id, reason, "take such characters out", code="binary")
    if (first := _HIDDEN.search(item.text)) is None:
        return item
    count = sum(1 for _ in _HIDDEN.finditer(item.text))
    notice = Notice(
        "hidden-characters",
        item.id,
        f"characters that cannot be seen and turn the order of others: {count}, the first at {first.start()} "
        f"(U+{ord(first[0]):04X}); names are read without them",
        "look whether somebody wants the page to be read otherwise than it looks",
        Span(*first.span()),
    )
    return replace(item, notices=(*item.notices, notice))

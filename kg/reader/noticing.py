"""What is to be noted of the text of a page, whatever it was read from."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.types import Notice, Page, Skipped, Span

#: Marks that turn the direction of writing, and invisible tags: they can make a text look like another one.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def with_notices(item: Page | Skipped) -> Page | Skipped:
    """``item``; a page with what is to be noted of it."""
    if isinstance(item, Skipped) or (first := _HIDDEN.search(item.text)) is None:
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

"""Whether a paragraph is finished, and whether the next line goes on with it."""

from __future__ import annotations

import re

_STOPS = frozenset("。．！？!?…；;：:")
_POINT = re.compile(r"[\u4e00-\u9fff]\.$")
_CLOSERS = "”’』」）)】》"
_NEW_PARAGRAPH = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]{1,3}[，、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]|[“‘「『●■◆□])"
)


def is_complete(text: str) -> bool:
    """Whether text ends like a sentence or a list item, closing quotation marks and brackets aside."""
    inner = text.rstrip(_CLOSERS + " ")
    return not inner or inner[-1] in _STOPS or text.endswith(("——", "……")) or bool(_POINT.search(inner))


def ends_open(text: str, following: str) -> bool:
    """Whether a paragraph breaks off and ``following`` goes on with it.

    After a closing mark without a stop both are possible: then a beginning that only a new paragraph has
    decides.
    """
    if is_complete(text):
        return False
    return text.rstrip()[-1] not in _CLOSERS or not _NEW_PARAGRAPH.match(following)

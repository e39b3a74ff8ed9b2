"""Where news was sent from: 新华社|某市|6月2日电 is no place that the news is of."""

from __future__ import annotations

import re

from kg.types import Mention

_SENT = re.compile("[^，。；\n]{0,12}电(?![力话网])")
_BY_WIRE, _REACH = re.compile(r"(?:社|网|报|讯)(?:记者)?\s?$"), 6


def is_sent_from(text: str, mention: Mention) -> bool:
    """Whether an area of ``text`` stands in a dateline."""
    sent = mention.type == "Area" and _SENT.match(text, mention.end) is not None
    return sent and _BY_WIRE.search(text, max(0, mention.start - _REACH), mention.start) is not None

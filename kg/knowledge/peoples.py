"""Names of other peoples in Chinese transliteration (``seeds/lexicons/peoples.toml``)."""

from __future__ import annotations

import re
from functools import cache

from kg.knowledge import rows
from kg.knowledge.alternatives import any_of

_FILE = "peoples.toml"
#: A name of one part alone has so many characters.
_ALONE = 3


@cache
@rows.checked(_FILE)
def _pattern() -> re.Pattern[str]:
    _, table = rows.load(_FILE)
    parts, given = table["parts"].split(), "".join(table["given"].split())
    long = [part for part in parts if len(part) >= _ALONE]
    clan = f"(?:{any_of(table['clans'].split())})[{given}]{{2}}"
    return re.compile(f"(?:{any_of(parts)}){{2,4}}|{clan}|(?:{any_of(long)})")


def transliterated(text: str, start: int) -> int:
    """How long the name is that stands at ``start`` in ``text``; 0 if none does. One that goes on behind a dot is left to
    others."""
    match = _pattern().match(text, start)
    if match is None or text[match.end() : match.end() + 1] in ("·", "•"):
        return 0
    return match.end() - start

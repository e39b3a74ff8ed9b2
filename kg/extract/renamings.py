"""Names that the text says are another's: 某公园，原名某园; 某中心（以下简称某某）. Whoever is called so is the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.knowledge.patterns import work_words
from kg.types import Mention

_KINDS = frozenset({"Organization", "Agency", "Place", "Community", "Project", "Event"})


def renamed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` with those that go by another's former or shorter name called by that other's."""
    called: dict[tuple[str, str], str] = {}
    starts = {m.start: m for m in mentions if m.type in _KINDS}
    for match in work_words().also_called.finditer(text):
        other = starts.get(match.end()) or starts.get(match.end() + 1)
        begin = max(text.rfind(mark, 0, match.start()) for mark in "。！？\n") + 1
        before = (m for m in mentions if begin <= m.start and m.end <= match.start())
        own = next((m for m in before if other is not None and m.type == other.type), None)
        if other is not None and own is not None and own.name != other.name:
            called[other.type, other.name] = own.name
    return [_called(m, called.get((m.type, m.name))) for m in mentions]


def _called(mention: Mention, name: str | None) -> Mention:
    if name is None:
        return mention
    return replace(mention, name=name, aliases=tuple(dict.fromkeys((*mention.aliases, mention.name))))

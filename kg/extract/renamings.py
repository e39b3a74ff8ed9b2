"""Names that the text says are another's: 某公园，原名某园; 某中心（以下简称某某）; 某学校更名为某学院.

Whoever is called so is the same, and goes by the name that it has now.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.knowledge.patterns import work_words
from kg.types import EntityType, Mention

_KINDS: frozenset[EntityType] = frozenset(
    {"Organization", "Agency", "Place", "Community", "Project", "Event"}
)
#: Who changes its name; so far before the verb it stands at the most (由…正式, ”于2021年).
_BEARERS: frozenset[EntityType] = frozenset({"Organization", "Agency", "Place", "Community"})
_FAR = 24
_MARKS = "。！？\n"
#: What stands between the name and the verb.
_LEADS = re.compile(
    "(?:[”’）)0-9年月日]|正式|已经?|先|再|最终|将|拟|于|后|又|也|现|同时|整体|公司|名称|并|建议|申请|获批|计划){0,12}"
)
#: A name is changed no more often than that in one article.
_MOST = 8

_Name = tuple[EntityType, str]


def renamed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` with those that go by another's former or shorter name called by that other's."""
    names = sorted((m for m in mentions if m.type in _KINDS), key=lambda m: (m.start, -m.end))
    called = {**dict(_also_called(text, names)), **dict(_called_now(text, names))}
    return [_called(m, _last(called, (m.type, m.name))) for m in mentions] if called else list(mentions)


def _also_called(text: str, names: Sequence[Mention]) -> Iterator[tuple[_Name, _Name]]:
    """某公园，原名某园: the second name is the first one's."""
    for match in work_words().also_called.finditer(text):
        other = _at(names, match.end())
        begin = max(text.rfind(mark, 0, match.start()) for mark in _MARKS) + 1
        before = _between(names, begin, match.start())
        own = next((m for m in before if other is not None and m.type == other.type), None)
        if other is not None and own is not None and own.name != other.name:
            yield (other.type, other.name), (own.type, own.name)


def _called_now(text: str, names: Sequence[Mention]) -> Iterator[tuple[_Name, _Name]]:
    """某学校正式更名为某学院: the first name, nearest before the verb, is the second one's."""
    for match in work_words().called_now.finditer(text):
        now = _at(names, match.end())
        begin = max(*(text.rfind(mark, 0, match.start()) for mark in _MARKS), match.start() - _FAR) + 1
        outer = [
            m for m in _between(names, begin - _FAR, match.start()) if m.type in _BEARERS and m.end > begin
        ]
        own = max(outer, key=lambda m: (m.end, -m.start), default=None)
        if now is None or own is None or now.type not in _BEARERS or own.name == now.name:
            continue
        if _LEADS.fullmatch(text, own.end, match.start()) is None:
            continue  # 经市政府|批准更名为
        yield (own.type, own.name), (now.type, now.name)


def _at(names: Sequence[Mention], at: int) -> Mention | None:
    """The name that begins there, or behind a mark; of several the longest."""
    for start in (at, at + 1):
        first = bisect_left(names, start, key=_start)
        if first < len(names) and names[first].start == start:
            return names[first]
    return None


def _between(names: Sequence[Mention], start: int, end: int) -> list[Mention]:
    inside = names[bisect_left(names, start, key=_start) : bisect_right(names, end, key=_start)]
    return [m for m in inside if m.end <= end]


def _start(mention: Mention) -> int:
    return mention.start


def _last(called: dict[_Name, _Name], name: _Name) -> _Name:
    for _ in range(_MOST):
        if name not in called:
            break
        name = called[name]
    return name


def _called(mention: Mention, name: _Name) -> Mention:
    if name == (mention.type, mention.name):
        return mention
    aliases = tuple(dict.fromkeys((*mention.aliases, mention.name)))
    return replace(mention, type=name[0], name=name[1], aliases=aliases)

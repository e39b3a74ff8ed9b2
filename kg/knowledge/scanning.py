"""One pass each for the titles, the roles and the right ends of names in a text (Aho-Corasick)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.knowledge.lexicon import BodyHead, Title, abbreviations, bodies, roles, titles

#: Classes whose right ends begin titles of their own.
_WORKS = frozenset({"Project", "Event", "Method", "Document"})
#: Texts whose titles and roles are remembered: several extractors ask for those of an article.
_KEPT = 4


class TitleMatch(NamedTuple):
    """A title of a post at [start, end)."""

    start: int
    end: int
    title: Title


class RoleMatch(NamedTuple):
    """A role noun (居民, 记者 …) at [start, end)."""

    start: int
    end: int
    role: str


class HeadMatch(NamedTuple):
    """The right end of a name at [start, end)."""

    start: int
    end: int
    head: BodyHead


@lru_cache(maxsize=_KEPT)
def scan_titles(text: str) -> tuple[TitleMatch, ...]:
    """Titles without the body that some carry (党支部书记 is 党支部 + [书记]): the longest at each end, and of two that
    overlap the longer, else the later (党总|支书|记 is no 支书)."""
    words, automaton = _titles()
    longest: dict[int, TitleMatch] = {}
    for at, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if end not in longest or longest[end].start > start:
            longest[end] = TitleMatch(start, end, titles()[words[at]])
    kept: list[TitleMatch] = []
    for match in sorted(longest.values(), key=lambda m: m.end):
        while (
            kept and kept[-1].end > match.start and match.end - match.start >= kept[-1].end - kept[-1].start
        ):
            kept.pop()
        if not kept or kept[-1].end <= match.start:
            kept.append(match)
    return tuple(kept)


@lru_cache(maxsize=_KEPT)
def scan_roles(text: str) -> tuple[RoleMatch, ...]:
    """Role nouns, leftmost and longest."""
    words, automaton = _roles()
    return tuple(RoleMatch(s, e, words[at]) for at, s, e in automaton.find_matches_as_indexes(text))


#: Offices of bodies.
_OFFICES = ("指挥部办公室", "委员会办公室", "领导小组办公室")


def scan_heads(text: str) -> list[HeadMatch]:
    """Right ends of names wherever one ends, the longest at each end, in order of their ends."""
    words, automaton = _heads()
    longest: dict[int, HeadMatch] = {}
    for at, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if end not in longest or longest[end].start > start:
            longest[end] = HeadMatch(start, end, _all_heads()[words[at]])
    return [longest[end] for end in sorted(longest)]


@cache
def _all_heads() -> dict[str, BodyHead]:
    """The listed right ends, and the short and full names of organs, which are right ends, too, but for the office of a
    body that is named with it: 防汛抗旱指挥部|办公室 are two, if no 和 stands in the body's name."""
    organs = {
        form: BodyHead(form, "Agency", entry.kind, False)
        for entry in abbreviations().values()
        for form in (entry.short, entry.full)
        if not form.endswith(_OFFICES) or "和" in form
    }
    return {**organs, **bodies()}


def _automaton(words: Iterable[str], kind: MatchKind) -> tuple[list[str], AhoCorasick]:
    listed = sorted(words)
    return listed, AhoCorasick(listed, matchkind=kind)


@cache
def _titles() -> tuple[list[str], AhoCorasick]:
    return _automaton((t for t in titles() if not _holds_body(t)), MatchKind.Standard)


@cache
def _roles() -> tuple[list[str], AhoCorasick]:
    return _automaton(roles(), MatchKind.LeftmostLongest)


@cache
def _heads() -> tuple[list[str], AhoCorasick]:
    return _automaton(_all_heads(), MatchKind.Standard)


#: Who works in a quarter and is of another body: 某派出所|社区民警.
_OTHERS = frozenset({"民警", "规划师", "矫正员"})


def _holds_body(title: str) -> bool:
    """Whether ``title`` is the end of a body's name and another title: 区委|书记, 管委会|主任; not 项目|经理."""
    heads = _all_heads()
    ends = (cut for cut in range(1, len(title)) if title[cut:] in titles() and title[cut:] not in _OTHERS)
    return any(title[:cut] in heads and heads[title[:cut]].type not in _WORKS for cut in ends)

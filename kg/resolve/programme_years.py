"""Programmes of several years in one article (今年改造老旧小区14个，明年拟改造11个), and meetings of which only one mention
says the year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from kg.types import Mention

#: The rules of what every district runs, and the year in the name of one.
_PROGRAMMES = frozenset({"works.programme", "works.programme.local"})
_OF_YEAR = re.compile("(?:19|20)[0-9]{2}年(?:度)?(?=.)")


def is_programme(mention: Mention) -> bool:
    """Whether a mention names what every district runs."""
    return mention.rule in _PROGRAMMES


def says_year(name: str) -> bool:
    """Whether a name says its year, and more: 某区2022年工作推进会."""
    return _OF_YEAR.search(name) is not None


@dataclass(frozen=True, slots=True)
class OfYear:
    """A mention of a programme without its ``year``: 某区老旧小区改造 of 某区2022年老旧小区改造.

    The year is None where its name has none; ``core`` are the words behind it. ``written``: the year stands in the name as
    the text has it.
    """

    mention: Mention
    year: str | None = None
    core: str = ""
    written: bool = False

    @classmethod
    def split(cls, mention: Mention) -> OfYear:
        """``mention`` and its year apart."""
        match = _OF_YEAR.search(mention.name) if is_programme(mention) else None
        if match is None:
            return cls(mention)
        plain = mention.name[: match.start()] + mention.name[match.end() :]
        year, core = match.group().removesuffix("度"), mention.name[match.end() :]
        return cls(replace(mention, name=plain), year, core, year in mention.text)


class Years:
    """Of which years the programmes of an article are. The one of the year that the article appeared in, or the earliest,
    is the programme as such, if that is spoken of without its year; the others are told apart by their years."""

    def __init__(
        self, found: Mapping[str, set[str]], plain: Set[str], meetings: Iterable[str], issued: str
    ) -> None:
        """``found`` has the years (2022年) by the names of the programmes, ``plain`` are those that some words name without
        one, ``meetings`` the names of events that say a year; ``issued`` is the article's year, or empty."""
        self._own = {
            name: next((year for year in sorted(years) if year.startswith(issued)), min(years))
            for name, years in found.items()
            if name in plain
        }
        full: dict[str, set[str]] = {}
        for name in meetings:
            full.setdefault(_OF_YEAR.sub("", name), set()).add(name)
        self._meetings = {name: next(iter(names)) for name, names in full.items() if len(names) == 1}

    def meeting(self, name: str) -> str:
        """The name with its year of the meeting that the article calls ``name`` as well."""
        return self._meetings.get(name, name)

    def name(self, name: str, split: OfYear) -> str:
        """``name`` with its year, if it needs it."""
        if split.year is None or split.year == self._own.get(name) or not name.endswith(split.core):
            return name
        return self._with(name, split.year, split.core)

    def forms(self, mention: Mention, name: str) -> tuple[str, ...]:
        """The form of ``name`` that has its year, too."""
        split = OfYear.split(mention)
        if split.year is None or split.year != self._own.get(name) or not name.endswith(split.core):
            return ()
        return (self._with(name, split.year, split.core),)

    def _with(self, name: str, year: str, core: str) -> str:
        return name[: len(name) - len(core)] + year + core

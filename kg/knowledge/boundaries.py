"""Which words end a name to the left, stand inside one, or make none (``seeds/lexicons/boundaries.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.errors import KnowledgeError
from kg.knowledge import rows
from kg.knowledge.words import Word

#: Between the two ends of a line: 某镇|至|某镇县道.
TO = ("至", "到")
#: Parts of speech of jieba's dictionary at which a name ends: prepositions, particles, pronouns, adverbs, time words …
_STOP_POS = frozenset(
    {
        "p",
        "u",
        "uj",
        "ul",
        "uz",
        "ud",
        "ug",
        "uv",
        "r",
        "rr",
        "rz",
        "d",
        "y",
        "e",
        "o",
        "t",
        "x",
        "eng",
        "i",
        "l",
    }
)


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The word lists by what they do (each a set of words)."""

    before: frozenset[str]
    inside: frozenset[str]
    stop: frozenset[str]
    generic: frozenset[str]
    begins: frozenset[str]
    whole: frozenset[str]
    founding: frozenset[str]
    plain: frozenset[str]
    doctrine: frozenset[str]
    regions: frozenset[str]
    nation: frozenset[str]
    every: frozenset[str]
    acting: frozenset[str]
    homes: frozenset[str]
    builders: frozenset[str]
    sorts: frozenset[str]
    roads: frozenset[str]
    nobody: frozenset[str]
    homesteads: frozenset[str]
    honours: frozenset[str]

    def is_sort(self, own: str) -> bool:
        """Whether the own part of a community's name only says of what sort it is: 乡村旅游示范|村."""
        return any(own.endswith(sort) for sort in self.sorts)

    @property
    def doctrines(self) -> tuple[str, ...]:
        """What a person's name is followed by where it names a doctrine, for ``str.startswith``."""
        return tuple(sorted(self.doctrine))

    @property
    def praises(self) -> tuple[str, ...]:
        """What honours begin with, for ``str.startswith``."""
        return tuple(sorted(self.honours))

    @property
    def builds(self) -> tuple[str, ...]:
        """What builders' names begin with, for ``str.startswith``."""
        return tuple(sorted(self.builders))

    @property
    def founds(self) -> tuple[str, ...]:
        """The verbs of founding, for ``str.endswith``."""
        return tuple(sorted(self.founding))

    def is_region(self, name: str) -> bool:
        """Whether a place of this name is a part of the country: 西南地区, 三峡库区."""
        return any(name.endswith(end) for end in self.regions)

    def ends_name(self, word: Word) -> bool:
        """Whether a name cannot reach over ``word`` to the left."""
        if word.text in self.inside:
            return False
        if word.text in self.stop or word.text in self.before:
            return True
        if word.pos == "t" and len(word.text) == 1:
            return False  # 秋|树沟
        if word.pos in _STOP_POS and word.pos != "d":
            return True
        if word.pos == "d":
            return len(word.text) > 1
        return word.pos in {"v", "ad", "vd"} and len(word.text) > 1

    def cuts(self, word: Word) -> bool:
        """Whether ``word`` separates what stands before it from a head after it: a particle, a preposition, a pronoun."""
        single = len(word.text) == 1 and word.text in self.before
        return (
            single
            or word.text in self.stop
            or (word.pos in _STOP_POS and word.text not in self.inside and word.pos != "eng")
        )

    def is_generic(self, text: str) -> bool:
        """Whether ``text`` says nothing that could tell one bearer from another: ``text`` is made of generic words."""
        if not text:
            return True
        reach = [True] + [False] * len(text)
        for end in range(1, len(text) + 1):
            reach[end] = any(
                reach[start] and text[start:end] in self.generic for start in range(max(0, end - 4), end)
            )
        return reach[-1]


@cache
def boundaries() -> Boundaries:
    """The lists, read once. KnowledgeError names the file and the key that is wrong."""
    path, table = rows.load("boundaries.toml")
    try:
        return Boundaries(**{key: frozenset(words.split()) for key, words in table.items()})
    except (TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"{path}: {error}; expected the lists before, inside, begins, acting, stop, generic, whole, founding, plain,"
            " homes, builders, sorts, roads, nobody, homesteads, honours, doctrine, regions, nation, every"
        ) from error


@cache
def whole_sizes() -> tuple[int, ...]:
    """How long the names are that are whole without anything before them, the longest first."""
    return tuple(sorted({len(name) for name in boundaries().whole}, reverse=True))

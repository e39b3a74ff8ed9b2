"""Word boundaries and parts of speech, from jieba's dictionary.

rjieba cuts as jieba does, with the same dictionary, at a hundred times its speed. What it lacks, how often the dictionary
counts a word, is read from jieba's own file. Where the dictionary takes a common word for a name (城市 for a place),
``seeds/lexicons/common_words.tsv`` says what it is.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import rjieba
from numpy.typing import NDArray

from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import rows

_MARKS = r"，。；：！？、“”‘’（）《》\s"
#: The tags of names.
_NAMES = frozenset({"ns", "nt", "nr", "nz"})
#: One character between two marks is taken for none of the words that it may be.
_LONE = re.compile(rf"(?<![^{_MARKS}])[^{_MARKS}](?![^{_MARKS}])")


class Word(NamedTuple):
    """A dictionary word at [start, end) of a text, with jieba's part-of-speech tag (``n``, ``v``, ``ns`` …)."""

    start: int
    end: int
    text: str
    pos: str


def frequency(word: str) -> int:
    """How often jieba's dictionary counts ``word``; 0 where it is no word."""
    return _dictionary()[word[:1]].get(word, 0)


def words(text: str) -> list[Word]:
    """The words of ``text`` in order, without guessing unknown ones: those fall into single characters.

    Raises KnowledgeError where a table cannot be read.
    """
    dictionary = _dictionary()
    found, end = [], 0
    for word, tag in rjieba.tag(text, hmm=False):
        start, end = end, end + len(word)
        if word not in dictionary[word[0]]:  # rjieba guesses there
            tag = "eng" if word.isascii() and word.isalnum() else "x"
        elif tag in _NAMES:
            tag = _common().get(word, tag)
        found.append(Word(start, end, word, tag))
    lone = {match.start() for match in _LONE.finditer(text)}
    return [word._replace(pos="x") if word.start in lone else word for word in found] if lone else found


@cache
def _common() -> dict[str, str]:
    """The tags of common words that the dictionary takes for names."""
    table = rows(seeds_dir() / "lexicons" / "common_words.tsv", 2)
    return {row.cells[0]: row.cells[1] for row in table}


class _Dictionary(dict[str, dict[str, int]]):
    """The words of jieba's dictionary by their first characters, each with how often it is counted.

    To read all 350,000 of them takes a fifth of a second, and a page needs those of some hundred characters: the words
    that begin with a character are read when one of them is first asked for.
    """

    def __init__(self, data: bytes) -> None:
        """``data`` is UTF-8 and has a word a line: word, count, tag; no word holds a space."""
        super().__init__()
        self._data = data
        octets = np.frombuffer(data + bytes(3), np.uint8)
        lines = np.concatenate([[0], np.flatnonzero(octets[:-4] == ord("\n")) + 1])
        firsts = _first_characters(octets, lines)
        turns = np.flatnonzero(np.diff(firsts, prepend=0))
        #: The lines in stretches that begin alike: with which character, and where; last the end of all.
        self._firsts = firsts[turns]
        self._bounds = np.append(lines[turns], len(data))

    def __missing__(self, first: str) -> dict[str, int]:
        octets = np.frombuffer(first.encode("utf-8", "surrogatepass").ljust(3, b"\0"), np.uint8)
        found = np.flatnonzero(self._firsts == _first_characters(octets, np.zeros(1, np.int64)))
        stretches = (self._data[self._bounds[at] : self._bounds[at + 1]] for at in found)
        try:
            cells = b"".join(stretches).decode("utf-8").split()
            self[first] = dict(zip(cells[::3], map(int, cells[1::3]), strict=True))
        except ValueError as error:
            raise _unreadable(error) from error
        return self[first]


def _first_characters(octets: NDArray[np.uint8], at: NDArray[np.int64]) -> NDArray[np.uint32]:
    """A number for the character at each of these places, made of its first three bytes."""
    first, second, third = (octets[at + by].astype(np.uint32) for by in range(3))
    size = np.select([first < 0x80, first < 0xE0], [np.uint32(1), np.uint32(2)], np.uint32(3))
    return first << np.uint32(16) | (second << np.uint32(8)) * (size > 1) | third * (size > 2)


@cache
def _dictionary() -> _Dictionary:
    """The dictionary, opened once in a process. jieba itself is not imported: that takes longer than all of this."""
    found = find_spec("jieba")
    folders = found.submodule_search_locations if found else None
    try:
        return _Dictionary((Path((folders or [""])[0]) / "dict.txt").read_bytes())
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> KnowledgeError:
    return KnowledgeError(f"the dictionary of jieba cannot be read ({error}); install jieba again")

"""How likely a string is a person's name, and where a name ends that is expected at a place.

Surnames and the characters of given names weigh what they weigh in ``seeds/lexicons``; jieba's dictionary
says which end of a name would cut a word in two.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.errors import KnowledgeError
from kg.knowledge.lexicon import surnames
from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import Row, rows
from kg.knowledge.words import frequency

LONGEST = 15  # 阿卜杜热合曼·买买提明, with every part
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DOTTED = re.compile(r"([\u4e00-\u9fff]{1,7}(?:[·•・][\u4e00-\u9fff]{1,7}){0,2}[·•・])([\u4e00-\u9fff]{1,7})")
_DOTS = "·•・"
_DOT = re.compile(f"[{_DOTS}]")
_PLANE = 0x10000
_MOST_WEIGHT = 6.0
_LEAST_SHARE = 0.1
#: Of a hundred given names so many are of one character.
_SINGLE = 0.15
#: A given name of one character is never rarer than this among those: there are few of them.
_SINGLE_LEAST = 0.002
#: The share of a name that no surname begins, or that is of an unusual length.
_SHARE_UNKNOWN = 1e-9
#: The log-odds of a surname below which its character is rather met as a word.
_WORD_FIRST = 0.6


class Glyph(NamedTuple):
    """What a character weighs as part of a name (log-odds), and the logarithm of its frequency in text."""

    first: float
    second: float
    single: float
    after: float
    foreign: float
    text: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each observation about a candidate end counts for (see ``name_model.toml``)."""

    given: float
    two: float
    compound: float
    after: float
    stop: float
    across: float
    next: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least score of a name ``anywhere`` and where one is ``expected``; what a ``word`` there counts."""

    anywhere: float
    expected: float
    word: float


class NameModel:
    """Judges strings as names of persons. Scores are natural log-odds: above 0 rather a name than not."""

    def __init__(
        self, glyphs: Mapping[str, Glyph], shares: Mapping[str, float], weights: Weights, least: Thresholds
    ) -> None:
        """``glyphs`` must hold ``*``, for those not listed; ``shares`` are bearers in ten thousand."""
        self._glyphs = glyphs
        self._shares = shares
        self._weights = weights
        self._least = least
        self._first = frozenset(surname[0] for surname in shares)

    def score(self, name: str) -> float:
        """The log-odds that ``name``, two to four characters or dotted, is a person's name and no other text.

        Minus infinity where it cannot be one: no known surname, a wrong length, characters that are not Han.
        """
        if _DOT.search(name):
            return self._foreign(name) if _DOTTED.fullmatch(name) else -math.inf
        splits = self._surname_lengths(name, 0)
        return max((self._whole(name, size) for size in splits), default=-math.inf)

    def share(self, name: str) -> float:
        """Roughly what share of all people bear exactly this name, as far as its surname and characters tell."""
        splits = self._surname_lengths(name, 0)
        return max((self._share(name, size) for size in splits), default=_SHARE_UNKNOWN)

    def _share(self, name: str, surname: int) -> float:
        glyphs = [self._glyph(char) for char in name[surname:]]
        if len(glyphs) == 1:
            given = _SINGLE * max(_SINGLE_LEAST, math.exp(glyphs[0].single + glyphs[0].text))
        elif len(glyphs) == 2:
            given = math.exp(glyphs[0].first + glyphs[0].text + glyphs[1].second + glyphs[1].text)
        else:
            return _SHARE_UNKNOWN
        return self._shares[name[:surname]] / 10_000 * given

    def is_plausible(self, name: str) -> bool:
        """Whether ``name`` may well be a person's name, judged by its characters alone."""
        return self.score(name) >= self._least.anywhere

    @property
    def expected(self) -> float:
        """The least score of a name where one is expected."""
        return self._least.expected

    def best_length(self, text: str, start: int) -> int | None:
        """How many characters of ``text`` from ``start`` are the name that is expected there (after a title).

        None if no surname stands there or the best candidate is no plausible name. A dotted name (up to 15
        characters) is taken to the end of its last part.
        """
        if not self._may_begin(text, start):
            return None
        if dotted := self._dotted_length(text, start):
            return dotted
        best = max(self.candidates(text, start), default=None)
        if best is None:
            return None
        score = self.score(text[start : start + best[1]]) + self.word_cost(text, start)
        return best[1] if score >= self._least.expected else None

    def _may_begin(self, text: str, start: int) -> bool:
        """Whether a surname, or a name with a dot in it, may stand at ``start``: most characters rule it out."""
        return text[start : start + 1] in self._first or _DOT.search(text, start, start + LONGEST) is not None

    def lengths(self, text: str, start: int) -> list[tuple[float, int]]:
        """Every possible length of a name at ``start`` as (score in this context, length), the best first.

        A dotted name leaves no choice.
        """
        if dotted := self._dotted_length(text, start):
            return [(0.0, dotted)]
        return sorted(self.candidates(text, start), reverse=True)

    def is_word_first(self, char: str) -> bool:
        """Whether ``char`` begins an ordinary word far more often than a name (和, 向, 任, 常), though a surname."""
        return self._family(char) < _WORD_FIRST

    def word_cost(self, text: str, start: int) -> float:
        """What is taken off a name's score for the common word that stands where the name would begin; never
        above 0."""
        return self._least.word * self._words_at(text, start)

    def likeliness(self, text: str) -> list[float]:
        """For each place of ``text`` the highest ``score`` that a name of any length there may have, or a little more:
        where a name has to reach a score, no other places need a closer look. Infinity where one with a dot may begin."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        at = np.concatenate([np.minimum(codes, _PLANE - 1), np.zeros(3, np.uint32)])
        family, first, second, single = (table[at] for table in self._tables)
        one, two = single[1:], first[1:-1] + second[2:]
        best = np.maximum(one[:-2], two[:-1]) + np.where(np.isnan(family), -np.inf, family)[:-3]
        for place in np.flatnonzero(self._compound_first[at[:-3]]).tolist():
            if (surname := text[place : place + 2]) in self._shares:
                given = float(max(one[place + 1], two[place + 1] if place + 2 < len(best) else -np.inf))
                best[place] = max(float(best[place]), self._family(surname) + given)
        for dot in _DOT.finditer(text):
            best[max(0, dot.start() - LONGEST) : dot.start()] = np.inf
        listed: list[float] = (best + np.float32(0.01)).tolist()
        return listed

    def candidates(self, text: str, start: int) -> Iterator[tuple[float, int]]:
        """The possible lengths of a name at ``start``, each as (score in this context, length)."""
        for surname in self._surname_lengths(text, start):
            for given in (1, 2):
                end = start + surname + given
                if end <= len(text) and _all_han(text[start + surname : end]):
                    yield self._weighed(self.observe(text, start, surname, end)), end - start

    def observe(self, text: str, start: int, surname: int, end: int) -> dict[str, float]:
        """What can be seen of the candidate name ``text[start:end]`` and of what follows it, by weight."""
        given = {
            "given": self._given(text[start + surname : end]),
            "two": float(end - start - surname == 2),
            "compound": float(surname == 2),
        }
        return given | self._beyond(text, start + 1, end)

    def split(self, run: str) -> tuple[str, ...] | None:
        """The names that stand side by side in ``run`` without anything between them (王建国李梅 gives two).

        None if ``run`` cannot be divided into plausible names to its last character.
        """
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(run)
        for end in range(2, len(run) + 1):
            for start in range(max(0, end - 4), end - 1):
                before, name = best[start], run[start:end]
                if before is None or not self.is_plausible(name):
                    continue
                option = (
                    before[0] + self.score(name) + self._weights.two * (len(name) == 3),
                    (*before[1], name),
                )
                best[end] = max(best[end] or option, option)
        found = best[len(run)]
        return found[1] if found and found[1] else None

    def signals(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """For each character of a text, given as code points: the log-odds of a surname there; and those of the names of
        two and of three characters that would begin there. Whole numbers from 1 up; 0 where no surname stands."""
        family, first, second, single = self._tables
        at = np.minimum(codes, len(family) - 1)
        after = np.concatenate([at[1:], at[:1] * 0])
        beyond = np.concatenate([after[1:], at[:1] * 0])
        known = ~np.isnan(family[at])
        own = np.where(known, family[at], 0.0)
        two = _whole_numbers(own + single[after], 16)
        three = _whole_numbers(own + first[after] + second[beyond], 16)
        return np.where(known, 1 + _whole_numbers(own, 16), 0), np.where(known, two * 16 + three, 0)

    @cached_property
    def _tables(self) -> tuple[NDArray[np.float32], ...]:
        """What each character of the basic plane weighs: as a surname, first, second and only given character."""
        family = np.full(_PLANE, np.nan, np.float32)
        for surname in self._shares:
            if len(surname) == 1:
                family[ord(surname)] = self._family(surname)
        given = np.empty((3, _PLANE), np.float32)
        given[:] = np.array(self._glyphs["*"][:3], np.float32)[:, None]
        given[:, : ord("\u4e00")] = -8.0  # no Chinese character
        for char, glyph in self._glyphs.items():
            if len(char) == 1 and _HAN.match(char):
                given[:, ord(char)] = glyph[:3]
        return family, *given

    @cached_property
    def _compound_first(self) -> NDArray[np.bool_]:
        """Which characters of the basic plane begin a surname of two."""
        begins = np.zeros(_PLANE, np.bool_)
        begins[[ord(surname[0]) for surname in self._shares if len(surname) == 2]] = True
        return begins

    def _words_at(self, text: str, start: int) -> float:
        """How common a word stands where a name would; behind a surname like 从 or 和 it may begin later."""
        places = [(start, 2), (start, 3)]
        if self._family(text[start]) < -1:
            places.append((start + 1, 2))
        return _log_count(text, places, start)

    def _beyond(self, text: str, start: int, end: int) -> dict[str, float]:
        """What can be seen of the place where a name that begins before ``start`` would end."""
        follows = text[end : end + 1]
        return {
            "after": self._glyph(follows).after if _HAN.match(follows) else 0.0,
            "stop": float(not _HAN.match(follows)),
            "across": _log_count(text, [(end - 1, 2), (end - 1, 3), (end - 2, 3), (end - 2, 4)], start),
            "next": _log_count(text, [(end, 2), (end, 3), (end, 4)], end),
        }

    def _weighed(self, seen: Mapping[str, float]) -> float:
        return math.fsum(getattr(self._weights, name) * value for name, value in seen.items())

    def _surname_lengths(self, text: str, start: int) -> list[int]:
        return [
            size for size in (2, 1) if text[start : start + size] in self._shares and start + size < len(text)
        ]

    def _glyph(self, char: str) -> Glyph:
        return self._glyphs.get(char, self._glyphs["*"])

    def _whole(self, name: str, surname: int) -> float:
        given = name[surname:]
        if not 1 <= len(given) <= 2 or not _all_han(given):
            return -math.inf
        return self._family(name[:surname]) + self._given(given)

    def _family(self, surname: str) -> float:
        """The log-odds of a surname; one of two characters is taken to be as rare in text as a rare word."""
        plain = self._glyph(surname).text if len(surname) == 1 else -12.0
        share = self._shares.get(surname, _LEAST_SHARE)
        return min(math.log(share / 10_000) - plain, _MOST_WEIGHT)

    def _given(self, given: str) -> float:
        if len(given) == 1:
            return self._glyph(given).single
        return self._glyph(given[0]).first + self._glyph(given[1]).second

    def _foreign(self, name: str) -> float:
        return sum(self._glyph(char).foreign for char in name if char not in _DOTS)

    def _dotted_length(self, text: str, start: int) -> int | None:
        """The length of a dotted name: its last part ends where transliteration turns into text."""
        match = _DOTTED.match(text, start, start + LONGEST)
        if match is None:
            return None
        scores, inside, part = [], 0.0, match.end(1)
        for end, char in enumerate(match[2], part + 1):
            inside += self._glyph(char).foreign
            scores.append((inside + self._weighed(self._beyond(text, part, end)), end))
        return max(scores)[1] - start


def _whole_numbers(scores: NDArray[np.float32], most: int) -> NDArray[np.uint8]:
    moved: NDArray[np.float32] = np.clip(np.rint(scores) + most // 2, 0, most - 1)
    return moved.astype(np.uint8)


def _all_han(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)


def _log_count(text: str, stretches: list[tuple[int, int]], lowest: int) -> float:
    """The logarithm of one plus the count of the commonest word among stretches (start, length)."""
    most = 0
    for at, size in stretches:
        if at >= lowest and at + size <= len(text):
            most = max(most, frequency(text[at : at + size]))
    return math.log1p(most)


def _glyph_row(row: Row) -> tuple[str, Glyph]:
    char, *cells = row.cells
    try:
        return char, Glyph(*map(float, cells))
    except ValueError as error:
        raise row.wrong(f"a weight is no number: {error}") from error


def _settings(path: Path) -> tuple[Weights, Thresholds]:
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        return Weights(**settings["weights"]), Thresholds(**settings["plausible"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(
            f"{path}: {error}; [weights] and [plausible] as in the shipped file are expected"
        ) from error


@cache
def name_model() -> NameModel:
    """The project's model, read once in a process."""
    folder = seeds_dir() / "lexicons"
    glyphs = dict(_glyph_row(row) for row in rows(folder / "given_names.tsv", 7))
    if "*" not in glyphs:
        raise KnowledgeError(f"{folder / 'given_names.tsv'}: the row * for all other characters is missing")
    return NameModel(glyphs, surnames(), *_settings(folder / "name_model.toml"))

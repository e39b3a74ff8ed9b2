"""Finds names (of persons, places and bodies; or of works) with learnt weights, each with how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.knowledge.words import Word
from kg.tagger.decoding import Floats, decode
from kg.tagger.features import BITS, CHECK, Seen, features
from kg.tagger.labels import COUNT, Classes, follows

#: The longest stretch taken at once.
_LONGEST = 400
#: Characters scored together: what that takes stays in the processor's cache.
_TOGETHER = 256
#: Bytes of a row of the table.
_WIDTH = 16
_CHECKED = np.uint32((1 << CHECK) - 1)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name at [start, end) of the text: its class (one of the tagger's), its probability under the model."""

    start: int
    end: int
    name: str
    probability: float


class Rows(NamedTuple):
    """The rows of a table of 2**BITS that are not empty: their ``weights`` (COUNT of them each), their ``places`` in the
    table, and the ``checks`` of the features that they belong to (CHECK bits)."""

    weights: NDArray[np.int8]
    places: NDArray[np.uint32]
    checks: NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts ready for any tagger: how many there are; the ``stretches`` of their sentences, each as (number of the text,
    start, end), and their ``sizes``; the row of ``numbers`` (the features of a character) at which each begins, and last
    where all end."""

    texts: int
    stretches: list[tuple[int, int, int]]
    sizes: list[int]
    firsts: NDArray[np.int64]
    numbers: NDArray[np.uint32]

    @classmethod
    def of(cls, texts: Sequence[Seen]) -> Prepared:
        bounded = [replace(seen, sentences=_bounded(seen.sentences)) for seen in texts]
        stretches = [(number, *stretch) for number, seen in enumerate(bounded) for stretch in seen.sentences]
        sizes = [end - start for _, start, end in stretches]
        return cls(len(bounded), stretches, sizes, np.cumsum([0, *sizes]), features(bounded))


class Tagger:
    """A linear-chain conditional random field."""

    def __init__(self, rows: Rows, scale: float, transitions: Floats, classes: Classes) -> None:
        """The weights of ``rows`` times ``scale``, and ``transitions`` (COUNT, COUNT), are natural logarithms; ``classes``
        are what it tells apart."""
        count = len(rows.places)
        #: The rows, and last an empty one.
        table = np.zeros((count + 1, _WIDTH), np.int8)
        table[:-1, :COUNT] = rows.weights
        self._table = table.view(np.complex128).ravel()  # 16 bytes are one item: looked up many times faster
        #: For each place of the whole table the row and the check of the feature that it belongs to, in one number.
        self._owners = np.full(1 << BITS, count << CHECK, np.uint32)
        self._owners[rows.places] = np.arange(count, dtype=np.uint32) << np.uint32(CHECK) | rows.checks
        self._scale = np.float32(scale)
        self._classes = classes
        self._moves = np.where(follows(), transitions, -np.inf).astype(np.float32)

    def tag(self, text: str, words: Sequence[Word], sentences: Sequence[tuple[int, int]]) -> list[Tagged]:
        """The names in ``sentences``, stretches [start, end) of ``text`` in order and apart; ``words`` cover the text."""
        return self.tagged(Prepared.of([Seen.of(text, words, sentences)]))[0]

    def tagged(self, prepared: Prepared) -> list[list[Tagged]]:
        """The names in each text of ``prepared``, in order."""
        found = decode(self._scores(prepared.numbers), prepared.sizes, self._moves)
        tagged: list[list[Tagged]] = [[] for _ in range(prepared.texts)]
        at = np.searchsorted(prepared.firsts, [name.start for name in found], side="right") - 1
        for name, place in zip(found, at.tolist(), strict=True):
            number, start, _ = prepared.stretches[place]
            by = start - int(prepared.firsts[place])
            tagged[number].append(
                Tagged(name.start + by, name.end + by, self._classes[name.kind], name.probability)
            )
        return tagged

    def _scores(self, numbers: NDArray[np.uint32]) -> Floats:
        """The score of each label at each character, given the numbers of its features."""
        columns = numbers.T
        scores = np.empty((columns.shape[1], COUNT), np.float32)
        stranger = np.uint32(len(self._table) - 1)
        for at in range(0, len(scores), _TOGETHER):
            part = columns[:, at : at + _TOGETHER]
            owners = self._owners.take(part >> np.uint32(CHECK))
            rows = np.where((owners ^ part) & _CHECKED == 0, owners >> np.uint32(CHECK), stranger)
            weights = self._table.take(rows).view(np.int8).reshape(len(part), -1)
            total = weights.sum(axis=0, dtype=np.int16).reshape(-1, _WIDTH)
            scores[at : at + _TOGETHER] = total[:, :COUNT]
        return scores * self._scale


def _bounded(sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences, cut where one is longer than any sentence is."""
    return [(at, min(end, at + _LONGEST)) for start, end in sentences for at in range(start, end, _LONGEST)]


def rows_of(numbers: NDArray[np.uint32], checks: NDArray[np.uint16]) -> NDArray[np.int32]:
    """The rows of the table that belong to the features ``numbers``; one past the last for those it does not know."""
    places = (numbers >> np.uint32(CHECK)).astype(np.int32)
    known = checks[places] == (numbers & np.uint32((1 << CHECK) - 1))
    return np.where(known, places, np.int32(len(checks)))

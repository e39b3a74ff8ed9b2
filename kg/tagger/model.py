"""Finds names of persons, places and bodies with learnt weights, each with how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.knowledge.words import Word
from kg.tagger.features import CHECK, features
from kg.tagger.labels import CLASSES, CLOSES, COUNT, FIRST, LAST, ONLY, OPENS, follows

#: Sentences decoded together, and the longest stretch taken at once.
_TOGETHER = 64
_LONGEST = 400

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name at [start, end) of the text: its class (Person, Place, Body), its probability under the model."""

    start: int
    end: int
    name: str
    probability: float


class Tagger:
    """A linear-chain conditional random field."""

    def __init__(
        self, weights: NDArray[np.int8], checks: NDArray[np.uint16], scale: float, transitions: Floats
    ) -> None:
        """``weights`` (2**BITS, COUNT) times ``scale`` and ``transitions`` (COUNT, COUNT) are natural logarithms; a row of
        ``weights`` belongs to the feature whose check stands in ``checks``."""
        self._weights = np.concatenate([weights, np.zeros((1, COUNT), weights.dtype)])
        self._checks = checks
        self._scale = np.float32(scale)
        self._moves = np.where(follows(), transitions, -np.inf).astype(np.float32)
        self._odds = np.exp(self._moves)

    def tag(self, text: str, words: Sequence[Word], sentences: Sequence[tuple[int, int]]) -> list[Tagged]:
        """The names in ``sentences``, stretches [start, end) of ``text`` in order and apart; ``words`` cover the text."""
        stretches = [
            (at, min(end, at + _LONGEST)) for start, end in sentences for at in range(start, end, _LONGEST)
        ]
        scores = self._scores(text, words, stretches)
        bounds = np.cumsum([0, *(end - start for start, end in stretches)])
        order = sorted(range(len(stretches)), key=lambda n: (stretches[n][1] - stretches[n][0], n))
        found: list[Tagged] = []
        for first in range(0, len(order), _TOGETHER):
            group = [n for n in order[first : first + _TOGETHER] if stretches[n][1] > stretches[n][0]]
            if group:
                rows = [scores[bounds[n] : bounds[n + 1]] for n in group]
                found += self._names(rows, [stretches[n][0] for n in group])
        return sorted(found, key=lambda tagged: tagged.start)

    def _scores(self, text: str, words: Sequence[Word], stretches: Sequence[tuple[int, int]]) -> Floats:
        numbers = features(text, words, stretches)
        scores = np.empty((len(numbers), COUNT), np.float32)
        for at in range(0, len(numbers), 512):  # stays in the processor's cache
            part = self._weights[rows_of(numbers[at : at + 512], self._checks)]
            scores[at : at + 512] = part.sum(axis=1, dtype=np.int32)
        return scores * self._scale

    def _names(self, rows: Sequence[Floats], places: Sequence[int]) -> Iterator[Tagged]:
        """The names of some sentences, given the scores of their characters and where each begins."""
        sizes = np.array([len(row) for row in rows])
        padded = np.zeros((int(sizes.max()), len(rows), COUNT), np.float32)
        for n, row in enumerate(rows):
            padded[: len(row), n] = row
        best = self._best(padded, sizes)
        chances = _Chances(padded, sizes, self._odds)
        for n, size in enumerate(sizes):
            for start, end, kind in _spans(best[:size, n]):
                probability = chances.of(n, best[start:end, n], start)
                yield Tagged(places[n] + start, places[n] + end, CLASSES[kind], probability)

    def _best(self, scores: Floats, sizes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The likeliest labels, shape (places, sentences), by the Viterbi algorithm; past its end a sentence stays as it
        is."""
        length, count, _ = scores.shape
        back = np.zeros((length, count, COUNT), np.int64)
        reached = scores[0] + np.where(OPENS, 0.0, -np.inf).astype(np.float32)
        for at in range(1, length):
            ways = reached[:, :, None] + self._moves
            going = (sizes > at)[:, None]
            back[at] = np.where(going, ways.argmax(axis=1), np.arange(COUNT))
            reached = np.where(going, ways.max(axis=1) + scores[at], reached)
        labels = np.zeros((length, count), np.int64)
        labels[-1] = (reached + np.where(CLOSES, 0.0, -np.inf)).argmax(axis=1)
        for at in range(length - 1, 0, -1):
            labels[at - 1] = back[at][np.arange(count), labels[at]]
        return labels


class _Chances:
    """Forward and backward sums over all labellings, scaled at each place so that they stay in range; past its end the
    sums of a sentence stay as they are."""

    def __init__(self, scores: Floats, sizes: NDArray[np.int64], odds: Floats) -> None:
        top = scores.max(axis=2, keepdims=True)
        self._emit = np.exp((scores - top).astype(np.float64))
        self._odds = odds.astype(np.float64)
        length, count, _ = scores.shape
        self._ahead = np.zeros((length, count, COUNT))
        self._scale = np.ones((length, count, 1))
        reached = np.broadcast_to(np.array(OPENS, np.float64), (count, COUNT))
        for at in range(length):
            going = (sizes > at)[:, None]
            moved = (reached if at == 0 else reached @ self._odds) * self._emit[at]
            self._scale[at] = np.where(going, moved.sum(axis=1, keepdims=True), 1.0)
            reached = np.where(going, moved / self._scale[at], reached)
            self._ahead[at] = reached
        self._behind = np.zeros((length, count, COUNT))
        self._behind[-1] = CLOSES
        for at in range(length - 1, 0, -1):
            back = (self._behind[at] * self._emit[at] / self._scale[at]) @ self._odds.T
            self._behind[at - 1] = np.where((sizes > at)[:, None], back, self._behind[at])
        self._total = (self._ahead[-1] * self._behind[-1]).sum(axis=1)

    def of(self, sentence: int, labels: NDArray[np.int64], start: int) -> float:
        """The probability that sentence number ``sentence`` bears ``labels`` from ``start`` on."""
        chance = self._ahead[start, sentence, labels[0]]
        for at, (before, label) in enumerate(pairwise(labels), start=start + 1):
            step = self._odds[before, label] * self._emit[at, sentence, label] / self._scale[at, sentence, 0]
            chance *= step
        end = start + len(labels) - 1
        return float(chance * self._behind[end, sentence, labels[-1]] / self._total[sentence])


def rows_of(numbers: NDArray[np.uint32], checks: NDArray[np.uint16]) -> NDArray[np.int32]:
    """The rows of the table that belong to the features ``numbers``; one past the last for those it does not know."""
    places = (numbers >> np.uint32(CHECK)).astype(np.int32)
    known = checks[places] == (numbers & np.uint32((1 << CHECK) - 1))
    return np.where(known, places, np.int32(len(checks)))


def _spans(labels: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """(start, end, class number) of the names in a legal row of labels."""
    start = 0
    for at in np.flatnonzero(labels).tolist():
        part, kind = (int(labels[at]) - 1) % 4 + 1, (int(labels[at]) - 1) // 4
        if part in {FIRST, ONLY}:
            start = at
        if part in {LAST, ONLY}:
            yield start, at + 1, kind

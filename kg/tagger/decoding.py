"""The likeliest labels of many sentences at once, and how sure each name in them is.

The Viterbi algorithm and forward-backward sums go character by character; here every step is taken in all sentences of a
group together, arrays of shape (labels, sentences). What is computed past the end of a shorter sentence is never read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.tagger.labels import CLOSES, COUNT, FIRST, LAST, ONLY, OPENS

#: Sentences decoded together.
_TOGETHER = 128
#: Steps after which sums are scaled, so that they stay in range.
_RESCALED = 8
#: Decimals of a probability: beyond them processors differ.
_DECIMALS = 9

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Numbers = NDArray[np.int64]

_LABELS = np.arange(COUNT)
_PART = np.where(_LABELS > 0, (_LABELS - 1) % 4 + 1, 0)
_BEGINS = np.isin(_PART, (FIRST, ONLY))
_ENDS = np.isin(_PART, (LAST, ONLY))
_OPENS, _CLOSES = np.array(OPENS), np.array(CLOSES)


class Found(NamedTuple):
    """A name at the rows [start, end), its class number, its probability under the model."""

    start: int
    end: int
    kind: int
    probability: float


def decode(scores: Floats, sizes: Sequence[int], moves: Floats) -> list[Found]:
    """The names in sentences of ``sizes`` characters, whose labels score ``scores`` (one row a character, all sentences on
    end) and follow each other with ``moves`` (natural logarithms)."""
    lengths = np.array(sizes, np.int64)
    firsts = np.cumsum(lengths) - lengths
    order = np.argsort(lengths, kind="stable")
    order = order[lengths[order] > 0]
    found: list[Found] = []
    for at in range(0, len(order), _TOGETHER):
        group = order[at : at + _TOGETHER]
        found += _Group(scores, firsts[group], lengths[group], moves).names()
    return sorted(found)


class _Group:
    """Sentences side by side: row ``firsts[n] + t`` of the scores is place t of sentence n."""

    def __init__(self, scores: Floats, firsts: Numbers, sizes: Numbers, moves: Floats) -> None:
        self._firsts, self._sizes, self._moves = firsts, sizes, moves
        self._places = np.arange(int(sizes.max()))[:, None]
        #: Shape (places, labels, sentences).
        self._scores = self._rows(scores, np.minimum(self._places, sizes - 1))
        self._columns = np.arange(len(sizes))

    def _rows(self, scores: Floats, places: Numbers) -> Floats:
        return np.ascontiguousarray(scores[self._firsts + places].transpose(0, 2, 1))

    def names(self) -> list[Found]:
        labels = self._best()
        labels[self._places >= self._sizes] = 0
        across = labels.T.ravel()  # sentence by sentence
        starts, ends = np.flatnonzero(_BEGINS[across]), np.flatnonzero(_ENDS[across])
        if not len(starts):
            return []
        sentences, begin = np.divmod(starts, len(labels))
        last = ends - sentences * len(labels)
        chances = self._chances(labels, sentences, begin, last).round(_DECIMALS)
        kinds = (across[starts] - 1) // 4
        rows = self._firsts[sentences] + begin
        columns = (rows, rows + last - begin + 1, kinds, chances)
        return list(map(Found, *(column.tolist() for column in columns)))

    def _best(self) -> Numbers:
        """The likeliest labels, shape (places, sentences), by the Viterbi algorithm."""
        reached = np.empty_like(self._scores)
        reached[0] = self._scores[0] + np.where(_OPENS, np.float32(0), np.float32(-np.inf))[:, None]
        ways = np.empty((COUNT, *reached.shape[1:]), np.float32)
        moves = self._moves[:, :, None]
        for at in range(1, len(reached)):
            np.add(reached[at - 1][:, None], moves, out=ways)
            np.maximum.reduce(ways, axis=0, out=reached[at])
            reached[at] += self._scores[at]
        ended = reached[self._sizes - 1, :, self._columns] + np.where(_CLOSES, 0.0, -np.inf)
        final = ended.argmax(axis=1)
        labels = np.empty((len(reached), len(final)), np.int64)
        label = labels[-1] = final
        for at in range(len(reached) - 2, -1, -1):
            before = (reached[at] + self._moves[:, label]).argmax(axis=0)
            label = labels[at] = np.where(at >= self._sizes - 1, final, before)
        return labels

    def _chances(self, labels: Numbers, sentences: Numbers, begin: Numbers, last: Numbers) -> Doubles:
        """The probability of each name: all labellings that hold it, as a share of all labellings."""
        top = self._scores.max(axis=1, keepdims=True)
        odds = (self._scores - top).astype(np.float64)
        sums, scales = self._sums(np.exp(odds))
        steps = np.take_along_axis(odds, labels[:, None], axis=1)[:, 0]
        path = steps.copy()
        path[1:] += np.log(np.exp(self._moves)[labels[:-1], labels[1:]].astype(np.float64))
        path = np.cumsum(path, axis=0)
        ends = self._sizes - 1
        everything = (sums[ends, 0, :, self._columns] * _CLOSES).sum(axis=1)
        everything = np.log(everything) + scales[ends, 0, self._columns]
        behind = ends[sentences] - last
        ahead = np.log(sums[begin, 0, labels[begin, sentences], sentences]) + scales[begin, 0, sentences]
        after = np.log(sums[behind, 1, labels[last, sentences], sentences]) + scales[behind, 1, sentences]
        inside = path[last, sentences] - path[begin, sentences] - steps[last, sentences]
        chances: Doubles = np.exp(ahead + inside + after - everything[sentences])
        return chances

    def _sums(self, odds: Doubles) -> tuple[Doubles, Doubles]:
        """Sums over all labellings up to each place from the left, and from the right (places counted from the end), the
        place itself included: shape (places, 2, labels, sentences); and the logarithm of what each was divided by."""
        both = np.empty((len(odds), 2, *odds.shape[1:]))
        both[:, 0] = odds
        both[:, 1] = np.take_along_axis(odds, np.maximum(self._sizes - 1 - self._places, 0)[:, None], axis=0)
        both[0, 0] *= _OPENS[:, None]
        both[0, 1] *= _CLOSES[:, None]
        moves = np.exp(self._moves)
        ways = np.stack([moves.T, moves]).astype(np.float64)
        scales = np.zeros((len(odds), 2, odds.shape[2]))
        for at in range(1, len(both)):
            both[at] *= ways @ both[at - 1]
            scales[at] = scales[at - 1]
            if at % _RESCALED == 0:
                size = both[at].sum(axis=1)
                both[at] /= size[:, None]
                scales[at] += np.log(size)
        return both, scales

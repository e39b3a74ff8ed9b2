"""Learns the tagger's weights: a linear-chain conditional random field over hashed features.

Lafferty, McCallum and Pereira 2001; steps by AdaGrad (Duchi, Hazan and Singer 2011). Where a corpus leaves the labels of a
stretch open, the likelihood is that of all labellings it allows (Tsuboi et al. 2008). One thread, a fixed
seed: the same corpora give the same weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kg.tagger.features import BITS, TEMPLATES
from kg.tagger.labels import CLOSES, COUNT, OPENS, follows
from kg.train.examples import Examples


@dataclass(frozen=True, slots=True)
class Settings:
    """``rounds`` over all sentences, step size ``rate``, ``shrink`` of all weights after each round, and the share of
    sentences read without what dictionaries say of their words (``blind``), so that unknown words are learnt, too. The
    weights are the mean of those after every ``part`` sentences from the second round on."""

    rounds: int = 6
    rate: float = 0.05
    shrink: float = 0.05
    blind: float = 0.1
    part: int = 2000
    seed: int = 1998


@dataclass(frozen=True, slots=True)
class Weights:
    """``features`` (2**BITS, COUNT) and ``transitions`` (COUNT, COUNT), natural logarithms."""

    features: NDArray[np.float32]
    transitions: NDArray[np.float32]


def fit(examples: Examples, settings: Settings, tell: Callable[[int, int], None]) -> Weights:
    """The weights learnt from ``examples``; ``tell(sentences done, of how many)`` is called now and then."""
    weights = np.zeros((1 << BITS, COUNT), np.float32)
    squares = np.full((1 << BITS, COUNT), 1.0, np.float32)
    moves = np.zeros((COUNT, COUNT), np.float32)
    move_squares = np.full((COUNT, COUNT), 1.0, np.float32)
    words = np.array([any(look.signal in _WORDS for look in looks) for looks in TEMPLATES])
    chance = np.random.default_rng(settings.seed)
    mean, mean_moves, parts = np.zeros_like(weights), np.zeros_like(moves), 0
    count, done = len(examples.bounds) - 1, 0
    for turn in range(settings.rounds):
        order = chance.permutation(count)
        for part in np.array_split(order, max(1, count // settings.part)):
            blind = chance.random(len(part)) < settings.blind
            _learn(
                weights,
                squares,
                moves,
                move_squares,
                examples.rows,
                examples.allowed,
                examples.bounds,
                part,
                blind,
                words,
                _LEGAL,
                np.float32(settings.rate),
            )
            done += len(part)
            tell(done, count * settings.rounds)
            if turn:
                mean, mean_moves, parts = mean + weights, mean_moves + moves, parts + 1
        weights *= np.float32(1 - settings.shrink)
    return Weights(mean / np.float32(parts), mean_moves / np.float32(parts))


_WORDS = frozenset({"word", "before", "after", "tag", "left", "right"})
_LEGAL = np.zeros((COUNT + 1, COUNT + 1), np.bool_)
_LEGAL[:COUNT, :COUNT] = follows()
_LEGAL[COUNT, :COUNT] = OPENS
_LEGAL[:COUNT, COUNT] = CLOSES


@njit(cache=True)
def _learn(weights, squares, moves, move_squares, rows, allowed, bounds, order, blind, words, legal, rate):  # type: ignore[no-untyped-def]
    labels = weights.shape[1]
    templates = rows.shape[1]
    stranger = weights.shape[0]
    for number in range(len(order)):
        start, end = bounds[order[number]], bounds[order[number] + 1]
        size = end - start
        if size == 0:
            continue
        scores = np.zeros((size, labels), np.float32)
        for i in range(size):
            for t in range(templates):
                if blind[number] and words[t]:
                    continue
                row = rows[start + i, t]
                if row == stranger:
                    continue
                for k in range(labels):
                    scores[i, k] += weights[row, k]
        free, free_moves, total = _marginals(scores, moves, allowed[start:end], legal, False)
        bound, bound_moves, inside = _marginals(scores, moves, allowed[start:end], legal, True)
        if not (total > -1e30 and inside > -1e30):
            continue
        for a in range(labels):
            for b in range(labels):
                slope = free_moves[a, b] - bound_moves[a, b]
                if slope != 0.0:
                    move_squares[a, b] += slope * slope
                    moves[a, b] -= rate * slope / math.sqrt(move_squares[a, b])
        for i in range(size):
            most = 0.0
            for k in range(labels):
                free[i, k] -= bound[i, k]
                most = max(most, abs(free[i, k]))
            if most < 1e-3:
                continue
            for t in range(templates):
                if blind[number] and words[t]:
                    continue
                row = rows[start + i, t]
                if row == stranger:
                    continue
                for k in range(labels):
                    slope = free[i, k]
                    squares[row, k] += slope * slope
                    weights[row, k] -= rate * slope / math.sqrt(squares[row, k])


@njit(cache=True)
def _marginals(scores, moves, allowed, legal, bound):  # type: ignore[no-untyped-def]
    """The probability of each label at each place, the expected number of each move, and the logarithm of the sum over
    all labellings (those that ``allowed`` permits, if ``bound``), by the forward-backward algorithm, scaled."""
    size, labels = scores.shape
    emit = np.zeros((size, labels), np.float64)
    total = 0.0
    for i in range(size):
        top = scores[i].max()
        total += top
        for k in range(labels):
            if not bound or (allowed[i] >> k) & 1:
                emit[i, k] = math.exp(scores[i, k] - top)
    move = np.zeros((labels, labels), np.float64)
    for a in range(labels):
        for b in range(labels):
            if legal[a, b]:
                move[a, b] = math.exp(moves[a, b])
    alpha = np.zeros((size, labels), np.float64)
    scale = np.zeros(size, np.float64)
    for i in range(size):
        for b in range(labels):
            if emit[i, b] == 0.0:
                continue
            if i == 0:
                into = 1.0 if legal[labels, b] else 0.0
            else:
                into = 0.0
                for a in range(labels):
                    into += alpha[i - 1, a] * move[a, b]
            if i == size - 1 and not legal[b, labels]:
                into = 0.0
            alpha[i, b] = into * emit[i, b]
        scale[i] = alpha[i].sum()
        if scale[i] <= 0.0:
            return alpha, move, -np.inf
        alpha[i] /= scale[i]
        total += math.log(scale[i])
    expected = np.zeros((labels, labels), np.float64)
    beta = np.ones(labels, np.float64)
    for i in range(size - 1, 0, -1):
        ahead = beta * emit[i] / scale[i]
        back = np.zeros(labels, np.float64)
        for a in range(labels):
            for b in range(labels):
                if move[a, b] > 0.0 and ahead[b] > 0.0:
                    weight = move[a, b] * ahead[b]
                    back[a] += weight
                    expected[a, b] += alpha[i - 1, a] * weight
        alpha[i] *= beta
        beta = back
    alpha[0] *= beta
    return alpha, expected, total

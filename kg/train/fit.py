"""Learns the tagger's weights: a linear-chain conditional random field over hashed features.

Lafferty, McCallum and Pereira 2001; steps by AdaGrad (Duchi, Hazan and Singer 2011). Where a corpus leaves the labels of a
stretch open, the likelihood is that of all labellings it allows (Tsuboi et al. 2008). One thread, a fixed
seed: the same corpora give the same weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
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
    weights are the mean of those after every ``part`` sentences from the second round on. ``eager`` is added to the
    logarithm of the odds that something begins: of little that was seen, more is missed than is found too much."""

    rounds: int = 4
    rate: float = 0.05
    shrink: float = 0.05
    blind: float = 0.1
    part: int = 2000
    eager: float = 0.0
    seed: int = 1998


#: How names are learnt, and how works are, of which there is far less to learn from.
OF_NAMES, OF_WORKS = Settings(), Settings(rounds=8, rate=0.03, part=500, eager=1.0)


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
        for part, rate in _parts(order, settings, turn == 0):
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
                np.float32(rate),
            )
            done += len(part)
            tell(done, count * settings.rounds)
            if turn:
                mean, mean_moves, parts = mean + weights, mean_moves + moves, parts + 1
        weights *= np.float32(1 - settings.shrink)
    transitions = mean_moves / np.float32(parts)
    transitions[:, _BEGINS] += np.float32(settings.eager)
    return Weights(mean / np.float32(parts), transitions)


def _parts(
    order: NDArray[np.int64], settings: Settings, first: bool
) -> Iterator[tuple[NDArray[np.int64], float]]:
    """The sentences of a round in parts, each with its step size. The ``first`` steps grow from small to full: a long
    sentence takes one for each of its characters, and could throw the weights of what is everywhere too far to return."""
    whole = np.array_split(order, max(1, len(order) // settings.part))
    if first:
        opening = np.array_split(whole.pop(0), _OPENING)
        yield from ((part, settings.rate * (at + 1) / _OPENING) for at, part in enumerate(opening))
    yield from ((part, settings.rate) for part in whole)


#: In so many steps the first part of the sentences comes to the full step size.
_OPENING = 50
#: A place whose labels are all but as probable as they should be teaches nothing.
_FLAT = 1e-3
_WORDS = frozenset({"word", "before", "after", "tag", "left", "right"})
_BEGINS = [name for name in range(1, COUNT) if OPENS[name]]
_LEGAL = np.zeros((COUNT + 1, COUNT + 1), np.bool_)
_LEGAL[:COUNT, :COUNT] = follows()
_LEGAL[COUNT, :COUNT] = OPENS
_LEGAL[:COUNT, COUNT] = CLOSES


@njit(cache=True)
def _learn(weights, squares, moves, move_squares, rows, allowed, bounds, order, blind, words, legal, rate):  # type: ignore[no-untyped-def]
    """One step for each sentence of ``order``: down the slope of what it is unlikely by."""
    for number in range(len(order)):
        start, end = bounds[order[number]], bounds[order[number] + 1]
        if start == end:
            continue
        hidden = words if blind[number] else np.zeros_like(words)
        scores = _scores(weights, rows[start:end], hidden)
        free, free_moves, total = _marginals(scores, moves, allowed[start:end], legal, False)
        bound, bound_moves, inside = _marginals(scores, moves, allowed[start:end], legal, True)
        if total > -1e30 and inside > -1e30:
            _step_moves(moves, move_squares, free_moves - bound_moves, rate)
            _step(weights, squares, rows[start:end], free - bound, hidden, rate)


@njit(cache=True)
def _scores(weights, rows, hidden):  # type: ignore[no-untyped-def]
    """The score of each label at each place: the weights of its features, but those of ``hidden`` templates."""
    stranger, labels = weights.shape
    scores = np.zeros((len(rows), labels), np.float32)
    for i in range(len(rows)):
        for t in range(rows.shape[1]):
            row = rows[i, t]
            if hidden[t] or row == stranger:
                continue
            for k in range(labels):
                scores[i, k] += weights[row, k]
    return scores


@njit(cache=True)
def _step(weights, squares, rows, slopes, hidden, rate):  # type: ignore[no-untyped-def]
    stranger, labels = weights.shape
    for i in range(len(rows)):
        if np.abs(slopes[i]).max() < _FLAT:
            continue
        for t in range(rows.shape[1]):
            row = rows[i, t]
            if hidden[t] or row == stranger:
                continue
            for k in range(labels):
                slope = slopes[i, k]
                squares[row, k] += slope * slope
                weights[row, k] -= rate * slope / math.sqrt(squares[row, k])


@njit(cache=True)
def _step_moves(moves, squares, slopes, rate):  # type: ignore[no-untyped-def]
    for a in range(moves.shape[0]):
        for b in range(moves.shape[1]):
            slope = slopes[a, b]
            if slope != 0.0:
                squares[a, b] += slope * slope
                moves[a, b] -= rate * slope / math.sqrt(squares[a, b])


@njit(cache=True)
def _marginals(scores, moves, allowed, legal, bound):  # type: ignore[no-untyped-def]
    """The probability of each label at each place, the expected number of each move, and the logarithm of the sum over
    all labellings (those that ``allowed`` permits, if ``bound``), by the forward-backward algorithm, scaled."""
    labels = scores.shape[1]
    emit, total = _emissions(scores, allowed, bound)
    move = np.zeros((labels, labels), np.float64)
    for a in range(labels):
        for b in range(labels):
            if legal[a, b]:
                move[a, b] = math.exp(moves[a, b])
    alpha, scale = _forward(emit, move, legal)
    if scale.min() <= 0.0:
        return alpha, move, -np.inf
    return alpha, _backward(alpha, emit, scale, move), total + np.log(scale).sum()


@njit(cache=True)
def _emissions(scores, allowed, bound):  # type: ignore[no-untyped-def]
    """The odds of each label at each place, the best one 1, and the logarithm of what they were divided by."""
    size, labels = scores.shape
    emit = np.zeros((size, labels), np.float64)
    total = 0.0
    for i in range(size):
        top = scores[i].max()
        total += top
        for k in range(labels):
            if not bound or (allowed[i] >> k) & 1:
                emit[i, k] = math.exp(scores[i, k] - top)
    return emit, total


@njit(cache=True)
def _forward(emit, move, legal):  # type: ignore[no-untyped-def]
    """The sums over all labellings up to each place, each place divided by its ``scale``; a scale of 0 where none is
    left."""
    size, labels = emit.shape
    alpha = np.zeros((size, labels), np.float64)
    scale = np.zeros(size, np.float64)
    for i in range(size):
        for b in range(labels):
            if emit[i, b] == 0.0 or (i == size - 1 and not legal[b, labels]):
                continue
            into = 0.0
            if i == 0:
                into = 1.0 if legal[labels, b] else 0.0
            else:
                for a in range(labels):
                    into += alpha[i - 1, a] * move[a, b]
            alpha[i, b] = into * emit[i, b]
        scale[i] = alpha[i].sum()
        if scale[i] <= 0.0:
            break
        alpha[i] /= scale[i]
    return alpha, scale


@njit(cache=True)
def _backward(alpha, emit, scale, move):  # type: ignore[no-untyped-def]
    """The expected number of each move; ``alpha`` becomes the probability of each label at each place."""
    size, labels = emit.shape
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
    return expected

"""Sentences of the corpora as what the tagger learns from: feature rows, and the labels that each character may bear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.knowledge.words import words
from kg.tagger.features import BITS, CHECK, Seen, features
from kg.tagger.labels import COUNT, FIRST, INSIDE, LAST, ONLY, Classes, label
from kg.tagger.model import rows_of
from kg.train.corpora import Name, Sentence

#: Sentences whose features are made together.
_TOGETHER = 300
#: A feature seen less often says nothing.
_RARE = 2
_ANY = (1 << COUNT) - 1
_NONE = 1


@dataclass(frozen=True, slots=True)
class Examples:
    """``rows`` (characters, templates) are rows of the table of weights (2**BITS: none); ``allowed`` has for each
    character the set of its possible labels as bits; ``bounds`` tell where each sentence begins and, last, where all end.
    ``checks`` name the feature that each row of the table belongs to."""

    rows: NDArray[np.int32]
    allowed: NDArray[np.uint16]
    bounds: NDArray[np.int64]
    checks: NDArray[np.uint16]


def examples(sentences: Sequence[Sentence], classes: Classes, tell: Callable[[int, int], None]) -> Examples:
    """What to learn of ``classes`` from ``sentences``; ``tell(done, all)`` is called as they are gone through."""
    parts: list[NDArray[np.uint32]] = []
    for start in range(0, len(sentences), _TOGETHER):
        parts.append(_features(sentences[start : start + _TOGETHER]))
        tell(len(parts) * _TOGETHER, len(sentences))
    numbers = np.concatenate(parts)
    checks, known = _owners(numbers)
    for at in range(0, len(numbers), 100_000):
        rows = rows_of(numbers[at : at + 100_000], checks)
        numbers[at : at + 100_000] = np.where(known[np.minimum(rows, (1 << BITS) - 1)], rows, 1 << BITS)
    allowed = np.concatenate([_allowed(sentence, classes) for sentence in sentences])
    bounds = np.cumsum([0, *(len(sentence.text) for sentence in sentences)], dtype=np.int64)
    return Examples(numbers.view(np.int32), allowed, bounds, checks)


def joined(sentences: Sequence[Sentence]) -> tuple[str, list[tuple[int, int]]]:
    """Sentences as one text, a line each, and where each of them stands in it."""
    text = "".join(sentence.text + "\n" for sentence in sentences)
    ends = np.cumsum([len(sentence.text) + 1 for sentence in sentences]).tolist()
    starts = [0, *ends][: len(ends)]
    return text, [(start, end - 1) for start, end in zip(starts, ends, strict=True)]


def _features(sentences: Sequence[Sentence]) -> NDArray[np.uint32]:
    text, stretches = joined(sentences)
    return features([Seen.of(text, list(words(text)), stretches)])


def _owners(numbers: NDArray[np.uint32]) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """The check of the most frequent feature at each place of the table, and which places have one that is not rare."""
    found, counts = np.unique(numbers.ravel(), return_counts=True)
    found, counts = found[counts >= _RARE], counts[counts >= _RARE]
    order = np.argsort(-counts, kind="stable")
    places, first = np.unique(found[order] >> np.uint32(CHECK), return_index=True)
    checks = np.zeros(1 << BITS, np.uint16)
    checks[places] = found[order][first] & np.uint32((1 << CHECK) - 1)
    known = np.zeros(1 << BITS, np.bool_)
    known[places] = True
    return checks, known


def _allowed(sentence: Sentence, classes: Classes) -> NDArray[np.uint16]:
    allowed = np.full(len(sentence.text), _NONE if sentence.complete else _ANY, np.uint16)
    for start, end in sentence.open:
        allowed[start:end] = _ANY
    for name in sentence.names:
        for at, part in _parts(name):
            allowed[at] = sum(1 << label(each, part, classes) for each in name.classes)
    return allowed


def _parts(name: Name) -> Iterator[tuple[int, int]]:
    """Each place of a name and what part of the name stands there."""
    if name.end - name.start == 1:
        yield name.start, ONLY
        return
    yield name.start, FIRST
    yield from ((at, INSIDE) for at in range(name.start + 1, name.end - 1))
    yield name.end - 1, LAST

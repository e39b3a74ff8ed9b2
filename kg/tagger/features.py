"""What the tagger sees of each character: hashed feature numbers, made for a whole text at once.

Every template combines a few *signals*, arrays with one small number a character (the character itself, its word, its
place in the word, the part of speech, what the lexicons know of it), looked at from one to three places around it.
Nothing here loops over characters in Python. The same function serves training and reading, so that the
weights always meet the features they were learnt with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.names import name_model
from kg.knowledge.scanning import scan_heads, scan_titles
from kg.knowledge.words import Word

#: A feature is a number of so many bits: the place in the table of weights (``BITS``), then a check (``CHECK``) by which
#: the table tells its own features from strangers that fall on the same place.
BITS, CHECK = 21, 10
#: Empty characters on both sides of a sentence: no template looks farther.
_MARGIN = 3
#: How far ahead, in characters, the next right end of a name is looked for.
_AHEAD = 12
_TYPES = ("Agency", "Organization", "Area", "Community", "Place", "Project", "Event", "Method", "Document")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_BASE = np.uint64(0x100000001B3)

Signal = NDArray[np.uint64]


class Look(NamedTuple):
    """A signal seen ``at`` so many characters from the one in question."""

    signal: str
    at: int = 0


def _looks(template: str) -> tuple[Look, ...]:
    """``char-1 char tag+1`` as looks."""
    found = []
    for word in template.split():
        name = word.rstrip("+-0123456789")
        found.append(Look(name, int(word[len(name) :] or 0)))
    return tuple(found)


#: What is combined. ``place`` is the place of the character in its word, ``word-``/``word+`` are the words beside it.
TEMPLATES: tuple[tuple[Look, ...], ...] = tuple(
    map(
        _looks,
        (
            "char",
            "char-1",
            "char+1",
            "char-2",
            "char+2",
            "char-1 char",
            "char char+1",
            "char-2 char-1",
            "char+1 char+2",
            "char-1 char+1",
            "char-2 char-1 char",
            "char-1 char char+1",
            "char char+1 char+2",
            "char-1 char char+1 char+2",
            "kind-1 kind kind+1",
            "word place",
            "before place",
            "after place",
            "before word place",
            "word after place",
            "tag place",
            "left tag place",
            "tag right place",
            "left tag right place",
            "area place",
            "area-1 area area+1",
            "area-2 area-1 area",
            "head-1 head head+1",
            "head char",
            "head+1 char",
            "next place",
            "next tag place",
            "next area",
            "title-1 title title+1",
            "title-1 tag place",
            "title+1 title+2 title+3 place",
            "name",
            "name-1 name",
            "name-2 name-1 name",
            "name title-1",
            "surname char-1",
            "surname-1 name-1 char+1",
            "surname-2 name-2 char+1",
        ),
    )
)


def features(text: str, words: Sequence[Word], sentences: Sequence[tuple[int, int]]) -> NDArray[np.uint32]:
    """Feature numbers, shape (characters of ``sentences``, templates): one row a character, sentence by sentence.

    ``words`` cover ``text``; ``sentences`` are stretches [start, end) of it, in order, without overlap. Of what is
    beyond its sentence a character sees the next word and how far the next right end of a name is, nothing else.
    """
    own, padded = _layout(sentences)
    signals = {name: _padded(values, own, padded) for name, values in _signals(text, words).items()}
    rows = np.flatnonzero(padded >= 0)
    columns = [_hashed(number, looks, signals, rows) for number, looks in enumerate(TEMPLATES)]
    return np.stack(columns, axis=1) if len(rows) else np.zeros((0, len(TEMPLATES)), np.uint32)


def _layout(sentences: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions of all sentences; and the same with empty places (-1) between the sentences."""
    gap = np.full(_MARGIN, -1, np.int64)
    stretches = [np.arange(start, end, dtype=np.int64) for start, end in sentences]
    own = np.concatenate([np.zeros(0, np.int64), *stretches])
    padded = np.concatenate([gap, *(part for stretch in stretches for part in (stretch, gap))])
    return own, padded


def _padded(values: Signal, own: NDArray[np.int64], padded: NDArray[np.int64]) -> Signal:
    out = np.zeros(len(padded), np.uint64)
    out[padded >= 0] = values[own]
    return out


def _hashed(
    number: int, looks: tuple[Look, ...], signals: dict[str, Signal], rows: NDArray[np.int64]
) -> NDArray[np.uint32]:
    mixed = np.full(len(rows), number + 1, np.uint64) * _MIX
    for look in looks:
        mixed ^= signals[look.signal][rows + look.at] + np.uint64(1)
        mixed *= _MIX
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(64 - BITS - CHECK)).astype(np.uint32)


def _signals(text: str, words: Sequence[Word]) -> dict[str, Signal]:
    chars = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    family, name = name_model().signals(chars.astype(np.uint32))
    head, ahead = _heads(text)
    matches = gazetteer().scan(text)
    return {
        "char": chars,
        "kind": _char_kinds(text, chars),
        **_word_signals(chars, words),
        "area": _marked(len(text), ((m.start, m.end, 1 + m.short) for m in matches)),
        "head": head,
        "next": ahead,
        "title": _marked(len(text), ((m.start, m.end, 1 + m.title.head) for m in scan_titles(text))),
        "surname": family.astype(np.uint64),
        "name": name.astype(np.uint64),
    }


def _char_kinds(text: str, chars: Signal) -> Signal:
    """Digit, Latin letter, Chinese character, opening or closing mark, anything else."""
    kinds = np.full(len(text), 4, np.uint64)
    kinds[(chars >= 0x3400) & (chars < 0xA000)] = 3
    kinds[chars < 0x80] = 5
    kinds[(chars >= ord("0")) & (chars <= ord("9"))] = 1
    lower = chars | np.uint64(0x20)
    kinds[(lower >= ord("a")) & (lower <= ord("z"))] = 2
    for number, marks in enumerate(("“‘《（(", "”’》）)", "，。；：！？、", "·•・"), start=6):
        kinds[np.isin(chars, np.array([ord(mark) for mark in marks], np.uint64))] = number
    return kinds


def _word_signals(chars: Signal, words: Sequence[Word]) -> dict[str, Signal]:
    """Of each character: its word, the word before and after, its place there (first, middle, last, only), tags."""
    starts = np.fromiter((w.start for w in words), np.int64, len(words))
    ends = np.fromiter((w.end for w in words), np.int64, len(words))
    tags = np.fromiter((_tag_number(w.pos) for w in words), np.uint64, len(words))
    hashes = _word_hashes(chars, starts, ends)
    lengths = ends - starts
    of_char = np.repeat(np.arange(len(words)), lengths)
    at = np.arange(len(chars))
    first, last = at == starts[of_char], at == ends[of_char] - 1
    place = first.astype(np.uint64) + np.uint64(2) * last.astype(np.uint64)
    return {
        "place": place,
        "word": hashes[of_char],
        "before": _shifted(hashes, 1)[of_char],
        "after": _shifted(hashes, -1)[of_char],
        "tag": tags[of_char],
        "left": _shifted(tags, 1)[of_char],
        "right": _shifted(tags, -1)[of_char],
    }


def _shifted(values: Signal, by: int) -> Signal:
    out = np.zeros_like(values)
    if by > 0:
        out[by:] = values[:-by]
    else:
        out[:by] = values[-by:]
    return out


@cache
def _tag_number(tag: str) -> int:
    """A small number for a part of speech, the same in every run."""
    return int.from_bytes(tag[:4].encode("ascii", "replace"), "big") + 1


def _word_hashes(chars: Signal, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Signal:
    """A number for each word that depends on its characters alone: sums of their mixed codes times powers of a base."""
    if not len(starts):
        return np.zeros(0, np.uint64)
    offset = np.arange(len(chars), dtype=np.int64) - np.repeat(starts, ends - starts)
    weights = _powers(int(offset.max()) + 1)[offset]
    mixed = (chars + np.uint64(7)) * _MIX
    mixed ^= mixed >> np.uint64(31)
    return np.add.reduceat(mixed * weights, starts)


def _powers(count: int) -> Signal:
    powers = np.full(count, _BASE, np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)


def _marked(length: int, stretches: Iterable[tuple[int, int, int]]) -> Signal:
    """Each stretch (start, end, sort) written as sort and place: first, middle, last, only."""
    out = np.zeros(length, np.uint64)
    for start, end, sort in stretches:
        out[start:end] = sort * 4 + 1
        out[start] = sort * 4 + 2
        out[end - 1] = sort * 4 + (4 if end - start == 1 else 3)
    return out


def _heads(text: str) -> tuple[Signal, Signal]:
    """The right ends of names at each character; and, for each, the sort and distance of the next one ahead."""
    matches = scan_heads(text)
    if not matches:
        return np.zeros(len(text), np.uint64), np.zeros(len(text), np.uint64)
    sorts = [1 + _TYPES.index(m.head.type) * 2 + m.head.generic for m in matches]
    here = _marked(len(text), ((m.start, m.end, sort) for m, sort in zip(matches, sorts, strict=True)))
    ends = np.array([m.end for m in matches])
    at = np.arange(len(text))
    following = np.minimum(np.searchsorted(ends, at, side="right"), len(matches) - 1)
    distance = ends[following] - at
    ahead = np.minimum(distance, 8) * 32 + np.array(sorts)[following]
    return here, np.where((distance > 0) & (distance <= _AHEAD), ahead, 0).astype(np.uint64)

"""What the tagger sees of each character: hashed feature numbers, made for a whole text at once.

Every template combines a few *signals*, arrays with one small number a character (the character itself, its word, its
place in the word, the part of speech, what the lexicons know of it), looked at from one to three places around it.
Nothing here loops over characters in Python. The same function serves training and reading, so that the
weights always meet the features they were learnt with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.knowledge.gazetteer import AreaMatch, gazetteer
from kg.knowledge.names import name_model
from kg.knowledge.scanning import HeadMatch, TitleMatch, scan_heads, scan_titles
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


_SIGNALS = tuple(sorted({look.signal for looks in TEMPLATES for look in looks}))
#: Every look that a template takes, as row of the signals and distance.
_LOOKS = tuple(sorted({(_SIGNALS.index(look.signal), look.at) for looks in TEMPLATES for look in looks}))
#: The templates with most looks first, and where each stands in that order.
_ORDER = sorted(range(len(TEMPLATES)), key=lambda number: -len(TEMPLATES[number]))
_RANKS = np.argsort(_ORDER)
_SEEDS = (np.array(_ORDER, np.uint64) + np.uint64(1)) * _MIX
#: The first looks of all templates in that order, the second looks of those that have one, and so on.
_STEPS = tuple(
    np.array([_LOOKS.index((_SIGNALS.index(look.signal), look.at)) for look in step])
    for step in (
        [TEMPLATES[number][turn] for number in _ORDER if len(TEMPLATES[number]) > turn] for turn in range(4)
    )
)
#: Places hashed together: what they take stays in the processor's cache.
_WIDTH = 512


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as the tagger reads it: ``words`` cover it; ``sentences`` are stretches [start, end) of it, in order and apart;
    the areas, titles and right ends of names are all those that stand in it."""

    text: str
    words: Sequence[Word]
    sentences: Sequence[tuple[int, int]]
    areas: Sequence[AreaMatch]
    titles: Sequence[TitleMatch]
    heads: Sequence[HeadMatch]

    @classmethod
    def of(cls, text: str, words: Sequence[Word], sentences: Sequence[tuple[int, int]]) -> Seen:
        """``text``, looked through for what the lexicons know."""
        return cls(text, words, sentences, gazetteer().scan(text), scan_titles(text), scan_heads(text))


def features(texts: Sequence[Seen]) -> NDArray[np.uint32]:
    """Feature numbers, shape (characters of all sentences, templates): one row a character, sentence by sentence, text by
    text.

    Of what is beyond its sentence a character sees the next word and how far the next right end of a name is, nothing
    else.
    """
    laid = [_laid_out(seen) for seen in texts]
    if not laid:
        return np.zeros((0, len(TEMPLATES)), np.uint32)
    signals = np.concatenate([signals for signals, _ in laid], axis=1)
    inside = np.concatenate([inside for _, inside in laid])
    numbers = np.empty((len(TEMPLATES), int(inside.sum())), np.uint32)
    done = 0
    for at in range(_MARGIN, len(inside) - _MARGIN, _WIDTH):
        end = min(at + _WIDTH, len(inside) - _MARGIN)
        part = _hashed(np.stack([signals[row, at + by : end + by] for row, by in _LOOKS]))[:, inside[at:end]]
        numbers[:, done : done + part.shape[1]] = part
        done += part.shape[1]
    return numbers.T


def _laid_out(seen: Seen) -> tuple[Signal, NDArray[np.bool_]]:
    """The signals of a text, sentence by sentence with empty places around each (shape: signals, places), each one more
    than it is, empty ones 1; and which places are characters."""
    places = [np.arange(start, end, dtype=np.int64) for start, end in seen.sentences]
    gap = np.full(_MARGIN, -1, np.int64)
    padded = np.concatenate([gap, *(part for stretch in places for part in (stretch, gap))])
    inside = padded >= 0
    out = np.ones((len(_SIGNALS), len(padded)), np.uint64)
    out[:, inside] += np.stack(_signals(seen))[:, padded[inside]]
    return out, inside


def _hashed(looks: Signal) -> NDArray[np.uint32]:
    """The numbers of all templates, given every look (a row each): the first looks of all are mixed in at once, then the
    second ones of those that have a second, and so on."""
    mixed = np.empty((len(TEMPLATES), looks.shape[1]), np.uint64)
    mixed[:] = _SEEDS[:, None]
    for chosen in _STEPS:
        part = mixed[: len(chosen)]
        part ^= looks[chosen]
        part *= _MIX
        part ^= part >> np.uint64(29)
    return (mixed >> np.uint64(64 - BITS - CHECK)).astype(np.uint32)[_RANKS]


def _signals(seen: Seen) -> list[Signal]:
    """What is seen of each character, in the order of ``_SIGNALS``."""
    text = seen.text
    chars = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    family, name = name_model().signals(chars.astype(np.uint32))
    head, ahead = _heads(text, seen.heads)
    found = {
        "char": chars,
        "kind": _char_kinds(text, chars),
        **_word_signals(chars, seen.words),
        "area": _marked(len(text), ((m.start, m.end, 1 + m.short) for m in seen.areas)),
        "head": head,
        "next": ahead,
        "title": _marked(len(text), ((m.start, m.end, 1 + m.title.head) for m in seen.titles)),
        "surname": family.astype(np.uint64),
        "name": name.astype(np.uint64),
    }
    return [found[signal] for signal in _SIGNALS]


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


def _heads(text: str, matches: Sequence[HeadMatch]) -> tuple[Signal, Signal]:
    """The right ends of names at each character; and, for each, the sort and distance of the next one ahead."""
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
